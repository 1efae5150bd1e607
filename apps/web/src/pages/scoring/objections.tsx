import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Flex, Form, Input, Modal, Radio, Select, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useMe } from '../../client/session';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { ToneTag } from '../../components/tone-tag';
import { Files, signedPoints } from './pieces';
import { type Evaluation, type Objection, useObjections, useRule } from './queries';

/** Objections with their rulings: all for the bureau and leaders, a department its own. */
export function Objections({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation();
  const { roles } = useMe();
  const objections = useObjections(evaluation.id, true);
  const [ruling, setRuling] = useState<Objection>();
  const all = roles.some((role) => ['supervisor', 'leader', 'administrator'].includes(role));
  if (!objections.data) return <PageState error={objections.error} onRetry={() => void objections.refetch()} />;
  const { items } = objections.data;
  const mayRule = evaluation.allowedActions.includes('rule');
  return (
    <Section title={t('scoring.objections.title')}>
      {items.length === 0 ? (
        <Typography.Text type="secondary">
          {t(all ? 'scoring.objections.none' : 'scoring.objections.noneYet')}
        </Typography.Text>
      ) : (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {items.map((one, index) => (
            <li
              key={one.id}
              className="wrap-anywhere"
              style={{ padding: '10px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
            >
              <Flex justify="space-between" gap={8} wrap>
                <span>
                  <strong>{one.unitName}</strong> · {one.itemName ?? t('scoring.objections.whole')} <Outcome of={one} />
                </span>
                <Typography.Text type="secondary">
                  {t('scoring.objections.by', {
                    name: one.raisedByName,
                    time: dayjs(one.raisedAt).format(t('orders.time')),
                  })}
                </Typography.Text>
              </Flex>
              <div style={{ whiteSpace: 'pre-wrap', margin: '4px 0' }}>{one.text}</div>
              <Files files={one.files} />
              {one.ruling && <Ruled objection={one} evaluation={evaluation} />}
              {mayRule && one.ruling === null && (
                <Button size="small" type="primary" style={{ marginTop: 8 }} onClick={() => setRuling(one)}>
                  {t('scoring.objections.rule')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {ruling && <RulingForm objection={ruling} evaluation={evaluation} onClose={() => setRuling(undefined)} />}
    </Section>
  );
}

function Outcome({ of }: { of: Objection }) {
  const { t } = useTranslation();
  if (of.ruling === null) return <ToneTag tone="warn">{t('scoring.objections.waiting')}</ToneTag>;
  const { outcome } = of.ruling;
  return <ToneTag tone={outcome === 'upheld' ? 'good' : 'calm'}>{t(`scoring.objections.${outcome}`)}</ToneTag>;
}

function Ruled({ objection, evaluation }: { objection: Objection; evaluation: Evaluation }) {
  const { t } = useTranslation();
  const { ruling } = objection;
  if (!ruling) return null;
  const nameOf = (code: string) => evaluation.items.find((item) => item.code === code)?.name ?? '';
  return (
    <Typography.Paragraph type="secondary" style={{ margin: '6px 0 0' }}>
      {t('scoring.objections.ruled', {
        name: ruling.ruledByName,
        time: dayjs(ruling.ruledAt).format(t('orders.time')),
        reason: ruling.reason,
      })}
      {ruling.adjustments.map(({ itemCode, points }) => (
        <div key={itemCode}>
          {t('scoring.objections.change', { item: nameOf(itemCode), points: signedPoints(points) })}
        </div>
      ))}
    </Typography.Paragraph>
  );
}

interface Values {
  outcome: 'upheld' | 'refused';
  reason: string;
  adjustments?: { itemCode: string; points: string }[];
  recompute?: boolean;
}

function RulingForm(props: { objection: Objection; evaluation: Evaluation; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { objection, evaluation, onClose } = props;
  const rule = useRule(objection.id);
  const [form] = Form.useForm<Values>();
  const upheld = Form.useWatch('outcome', form) === 'upheld';
  const unit = evaluation.units.find(({ unitId }) => unitId === objection.unitId);
  const points = unit?.items.find(({ code }) => code === objection.itemCode)?.points;
  const submit = async () => {
    const { outcome, reason, adjustments = [], recompute = false } = await form.validateFields();
    try {
      await rule.mutateAsync(
        outcome === 'upheld'
          ? { outcome, reason, adjustments, recompute }
          : { outcome, reason, adjustments: [], recompute: false },
      );
      void message.success(t('scoring.objections.done'));
      onClose();
    } catch (error) {
      form.setFields([{ name: 'reason', errors: [sentenceOf(error)] }]);
    }
  };
  return (
    <Modal
      open
      title={`${t('scoring.objections.ruleTitle')}：${objection.unitName}`}
      okText={t('scoring.objections.rule')}
      cancelText={t('projects.form.cancel')}
      confirmLoading={rule.isPending}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className="wrap-anywhere">
        <strong>{objection.itemName ?? t('scoring.objections.whole')}</strong>
        {points !== undefined && t('scoring.objections.now', { points })}
        <br />
        {objection.text}
      </p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{
          adjustments: objection.itemCode === null ? [] : [{ itemCode: objection.itemCode, points: '' }],
        }}
      >
        <Form.Item
          name="outcome"
          label={t('scoring.objections.outcome')}
          rules={[{ required: true, message: t('scoring.objections.outcomeRequired') }]}
        >
          <Radio.Group
            optionType="button"
            options={(['upheld', 'refused'] as const).map((value) => ({
              value,
              label: t(`scoring.objections.${value}`),
            }))}
          />
        </Form.Item>
        {upheld && (
          <>
            <Form.Item label={t('scoring.objections.adjust')} extra={t('scoring.objections.adjustHint')}>
              <Form.List name="adjustments">
                {(fields, { add, remove }) => (
                  <Flex vertical gap={8}>
                    {fields.map(({ key, name }) => (
                      <Flex key={key} gap={8} align="start">
                        <Form.Item
                          name={[name, 'itemCode']}
                          style={{ flex: 1, minWidth: 0, margin: 0 }}
                          rules={[{ required: true, message: t('scoring.entries.itemRequired') }]}
                        >
                          <Select
                            aria-label={t('scoring.objections.item')}
                            options={evaluation.items.map(({ code, name: label }) => ({ value: code, label }))}
                          />
                        </Form.Item>
                        <Form.Item
                          name={[name, 'points']}
                          style={{ width: 110, margin: 0 }}
                          rules={[{ required: true, pattern: NUMBER, message: t('scoring.entries.pointsRequired') }]}
                        >
                          <Input aria-label={t('scoring.objections.adjust')} inputMode="decimal" />
                        </Form.Item>
                        <Button
                          type="text"
                          icon={<MinusCircleOutlined />}
                          aria-label={t('scoring.editor.remove')}
                          onClick={() => remove(name)}
                        />
                      </Flex>
                    ))}
                    <Button icon={<PlusOutlined />} onClick={() => add({ points: '' })}>
                      {t('scoring.objections.addAdjust')}
                    </Button>
                  </Flex>
                )}
              </Form.List>
            </Form.Item>
            <Form.Item name="recompute" valuePropName="checked">
              <Checkbox>{t('scoring.objections.recompute')}</Checkbox>
            </Form.Item>
          </>
        )}
        <Form.Item
          name="reason"
          label={t('scoring.objections.reason')}
          rules={[{ required: true, whitespace: true, message: t('scoring.objections.reasonRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={1000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}

const NUMBER = /^-?\d{1,4}(\.\d{1,4})?$/;
