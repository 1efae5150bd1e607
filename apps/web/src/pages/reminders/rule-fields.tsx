import { Checkbox, Divider, Flex, Form, Input, Radio, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { TimeSelect } from '../../components/time-select';
import { useLedgers } from '../ledgers/queries';
import { ChannelsField } from './channels-field';
import type { Watch } from './queries';
import { mayBeLadder, type RuleValues } from './rule-values';
import { WhenFields } from './when-fields';
import { WordingFields } from './wording-fields';

/** What a rule says; only fields that mean something for what it is about. */
export function RuleFields({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <>
      <Form.Item
        name="name"
        label={t('reminders.form.name')}
        rules={[{ required: true, whitespace: true, message: t('reminders.form.nameRequired') }]}
      >
        <Input maxLength={60} />
      </Form.Item>
      {watch.byLedger && <LedgerFields watch={watch} />}
      <Part title={t('reminders.form.parts.when')} />
      <Form.Item
        label={t('reminders.form.whom')}
        required
        extra={watch.whom.includes('handler') && t('reminders.form.whomHint')}
      >
        <Form.Item name="whom" noStyle rules={[{ type: 'array', min: 1, message: t('reminders.form.whomRequired') }]}>
          <Checkbox.Group
            style={{ gap: '12px 16px' }}
            options={watch.whom.map((value) => ({ value, label: word('relation', value) }))}
          />
        </Form.Item>
      </Form.Item>
      <WhenFields watch={watch} />
      <Part title={t('reminders.form.parts.how')} />
      <Form.Item name="channels" label={t('reminders.form.channels')} extra={t('reminders.form.channelsHint')}>
        <ChannelsField />
      </Form.Item>
      <ModeFields />
      <HourFields />
      <Flex wrap gap="0 40px">
        <Form.Item
          name="mandatory"
          label={t('reminders.form.mandatory')}
          extra={t('reminders.form.mandatoryHint')}
          valuePropName="checked"
        >
          <Switch />
        </Form.Item>
        <Form.Item name="active" label={t('reminders.form.active')} valuePropName="checked">
          <Switch />
        </Form.Item>
      </Flex>
      <Part title={t('reminders.form.parts.words')} />
      <WordingFields watch={watch} />
    </>
  );
}

const Part = ({ title }: { title: string }) => (
  <Divider titlePlacement="start" style={{ margin: '8px 0 16px' }}>
    {title}
  </Divider>
);

function LedgerFields({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  const ledgers = useLedgers();
  const form = Form.useFormInstance<RuleValues>();
  return (
    <>
      <Form.Item name="ledgerId" label={t('reminders.form.ledger')}>
        <Select
          style={{ width: 280 }}
          options={[
            { value: '', label: t('reminders.form.allLedgers') },
            ...(ledgers.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
        />
      </Form.Item>
      {mayBeLadder(watch) && (
        <Form.Item name="ladder" valuePropName="checked" extra={t('reminders.form.ladderHint')}>
          <Checkbox onChange={({ target }) => target.checked && form.setFieldValue('unit', 'working-day')}>
            {t('reminders.form.ladder')}
          </Checkbox>
        </Form.Item>
      )}
    </>
  );
}

function ModeFields() {
  const { t } = useTranslation();
  const form = Form.useFormInstance<RuleValues>();
  const mode = Form.useWatch('mode', form);
  return (
    <Flex wrap gap="0 24px">
      <Form.Item name="mode" label={t('reminders.form.mode')} extra={mode && t(`reminders.form.modeHints.${mode}`)}>
        <Radio.Group
          options={(['single', 'digest'] as const).map((value) => ({ value, label: t(`reminders.modes.${value}`) }))}
        />
      </Form.Item>
      {mode === 'digest' && (
        <Form.Item name="digestAt" label={t('reminders.form.digestAt')}>
          <TimeSelect />
        </Form.Item>
      )}
    </Flex>
  );
}

function HourFields() {
  const { t } = useTranslation();
  return (
    <Form.Item label={t('reminders.form.sending')} extra={t('reminders.form.sendingHint')}>
      <Flex wrap gap={8} align="center">
        <Form.Item name="sendFrom" noStyle>
          <TimeSelect aria-label={t('reminders.form.sendFrom')} />
        </Form.Item>
        {t('reminders.form.until')}
        <Form.Item name="sendUntil" noStyle>
          <TimeSelect aria-label={t('reminders.form.sendUntil')} toMidnight />
        </Form.Item>
        <Form.Item name="workdaysOnly" valuePropName="checked" noStyle>
          <Checkbox>{t('reminders.form.workdaysOnly')}</Checkbox>
        </Form.Item>
      </Flex>
    </Form.Item>
  );
}
