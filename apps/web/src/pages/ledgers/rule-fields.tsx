import { Flex, Form, InputNumber, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { ESCALATIONS, SEVERITIES, TIMED_STEPS } from './queries';

/** How long each step may take, by severity. */
export function StepDaysGrid() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const cell = { padding: '2px 4px 2px 0' };
  return (
    <Form.Item label={t('ledgers.deadlines')}>
      <table style={{ borderCollapse: 'collapse' }}>
        <thead>
          <tr>
            <th style={{ ...cell, textAlign: 'start', fontWeight: 400 }}>{t('ledgers.step')}</th>
            {SEVERITIES.map((severity) => (
              <th key={severity} style={{ ...cell, textAlign: 'start', fontWeight: 400 }}>
                {dictionary.word('severity', severity)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {TIMED_STEPS.map((step) => (
            <tr key={step}>
              <th style={{ ...cell, textAlign: 'start', fontWeight: 400, minWidth: 96 }}>
                {dictionary.word('timedStep', step)}
              </th>
              {SEVERITIES.map((severity) => (
                <td key={severity} style={cell}>
                  <Form.Item
                    noStyle
                    name={['stepDays', step, severity]}
                    rules={[
                      {
                        required: true,
                        message: t('ledgers.required', { field: dictionary.word('timedStep', step) }),
                      },
                    ]}
                  >
                    <InputNumber
                      min={1}
                      max={400}
                      precision={0}
                      style={{ width: 68 }}
                      aria-label={`${dictionary.word('timedStep', step)} ${dictionary.word('severity', severity)}`}
                    />
                  </Form.Item>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Form.Item>
  );
}

const MODES = ['none', 'every', 'day'] as const;

/** Whether reports are due, and when. */
export function ReportFields() {
  const { t } = useTranslation();
  const mode: unknown = Form.useWatch('reportMode');
  const required = (field: string) => [{ required: true, message: t('ledgers.required', { field }) }];
  return (
    <>
      <Form.Item name="reportMode" label={t('ledgers.report')}>
        <Radio.Group options={MODES.map((code) => ({ value: code, label: t(`ledgers.reports.${code}`) }))} />
      </Form.Item>
      {mode === 'every' && (
        <Form.Item
          name="reportEvery"
          label={t('ledgers.reportEveryField')}
          rules={required(t('ledgers.reportEveryField'))}
        >
          <InputNumber min={1} max={60} precision={0} />
        </Form.Item>
      )}
      {mode === 'day' && (
        <Form.Item name="reportDay" label={t('ledgers.reportDayField')} rules={required(t('ledgers.reportDayField'))}>
          <InputNumber min={1} max={28} precision={0} />
        </Form.Item>
      )}
    </>
  );
}

export function ExtensionFields() {
  const { t } = useTranslation();
  return (
    <Flex wrap gap="0 24px">
      <Form.Item name="extensionMax" label={t('ledgers.extensionMax')}>
        <InputNumber min={0} max={9} precision={0} />
      </Form.Item>
      <Form.Item
        name="extensionFreeze"
        label={t('ledgers.extensionFreeze')}
        extra={t('ledgers.extensionFreezeHint')}
        style={{ flex: '1 1 260px' }}
      >
        <InputNumber min={0} max={30} precision={0} />
      </Form.Item>
    </Flex>
  );
}

/** 提示单, 督办单, 督办函, 约谈: how late each is sent. */
export function EscalationFields() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  return (
    <Form.Item label={t('ledgers.escalation')} extra={t('ledgers.escalationHint')}>
      <Flex wrap gap="8px 24px">
        {ESCALATIONS.map((kind) => (
          <Flex key={kind} align="center" gap={8}>
            <span style={{ width: 44 }}>{dictionary.word('escalation', kind)}</span>
            <Form.Item noStyle name={['lateDays', kind]}>
              <InputNumber
                min={1}
                max={400}
                precision={0}
                style={{ width: 68 }}
                aria-label={dictionary.word('escalation', kind)}
              />
            </Form.Item>
            <span>{t('ledgers.days')}</span>
          </Flex>
        ))}
      </Flex>
    </Form.Item>
  );
}
