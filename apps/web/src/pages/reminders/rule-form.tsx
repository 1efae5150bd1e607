import { Alert, App, Button, Drawer, Flex, Form, Select, Typography } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsIn, Problem, sentenceOf } from '../../client/client';
import { useIsPhone } from '../../components/use-is-phone';
import { PreviewModal } from './preview-modal';
import {
  type Preview,
  type Rule,
  rulesQuery,
  useChangeRule,
  useCreateRule,
  usePreview,
  type WatchCode,
} from './queries';
import { RuleFields } from './rule-fields';
import { factsIn, type RuleFacts, type RuleValues, startOf, valuesOf } from './rule-values';
import { useRuleWords } from './rule-words';
import { StaleNote } from './stale-note';

interface RuleFormProps {
  /** Left out: a new one. */
  rule: Rule | undefined;
  /** What a new one begins with. */
  start: { what?: WatchCode; ledgerId?: string; ladder?: boolean };
  onClose: () => void;
}

/** Fields of the server that the form asks for in another way. */
const FIELDS: Partial<Record<string, keyof RuleValues>> = { offset: 'amount' };
const NAME_MAX = 60;

/**
 * A rule as a form. What it would send is read before it is switched on. A 400 lands on its field; a 409 keeps what was
 * typed: a name that is taken is told at the name, what somebody else changed is shown, and saving again is against that.
 */
