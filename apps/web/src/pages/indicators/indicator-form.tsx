import { Col, Form, Input, InputNumber, Row as Line, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import { MonthInput } from '../../components/day-input';
import { FormModal } from '../../components/form-modal';
import { type Detail, type Group, type IndicatorBody, useChangeIndicator, useCreateIndicator } from './queries';

const KINDS: IndicatorBody['kind'][] = ['amount', 'growth', 'rank', 'count', 'share'];
const DIRECTIONS: NonNullable<IndicatorBody['direction']>[] = ['more', 'less'];

type Values = {
  level: IndicatorBody['level'];
  code: string;
  name: string;
  parentId?: string;
  unit: string;
  kind: IndicatorBody['kind'];
  direction: NonNullable<IndicatorBody['direction']>;
  digits: number;
  target?: string | null;
  targetFrom?: string | null;
  unitId?: string | null;
  source: string;
};

interface IndicatorFormProps {
  indicator?: Detail;
  year: number;
  month: string;
  groups: Group[];
  onClose: () => void;
}

/** A new indicator, or what may change of one; year, level and code stay. */
export function IndicatorForm({ indicator, year, month, groups, onClose }: IndicatorFormProps) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const units = useUnits();
  const create = useCreateIndicator();
  const change = useChangeIndicator(indicator?.id ?? '');
  const label = (field: keyof Values) =>
    t(`indicators.${field === 'unitId' ? 'unitName' : field === 'parentId' ? 'parent' : field}` as 'indicators.name');
  const initial: Partial<Values> = indicator
    ? {
        ...indicator,
        level: indicator.level === 1 ? 1 : 2,
        parentId: indicator.parentId ?? undefined,
        targetFrom: month,
      }
    : { level: groups.length > 0 ? 2 : 1, kind: 'amount', direction: 'more', digits: 2, unit: '', source: '' };
  return (
    <FormModal<Values>
      title={t(indicator ? 'indicators.edit' : 'indicators.create')}
      width={640}
      onClose={onClose}
      initial={initial}
      version={indicator?.version}
      labels={Object.fromEntries(
        (['name', 'unit', 'kind', 'direction', 'digits', 'target', 'source'] as const).map((field) => [
          field,
          label(field),
        ]),
      )}
      show={(field, value) =>
        field === 'kind'
          ? word('indicatorKind', String(value))
          : field === 'direction'
            ? word('direction', String(value))
            : String(value)
      }
      onChange={(changed, form) => {
        if (changed.kind) form.setFieldValue('direction', changed.kind === 'rank' ? 'less' : 'more');
      }}
      submit={({ level, code, parentId, targetFrom, ...facts }, version) => {
        const target = facts.target === '' ? null : facts.target;
        const unitId = facts.unitId ?? null;
        if (!indicator)
          return create.mutateAsync({
            ...{ ...facts, target, unitId, year, level, code },
            parentId: level === 2 ? parentId : null,
          });
        const retarget = (target ?? null) !== indicator.target;
        return change.mutateAsync({
          ...{ ...facts, unitId, version, target: target ?? null },
          ...(level === 2 ? { parentId } : {}),
          ...(retarget && targetFrom ? { targetFrom } : {}),
        });
      }}
    >
      <Line gutter={12}>
        <Col xs={12}>
          <Form.Item name="level" label={label('level')}>
            <Select
              disabled={indicator !== undefined}
              options={[
                { value: 1, label: t('indicators.level1') },
                { value: 2, label: t('indicators.level2') },
              ]}
            />
          </Form.Item>
        </Col>
        <Col xs={12}>
          <Form.Item
            name="code"
            label={label('code')}
            tooltip={t('indicators.codeHint')}
            rules={[{ required: true, whitespace: true, message: t('indicators.codeRequired') }]}
          >
            <Input disabled={indicator !== undefined} maxLength={20} />
          </Form.Item>
        </Col>
      </Line>
      <Form.Item noStyle dependencies={['level']}>
        {({ getFieldValue }) =>
          getFieldValue('level') === 2 && (
            <Form.Item
              name="parentId"
              label={label('parentId')}
              rules={[{ required: true, message: t('indicators.parentRequired') }]}
            >
              <Select options={groups.map(({ id, code, name }) => ({ value: id, label: `${code}\u3000${name}` }))} />
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item
        name="name"
        label={label('name')}
        rules={[{ required: true, whitespace: true, message: t('indicators.nameRequired') }]}
      >
        <Input maxLength={100} />
      </Form.Item>
      <Line gutter={12}>
        <Col xs={12} sm={8}>
          <Form.Item
            name="kind"
            label={label('kind')}
            rules={[{ required: true, message: t('indicators.kindRequired') }]}
          >
            <Select options={KINDS.map((code) => ({ value: code, label: word('indicatorKind', code) }))} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={8}>
          <Form.Item name="direction" label={label('direction')}>
            <Select options={DIRECTIONS.map((code) => ({ value: code, label: word('direction', code) }))} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={8}>
          <Form.Item name="unit" label={label('unit')}>
            <Input maxLength={20} />
          </Form.Item>
        </Col>
        <Col xs={12} sm={8}>
          <Form.Item name="target" label={label('target')}>
            <Input inputMode="decimal" allowClear />
          </Form.Item>
        </Col>
        {indicator && (
          <Col xs={12} sm={8}>
            <Form.Item name="targetFrom" label={label('targetFrom')} tooltip={t('indicators.targetFromHint')}>
              <MonthInput />
            </Form.Item>
          </Col>
        )}
        <Col xs={12} sm={8}>
          <Form.Item name="digits" label={label('digits')} tooltip={t('indicators.digitsHint')}>
            <InputNumber min={0} max={4} precision={0} style={{ width: '100%' }} />
          </Form.Item>
        </Col>
      </Line>
      <Form.Item name="unitId" label={label('unitId')}>
        <Select
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        />
      </Form.Item>
      <Form.Item name="source" label={label('source')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormModal>
  );
}
