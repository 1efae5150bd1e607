import { Checkbox, Flex, Form, Input, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useDictionary, useUnits } from '../../client/dictionary';
import { DayInput } from '../../components/day-input';
import { useIsPhone } from '../../components/use-is-phone';
import { ProjectSelect } from './project-select';

const LIGHTS = ['red', 'yellow', 'green', 'none'] as const;
const SEVERITIES = ['high', 'medium', 'low'] as const;
const PERIODS = ['today', 'week', 'month'] as const;
const FLAGS = ['open', 'reopened', 'extension', 'registeredByMe'] as const;

/** Every field of the search card by name: what is not in the first row is shown when it is opened. */
export function useFilterFields(): Record<string, ReactNode> {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const units = useUnits();
  const phone = useIsPhone();
  const field = (name: string, label: string, control: ReactNode) => (
    <Form.Item name={name} label={label} style={{ marginBottom: 0 }}>
      {control}
    </Form.Item>
  );
  const select = (name: string, label: string, options: { value: string; label: string }[], mode?: 'multiple') =>
    field(
      name,
      label,
      <Select
        allowClear
        mode={mode}
        maxTagCount="responsive"
        placeholder={t('list.any')}
        showSearch={!phone && options.length > 8 && { optionFilterProp: 'label' }}
        options={options}
      />,
    );
  const unitOptions = (units.data?.items ?? [])
    .filter(({ kind }) => kind !== 'leadership')
    .map(({ id, name }) => ({ value: id, label: name }));
  const roles = ['lead', 'support'].map((value) => ({ value, label: t(`list.unitAs.${value as 'lead' | 'support'}`) }));
  return {
    q: field('q', t('list.words'), <Input allowClear maxLength={60} placeholder={t('list.wordsHint')} />),
    unit: (
      <Form.Item label={t('list.unit')} style={{ marginBottom: 0 }}>
        <Flex gap={8}>
          <Form.Item name="unitId" noStyle>
            <Select
              allowClear
              aria-label={t('list.unit')}
              placeholder={t('list.any')}
              style={{ flex: 1, minWidth: 0 }}
              showSearch={!phone && { optionFilterProp: 'label' }}
              options={unitOptions}
            />
          </Form.Item>
          <Form.Item name="unitAs" noStyle>
            <Select
              allowClear
              aria-label={t('list.unitAs.label')}
              placeholder={t('list.unitAs.role')}
              style={{ flex: 'none', width: 80 }}
              options={roles}
            />
          </Form.Item>
        </Flex>
      </Form.Item>
    ),
    light: select(
      'light',
      t('issues.light'),
      LIGHTS.map((code) => ({ value: code, label: dictionary.word('light', code) })),
    ),
    ledger: select(
      'ledger',
      t('list.columns.ledger'),
      dictionary.ledgers.map(({ code, name }) => ({ value: code, label: name })),
    ),
    project: field('projectId', t('issues.project'), <ProjectSelect />),
    category: select(
      'categoryCode',
      t('issues.category'),
      dictionary.categories.map(({ code, name }) => ({ value: code, label: name })),
    ),
    severity: select(
      'severity',
      t('issues.severity'),
      SEVERITIES.map((code) => ({ value: code, label: dictionary.word('severity', code) })),
      'multiple',
    ),
    flags: field(
      'flags',
      t('list.flags.label'),
      <Checkbox.Group options={FLAGS.map((value) => ({ value, label: t(`list.flags.${value}`) }))} />,
    ),
    due: <PeriodField name="due" label={t('list.columns.due')} />,
    registered: <PeriodField name="registered" label={t('list.columns.registered')} />,
    closed: <PeriodField name="closed" label={t('list.columns.closed')} />,
  };
}

/** Today, this week, this month; or from one day to another. */
function PeriodField({ name, label }: { name: 'due' | 'registered' | 'closed'; label: string }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const clear = (...names: string[]) => form.setFieldsValue(Object.fromEntries(names.map((one) => [one, undefined])));
  const day = (end: 'From' | 'To') => (
    <Form.Item name={`${name}${end}`} noStyle>
      <DayInput allowClear aria-label={t(`list.period.${end}`, { label })} />
    </Form.Item>
  );
  return (
    <Form.Item label={label} style={{ marginBottom: 0 }}>
      <Flex gap={8} align="center">
        <Form.Item name={`${name}In`} noStyle>
          <Select
            allowClear
            aria-label={t('list.period.in', { label })}
            placeholder={t('list.any')}
            style={{ flex: 'none', width: 88 }}
            onChange={() => clear(`${name}From`, `${name}To`)}
            options={PERIODS.map((value) => ({ value, label: t(`list.period.${value}`) }))}
          />
        </Form.Item>
        <div style={{ flex: 1, minWidth: 0 }}>{day('From')}</div>
        <span aria-hidden>—</span>
        <div style={{ flex: 1, minWidth: 0 }}>{day('To')}</div>
      </Flex>
    </Form.Item>
  );
}

type Values = Record<string, string | string[] | null | undefined>;

/** What the address asks for → what the form shows. */
export const valuesOf = (filter: Record<string, string | undefined>): Values => ({
  ...filter,
  severity: filter.severity?.split(','),
  flags: FLAGS.filter((name) => filter[name] === 'true'),
});

/** What was filled in → what the address asks for. */
export function addressOfValues({ flags, ...values }: Values): Record<string, string | undefined> {
  const texts = Object.entries(values).map(([name, value]): [string, string | undefined] => [
    name,
    (Array.isArray(value) ? value.join(',') : value?.trim()) || undefined,
  ]);
  return {
    ...Object.fromEntries(texts),
    ...Object.fromEntries(FLAGS.map((name) => [name, flags?.includes(name) ? 'true' : undefined])),
  };
}
