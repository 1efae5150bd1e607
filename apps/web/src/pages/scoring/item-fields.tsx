import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Card, Checkbox, Flex, Form, Input, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { Conditions } from './condition-fields';
import { type ScoringItem, useUnitMeasures } from './queries';
import type { SchemeValues } from './scheme-values';

const KINDS: ScoringItem['kind'][] = ['measure', 'share', 'tiers', 'count', 'threshold', 'manual'];
const NUMBER = /^-?\d{1,12}(\.\d{1,4})?$/;
const NARROW = { width: 150 };

type Field = keyof ScoringItem;

/** The fields of one item: those of every item, and those of its kind. */
export function ItemFields({ place }: { place: number }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<SchemeValues>();
  const kind = (Form.useWatch(['items', place, 'kind'], form) as ScoringItem['kind'] | undefined) ?? 'measure';
  return (
    <>
      <Flex wrap gap={12}>
        <Form.Item
          name={[place, 'name']}
          label={t('scoring.editor.name')}
          style={{ flex: 1, minWidth: 160 }}
          rules={[{ required: true, whitespace: true, message: t('scoring.schemes.nameRequired') }]}
        >
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={[place, 'code']} label={t('scoring.editor.code')} style={NARROW}>
          <Input maxLength={40} />
        </Form.Item>
        <Form.Item name={[place, 'kind']} label={t('scoring.editor.kind')} style={{ width: 180 }}>
          <Select options={KINDS.map((value) => ({ value, label: t(`scoring.editor.kinds.${value}`) }))} />
        </Form.Item>
        <Form.Item name={[place, 'direction']} label={t('scoring.editor.direction.label')} style={NARROW}>
          <Select
            options={(['add', 'deduct'] as const).map((value) => ({
              value,
              label: t(`scoring.editor.direction.${value}`),
            }))}
          />
        </Form.Item>
      </Flex>
      <OfKind place={place} kind={kind} />
      <Flex wrap gap={12}>
        <Limit place={place} field="cap" />
        <Limit place={place} field="floor" />
        {(kind === 'manual' || kind === 'threshold' || kind === 'count') && (
          <>
            <Times place={place} field="perQuarter" />
            <Times place={place} field="perYear" />
          </>
        )}
        <Form.Item name={[place, 'note']} label={t('scoring.editor.note')} style={{ flex: 1, minWidth: 200 }}>
          <Input maxLength={300} />
        </Form.Item>
      </Flex>
    </>
  );
}

function OfKind({ place, kind }: { place: number; kind: ScoringItem['kind'] }) {
  const { t } = useTranslation();
  switch (kind) {
    case 'measure':
      return (
        <Flex wrap gap={12}>
          <Measure place={place} />
          <Choice
            place={place}
            field="per"
            label={t('scoring.editor.per.label')}
            words="per"
            options={['rate', 'each']}
          />
          <Points place={place} field="weight" label={t('scoring.editor.weight')} />
          <NoBase place={place} />
        </Flex>
      );
    case 'share':
      return (
        <>
          <Flex wrap gap={12}>
            <Points place={place} field="weight" label={t('scoring.editor.weight')} />
            <NoBase place={place} />
          </Flex>
          <Conditions name={[place, 'among']} path={['items', place, 'among']} label={t('scoring.editor.among')} />
          <Conditions
            name={[place, 'reached']}
            path={['items', place, 'reached']}
            label={t('scoring.editor.reached')}
          />
          <Form.Item name={[place, 'wide']} valuePropName="checked">
            <Checkbox>{t('scoring.editor.wide')}</Checkbox>
          </Form.Item>
        </>
      );
    case 'tiers':
      return <Tiers place={place} />;
    case 'count':
      return <Cases place={place} />;
    case 'threshold':
      return (
        <Flex wrap gap={12} align="start">
          <Measure place={place} />
          <Points place={place} field="value" label={t('scoring.editor.value')} extra={t('scoring.editor.valueHint')} />
          <Points place={place} field="points" label={t('scoring.editor.points')} />
          <Form.Item name={[place, 'inclusive']} valuePropName="checked" label=" ">
            <Checkbox>{t('scoring.editor.inclusive')}</Checkbox>
          </Form.Item>
        </Flex>
      );
    case 'manual':
      return (
        <Flex wrap gap={12}>
          <Points place={place} field="least" label={t('scoring.editor.least')} />
          <Points place={place} field="most" label={t('scoring.editor.most')} />
        </Flex>
      );
  }
}

function Measure({ place }: { place: number }) {
  const { t } = useTranslation();
  const measures = useUnitMeasures();
  return (
    <Form.Item name={[place, 'measure']} label={t('scoring.editor.measure')} style={{ width: 240 }}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={measures.data?.map(({ code, name }) => ({ value: code, label: name }))}
      />
    </Form.Item>
  );
}

function NoBase({ place }: { place: number }) {
  const { t } = useTranslation();
  return (
    <Choice
      place={place}
      field="noBase"
      label={t('scoring.editor.noBase.label')}
      words="noBase"
      options={['exclude', 'zero', 'spread']}
    />
  );
}

type Words =
  { words: 'per'; options: ('rate' | 'each')[] } | { words: 'noBase'; options: ('exclude' | 'zero' | 'spread')[] };