export function RuleForm({ rule, start, onClose }: RuleFormProps) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { message } = App.useApp();
  const client = useQueryClient();
  const words = useRuleWords();
  const create = useCreateRule();
  const change = useChangeRule();
  const preview = usePreview();
  const [form] = Form.useForm<RuleValues>();
  const [initial] = useState(() => rule && valuesOf(rule));
  const what = Form.useWatch('what', form);
  const watch = words.watchOf(rule?.what ?? what);
  const [fault, setFault] = useState<string>();
  const [current, setCurrent] = useState<Rule>();
  const [shown, setShown] = useState<{ preview: Preview; saves?: RuleFacts }>();
  // A name that nobody typed follows what is chosen.
  const suggested = useRef('');

  const suggest = () => {
    if (rule || !form.getFieldValue('what')) return;
    const values = form.getFieldsValue(true) as RuleValues;
    const about = words.watchOf(values.what);
    if (!about || (values.name ?? '') !== suggested.current) return;
    const facts = factsIn({ ...values, name: '' }, about);
    suggested.current = t('reminders.form.suggested', {
      what: words.what(values.what),
      when: words.when(about, facts),
    }).slice(0, NAME_MAX);
    form.setFieldValue('name', suggested.current);
  };
  const begin = async (code: WatchCode) => {
    const about = words.watchOf(code);
    if (!about) return;
    const like = await client.fetchQuery(rulesQuery({ what: code, page: 1, pageSize: 1 })).then(
      ({ items }) => items[0],
      () => undefined,
    );
    suggested.current = '';
    form.setFieldsValue({ ...startOf(about, like), ledgerId: start.ledgerId ?? '', ladder: start.ladder ?? false });
    suggest();
  };
  const begun = useRef(false);
  useEffect(() => {
    if (begun.current || rule || !start.what) return;
    begun.current = true;
    void begin(start.what);
  });

  const refused = (error: unknown) => {
    setShown(undefined);
    if (error instanceof Problem && error.status === 409 && isRule(error.details)) return setCurrent(error.details);
    const taken = error instanceof Problem && error.code === 'rule-name-taken';
    const faults = taken ? [{ field: 'name', message: error.message }] : faultsIn(error);
    if (faults.length === 0) return setFault(sentenceOf(error));
    const placed = faults.map(({ field, message: sentence }) => {
      const [first = ''] = field.split('.');
      return { name: FIELDS[first] ?? (first as keyof RuleValues), errors: [sentence] };
    });
    form.setFields(placed);
    if (placed[0]) form.scrollToField(placed[0].name, { block: 'center' });
  };
  /** The form as it stands, or nothing where a field wants a value. */
  const typed = async (): Promise<RuleFacts | undefined> => {
    setFault(undefined);
    try {
      await form.validateFields();
    } catch (error) {
      const [first] = (error as { errorFields?: { name: (keyof RuleValues)[] }[] }).errorFields ?? [];
      if (first?.name[0]) form.scrollToField(first.name[0], { block: 'center' });
      return undefined;
    }
    return watch && factsIn(form.getFieldsValue(true) as RuleValues, watch);
  };
  const asked = (facts: RuleFacts): Promise<Preview> =>
    preview.mutateAsync({ ...facts, code: rule?.code ?? null, days: 14 });
  const look = async () => {
    const facts = await typed();
    if (facts) await asked(facts).then((found) => setShown({ preview: found }), refused);
  };
  const write = async ({ what: about, ...facts }: RuleFacts) => {
    try {
      if (rule) {
        const version = current?.version ?? rule.version;
        await change.mutateAsync({ code: rule.code, body: { ...facts, version } });
      } else await create.mutateAsync({ ...facts, what: about });
      void message.success(t('reminders.form.saved'));
      onClose();
    } catch (error) {
      refused(error);
    }
  };
  const save = async () => {
    const facts = await typed();
    if (!facts) return;
    // Nobody switches on what they have not seen.
    if (facts.active && !rule?.active)
      await asked(facts).then((found) => setShown({ preview: found, saves: facts }), refused);
    else await write(facts);
  };
  const saving = create.isPending || change.isPending;
  const saves = shown?.saves;

  return (
    <Drawer
      open
      size={720}
      styles={{ wrapper: { maxWidth: '100vw' } }}
      title={rule ? t('reminders.rules.changeOf', { name: rule.name }) : t('reminders.rules.create')}
      mask={{ closable: false }}
      onClose={onClose}
      footer={
        <Flex wrap gap={8} justify="end" align="center">
          {!phone && (
            <Typography.Text type="secondary" style={{ marginInlineEnd: 'auto' }}>
              {t('reminders.form.since')}
            </Typography.Text>
          )}
          {!phone && <Button onClick={onClose}>{t('shell.cancel')}</Button>}
          <Button
            disabled={!watch}
            loading={preview.isPending}
            style={{ flex: phone ? 1 : undefined }}
            onClick={() => void look()}
          >
            {t(watch?.moment ? 'reminders.form.previewBehind' : 'reminders.form.preview')}
          </Button>
          <Button
            type="primary"
            disabled={!watch}
            loading={saving && !saves}
            style={{ flex: phone ? 1 : undefined }}
            onClick={() => void save()}
          >
            {t('reminders.form.save')}
          </Button>
        </Flex>
      }
    >
      {fault && <Alert type="error" showIcon style={{ marginBottom: 16 }} title={fault} />}
      {current && watch && (
        <StaleNote current={current} typed={factsIn(form.getFieldsValue(true) as RuleValues, watch)} words={words} />
      )}
      <Form<RuleValues> form={form} layout="vertical" initialValues={initial} onValuesChange={suggest}>
        {!rule && (
          <Form.Item name="what" label={t('reminders.form.whatLabel')}>
            <Select
              showSearch={{ optionFilterProp: 'label' }}
              placeholder={t('reminders.form.whatPlaceholder')}
              options={words.watches.map(({ code }) => ({ value: code, label: words.what(code) }))}
              onChange={(code: WatchCode) => void begin(code)}
            />
          </Form.Item>
        )}
        {watch && <RuleFields watch={watch} />}
      </Form>
      {phone && <Typography.Text type="secondary">{t('reminders.form.since')}</Typography.Text>}
      {shown && (
        <PreviewModal
          preview={shown.preview}
          onClose={() => setShown(undefined)}
          saving={saving}
          confirm={saves && { text: t('reminders.preview.saveEnable'), onOk: () => write(saves) }}
        />
      )}
    </Drawer>
  );
}

const isRule = (details: unknown): details is Rule =>
  typeof details === 'object' && details !== null && 'version' in details && 'code' in details;
