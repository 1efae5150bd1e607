import { Checkbox, Flex, Form, InputNumber, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import { TimeSelect } from '../../components/time-select';
import type { Watch, WatchCode } from './queries';
import type { RuleValues } from './rule-values';
import { type Side, useAnchor } from './rule-words';

/** Sides of the day on which the matter is asked for at all. */
const SIDES: Partial<Record<WatchCode, readonly Side[]>> = {
  'issue-due': ['before', 'on'],
  'review-due': ['before', 'on'],
  'issue-overdue': ['after'],
  'visit-missed': ['on', 'after'],
  'pipeline-stuck': ['after'],
};
const sidesOf = ({ code, moment }: Watch): readonly Side[] =>
  SIDES[code] ?? (moment ? ['on', 'after'] : ['before', 'on', 'after']);

/** When the rule speaks, as a sentence to fill in; and whether again. */
export function WhenFields({ watch }: { watch: Watch }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<RuleValues>();
  const side = Form.useWatch('side', form);
  const unit = Form.useWatch('unit', form);
  const ladder = Form.useWatch('ladder', form);
  const { kind, anchor } = useAnchor()(watch);
  const sides = sidesOf(watch);
  const nameOf = (one: Side): string =>
    kind === 'moment'
      ? t(`reminders.form.sides.moment.${one === 'before' ? 'on' : one}`)
      : t(`reminders.form.sides.${kind}.${one}`, { anchor });
  const options: { value: RuleValues['side']; label: string }[] = sides.map((value) => ({
    value,
    label: nameOf(value),
  }));
  if (watch.code === 'issue-due') options.push({ value: 'soon', label: t('reminders.form.soon') });
  // What was set otherwise can be kept.
  if (side !== undefined && !options.some(({ value }) => value === side)) {
    options.push({ value: side, label: side === 'soon' ? t('reminders.form.soon') : nameOf(side) });
  }
  const counted = side === 'before' || side === 'after';
  const byDay = !counted || unit === 'working-day';
  return (
    <>
      <Form.Item label={t('reminders.form.when')} required>
        <Flex wrap gap={8} align="center">
          <Form.Item name="side" noStyle>
            <Select aria-label={t('reminders.form.side')} style={{ width: 160 }} options={options} />
          </Form.Item>
          {counted && (
            <>
              <Form.Item
                name="amount"
                noStyle
                rules={[{ required: true, message: t('reminders.form.amountRequired') }]}
              >
                <InputNumber
                  aria-label={t('reminders.form.amount')}
                  min={1}
                  max={side === 'before' ? 120 : 250}
                  precision={0}
                  style={{ width: 76 }}
                />
              </Form.Item>
              <Form.Item name="unit" noStyle>
                <Select
                  aria-label={t('reminders.form.unit')}
                  style={{ width: 128 }}
                  // The ladder counts in days.
                  options={(ladder ? (['working-day'] as const) : (['working-day', 'working-hour'] as const)).map(
                    (value) => ({ value, label: t(`reminders.form.units.${value}`) }),
                  )}
                />
              </Form.Item>
            </>
          )}
          {byDay && !(kind === 'moment' && !counted) && (
            <Form.Item name="atTime" noStyle>
              <TimeSelect aria-label={t('reminders.form.atTime')} />
            </Form.Item>
          )}
        </Flex>
      </Form.Item>
      {side !== 'soon' && <AgainFields unit={t(`reminders.form.units.${byDay ? 'working-day' : 'working-hour'}`)} />}
    </>
  );
}

function AgainFields({ unit }: { unit: string }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance<RuleValues>();
  const again = Form.useWatch('again', form);
  return (
    <Form.Item>
      <Flex wrap gap={8} align="center">
        <Form.Item name="again" valuePropName="checked" noStyle>
          <Checkbox>{t('reminders.form.again')}</Checkbox>
        </Form.Item>
        {again && (
          <>
            {t('reminders.form.every')}
            <Form.Item
              name="repeatEvery"
              noStyle
              rules={[{ required: true, message: t('reminders.form.amountRequired') }]}
            >
              <InputNumber
                aria-label={t('reminders.form.every')}
                min={1}
                max={60}
                precision={0}
                style={{ width: 70 }}
              />
            </Form.Item>
            {unit}，{t('reminders.form.times')}
            <Form.Item
              name="repeatTimes"
              noStyle
              rules={[{ required: true, message: t('reminders.form.amountRequired') }]}
            >
              <InputNumber
                aria-label={t('reminders.form.times')}
                min={1}
                max={20}
                precision={0}
                style={{ width: 70 }}
              />
            </Form.Item>
            {t('reminders.form.timesOf')}
          </>
        )}
      </Flex>
    </Form.Item>
  );
}