function Choice({ place, field, label, ...choice }: { place: number; field: Field; label: string } & Words) {
  const { t } = useTranslation();
  const options: { value: string; label: string }[] =
    choice.words === 'per'
      ? choice.options.map((value) => ({ value, label: t(`scoring.editor.per.${value}`) }))
      : choice.options.map((value) => ({ value, label: t(`scoring.editor.noBase.${value}`) }));
  return (
    <Form.Item name={[place, field]} label={label} style={{ width: 210 }}>
      <Select<string> options={options} />
    </Form.Item>
  );
}

function Points(props: { place: number; field: Field; label: string; extra?: string }) {
  const { t } = useTranslation();
  return (
    <Form.Item
      name={[props.place, props.field]}
      label={props.label}
      extra={props.extra}
      style={NARROW}
      rules={[{ required: true, pattern: NUMBER, message: t('scoring.entries.pointsRequired') }]}
    >
      <Input inputMode="decimal" />
    </Form.Item>
  );
}

function Limit({ place, field }: { place: number; field: 'cap' | 'floor' }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={[place, field]} label={t(`scoring.editor.${field}`)} style={{ width: 110 }}>
      <Input inputMode="decimal" placeholder={t('scoring.editor.noLimit')} />
    </Form.Item>
  );
}

function Times({ place, field }: { place: number; field: 'perQuarter' | 'perYear' }) {
  const { t } = useTranslation();
  return (
    <Form.Item name={[place, field]} label={t(`scoring.editor.${field}`)} style={{ width: 130 }}>
      <InputNumber
        min={1}
        max={100}
        precision={0}
        placeholder={t('scoring.editor.noLimit')}
        style={{ width: '100%' }}
      />
    </Form.Item>
  );
}

const OVERS = ['plan', 'total', 'completed', 'month', 'measure'] as const;

function Tiers({ place }: { place: number }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<SchemeValues>();
  const over = Form.useWatch(['items', place, 'over'], form) as string | undefined;
  return (
    <>
      <Flex wrap gap={12}>
        <Form.Item name={[place, 'over']} label={t('scoring.editor.over.label')} style={{ width: 280 }}>
          <Select options={OVERS.map((value) => ({ value, label: t(`scoring.editor.over.${value}`) }))} />
        </Form.Item>
        {over === 'measure' && <Measure place={place} />}
      </Flex>
      <Form.Item label={t('scoring.editor.tiers')}>
        <Form.List name={[place, 'tiers']}>
          {(fields, { add, remove }) => (
            <Flex vertical gap={8}>
              {fields.map(({ key, name }) => (
                <Flex key={key} gap={8}>
                  <Form.Item name={[name, 'from']} noStyle>
                    <Input
                      aria-label={t('scoring.editor.tierFrom')}
                      placeholder={t('scoring.editor.tierLowest')}
                      style={{ width: 150 }}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'points']} noStyle rules={[{ required: true, pattern: NUMBER }]}>
                    <Input
                      aria-label={t('scoring.editor.points')}
                      placeholder={t('scoring.editor.points')}
                      style={{ width: 100 }}
                    />
                  </Form.Item>
                  <Remove onClick={() => remove(name)} />
                </Flex>
              ))}
              <div>
                <Button size="small" icon={<PlusOutlined />} onClick={() => add({ from: '', points: '' })}>
                  {t('scoring.editor.addTier')}
                </Button>
              </div>
            </Flex>
          )}
        </Form.List>
      </Form.Item>
    </>
  );
}

function Cases({ place }: { place: number }) {
  const { t } = useTranslation();
  return (
    <Form.Item label={t('scoring.editor.cases')}>
      <Form.List name={[place, 'cases']}>
        {(fields, { add, remove }) => (
          <Flex vertical gap={8}>
            {fields.map(({ key, name }) => (
              <Card key={key} size="small">
                <Flex wrap gap={8} style={{ marginBottom: 8 }}>
                  <Form.Item name={[name, 'label']} noStyle rules={[{ required: true, whitespace: true }]}>
                    <Input
                      aria-label={t('scoring.editor.caseLabel')}
                      placeholder={t('scoring.editor.caseLabel')}
                      style={{ width: 160 }}
                    />
                  </Form.Item>
                  <Form.Item name={[name, 'points']} noStyle rules={[{ required: true, pattern: NUMBER }]}>
                    <Input
                      aria-label={t('scoring.editor.points')}
                      placeholder={t('scoring.editor.points')}
                      style={{ width: 100 }}
                    />
                  </Form.Item>
                  <Remove onClick={() => remove(name)} />
                </Flex>
                <Conditions name={[name, 'where']} path={['items', place, 'cases', name, 'where']} />
              </Card>
            ))}
            <div>
              <Button
                size="small"
                icon={<PlusOutlined />}
                onClick={() => add({ label: '', points: '', where: [{ kind: 'category', value: 'industry' }] })}
              >
                {t('scoring.editor.addCase')}
              </Button>
            </div>
          </Flex>
        )}
      </Form.List>
    </Form.Item>
  );
}

export function Remove({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation();
  return (
    <Button type="text" icon={<MinusCircleOutlined />} aria-label={t('scoring.editor.remove')} onClick={onClick} />
  );
}
