import { Divider, Flex, Form, Input, InputNumber, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { FormModal } from '../../components/form-modal';
import { ActionsField } from './actions-field';
import { bodyOf, freshValues, type LedgerValues, valuesOf } from './ledger-values';
import { EVIDENCES, type Ledger, REGISTRARS, SUBJECTS, useChangeLedger, useCreateLedger } from './queries';
import { EscalationFields, ExtensionFields, ReportFields, StepDaysGrid } from './rule-fields';

interface LedgerFormProps {
  /** Left out: a new one. */
  ledger?: Ledger;
  /** Whose rule a new one starts with. */
  like?: Ledger;
  onClose: () => void;
}

/** A new ledger, or one whose rule is changed. */
export function LedgerForm({ ledger, like, onClose }: LedgerFormProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const create = useCreateLedger();
  const change = useChangeLedger(ledger?.id ?? '');
  const required = (field: string) => [{ required: true, message: t('ledgers.required', { field }) }];
  const fixed = ledger !== undefined && ledger.numbered > 0;
  const submit = (values: LedgerValues, version: number | undefined) => {
    const { name, numberPattern, ...facts } = bodyOf(values);
    if (!ledger) return create.mutateAsync({ ...facts, code: values.code ?? '', name, numberPattern });
    const pattern = fixed ? {} : { numberPattern };
    return change.mutateAsync({ ...facts, ...pattern, name, version: version ?? ledger.version });
  };
  return (
    <FormModal<LedgerValues>
      title={ledger ? `${t('ledgers.change')}：${ledger.name}` : t('ledgers.create')}
      width={760}
      onClose={onClose}
      initial={ledger ? valuesOf(ledger) : freshValues(like)}
      version={ledger?.version}
      labels={{
        name: t('ledgers.name'),
        description: t('ledgers.description'),
        sort: t('ledgers.sort'),
        active: t('ledgers.active'),
        soonDays: t('ledgers.soonDays'),
        evidence: t('ledgers.evidence'),
        subject: t('ledgers.subject'),
        registrars: t('ledgers.registrars'),
      }}
      show={(field, value) => {
        if (field === 'evidence') return dictionary.word('evidence', String(value));
        if (field === 'subject') return dictionary.word('ledgerSubject', String(value));
        if (field === 'active') return t(value ? 'ledgers.inUse' : 'ledgers.inactive');
        if (field === 'registrars') return (value as string[]).map((role) => dictionary.word('role', role)).join('、');
        return String(value);
      }}
      submit={submit}
    >
      <Divider titlePlacement="start" style={{ marginTop: 0 }}>
        {t('ledgers.sections.base')}
      </Divider>
      <Form.Item name="name" label={t('ledgers.name')} rules={required(t('ledgers.name'))}>
        <Input maxLength={40} />
      </Form.Item>
      {!ledger && (
        <Form.Item
          name="code"
          label={t('ledgers.code')}
          extra={t('ledgers.codeHint')}
          rules={required(t('ledgers.code'))}
        >
          <Input autoCapitalize="none" maxLength={40} />
        </Form.Item>
      )}
      <Flex wrap gap="0 24px">
        <Form.Item
          name="prefix"
          label={t('ledgers.prefix')}
          extra={fixed ? t('ledgers.patternFixed', { count: ledger.numbered }) : t('ledgers.prefixHint')}
          rules={[{ required: true, pattern: /^[A-Za-z]{1,6}$/, message: t('ledgers.prefixRequired') }]}
        >
          <Input disabled={fixed} maxLength={6} autoCapitalize="characters" style={{ width: 120 }} />
        </Form.Item>
        <Form.Item name="digits" label={t('ledgers.digits')} rules={required(t('ledgers.digits'))}>
          <InputNumber disabled={fixed} min={3} max={6} precision={0} />
        </Form.Item>
      </Flex>
      <Form.Item name="description" label={t('ledgers.description')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={400} />
      </Form.Item>
      <Form.Item name="registrars" label={t('ledgers.registrars')} rules={required(t('ledgers.registrars'))}>
        <Select
          mode="multiple"
          options={REGISTRARS.map((code) => ({ value: code, label: dictionary.word('role', code) }))}
        />
      </Form.Item>
      <Form.Item name="subject" label={t('ledgers.subject')}>
        <Select options={SUBJECTS.map((code) => ({ value: code, label: dictionary.word('ledgerSubject', code) }))} />
      </Form.Item>
      <Form.Item
        name="hasSteps"
        label={t('ledgers.hasSteps')}
        valuePropName="checked"
        extra={t('ledgers.hasStepsHint')}
      >
        <Switch />
      </Form.Item>
      <Form.Item name="sort" label={t('ledgers.sort')} extra={t('ledgers.sortHint')}>
        <InputNumber min={0} max={9999} precision={0} />
      </Form.Item>
      {ledger && (
        <Form.Item name="active" label={t('ledgers.active')} valuePropName="checked" extra={t('ledgers.activeHint')}>
          <Switch />
        </Form.Item>
      )}
      <Divider titlePlacement="start">{t('ledgers.sections.rule')}</Divider>
      <StepDaysGrid />
      <Form.Item name="soonDays" label={t('ledgers.soonDays')} extra={t('ledgers.soonDaysHint')}>
        <InputNumber min={1} max={60} precision={0} />
      </Form.Item>
      <ReportFields />
      <ExtensionFields />
      <Form.Item name="evidence" label={t('ledgers.evidence')} extra={t('ledgers.evidenceHint')}>
        <Select options={EVIDENCES.map((code) => ({ value: code, label: dictionary.word('evidence', code) }))} />
      </Form.Item>
      <EscalationFields />
      <Form.Item name="actions" label={t('ledgers.actions')}>
        <ActionsField />
      </Form.Item>
    </FormModal>
  );
}
