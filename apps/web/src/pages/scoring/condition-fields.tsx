import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Flex, Form, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import type { Condition } from './queries';

const KINDS: Condition['kind'][] = ['milestone', 'category', 'batch', 'list', 'eligible', 'entered'];
const WHENS = ['ever', 'year', 'earlier', 'period'] as const;
const WORDS = { milestone: 'milestone', category: 'category', batch: 'batch', list: 'listKind' } as const;
const VALUES: Record<keyof typeof WORDS, string[]> = {
  milestone: ['signed', 'fulfilled', 'started', 'capped', 'production', 'operation', 'capacity', 'completed'],
  category: ['industry', 'livelihood', 'basic'],
  batch: ['signed', 'started', 'production'],
  list: ['provincial-key', 'city-key', 'district-key', 'thirty-projects', 'three-batches', 'other'],
};

const hasValue = (kind: Condition['kind'] | undefined): kind is keyof typeof WORDS =>
  kind !== undefined && kind in WORDS;

interface ConditionsProps {
  /** Within the list that it stands in. */
  name: (string | number)[];
  /** From the top of the form. */
  path: (string | number)[];
  label?: string;
}

/** What must hold of a project, one line for each. */
export function Conditions({ name, path, label }: ConditionsProps) {
  const { t } = useTranslation();
  return (
    <Form.Item label={label} style={{ marginBottom: label ? undefined : 0 }}>
      <Form.List name={name}>
        {(fields, { add, remove }) => (
          <Flex vertical gap={8}>
            {fields.map(({ key, name: line }) => (
              <Line key={key} line={line} path={[...path, line]} onRemove={() => remove(line)} />
            ))}
            <div>
              <Button
                size="small"
                icon={<PlusOutlined />}
                onClick={() => add({ kind: 'milestone', value: 'started', when: 'ever' })}
              >
                {t('scoring.editor.addCondition')}
              </Button>
            </div>
          </Flex>
        )}
      </Form.List>
    </Form.Item>
  );
}

function Line({ line, path, onRemove }: { line: number; path: (string | number)[]; onRemove: () => void }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const form = Form.useFormInstance();
  const kind = Form.useWatch([...path, 'kind'], form) as Condition['kind'] | undefined;
  const chosen = (next: Condition['kind']) => {
    form.setFieldValue([...path, 'value'], hasValue(next) ? VALUES[next][0] : undefined);
    form.setFieldValue([...path, 'when'], next === 'milestone' ? 'ever' : undefined);
  };
  return (
    <Flex wrap gap={8} align="center">
      <Form.Item name={[line, 'kind']} noStyle>
        <Select
          aria-label={t('scoring.editor.condition')}
          style={{ width: 140 }}
          onChange={chosen}
          options={KINDS.map((value) => ({ value, label: t(`scoring.editor.conditions.${value}`) }))}
        />
      </Form.Item>
      {hasValue(kind) && (
        <Form.Item name={[line, 'value']} noStyle>
          <Select
            aria-label={t(`scoring.editor.conditions.${kind}`)}
            style={{ width: 140 }}
            options={VALUES[kind].map((value) => ({ value, label: word(WORDS[kind], value) }))}
          />
        </Form.Item>
      )}
      {kind === 'milestone' && (
        <Form.Item name={[line, 'when']} noStyle>
          <Select
            aria-label={t('scoring.editor.period')}
            style={{ width: 120 }}
            options={WHENS.map((value) => ({ value, label: t(`scoring.editor.whens.${value}`) }))}
          />
        </Form.Item>
      )}
      <Form.Item name={[line, 'not']} valuePropName="checked" noStyle>
        <Checkbox>{t('scoring.editor.not')}</Checkbox>
      </Form.Item>
      <Button type="text" icon={<MinusCircleOutlined />} aria-label={t('scoring.editor.remove')} onClick={onRemove} />
    </Flex>
  );
}
