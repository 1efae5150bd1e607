import { Alert, App, Button, Flex, Form, Input, Modal, Radio, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Problem, sentenceOf } from '../../client/client';
import { useDictionary } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { uuidv7 } from '../../client/uuid';
import { Pieces } from '../../components/pieces';
import { Section } from '../../components/section';
import type { Issue } from '../issues/queries';
import { OrderDownload, OrderTag, useOrderWords } from './order-pieces';
import { type Order, ORDER_KINDS, type OrderKind, useOrders, useSendOrder } from './queries';

const SHOWN = 5;
/** Where a paper can be sent: the issue is at its lead department. */
const AT_DEPARTMENT: string[] = ['assigned', 'in-progress'];

/** The papers about one issue, and for the supervisor the way to send another. Nothing where there is neither. */
export function IssueOrders({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const { permissions } = useMe();
  const [sending, setSending] = useState(false);
  const orders = useOrders({ issueId: issue.id, pageSize: SHOWN });
  const maySend = permissions.includes('order.issue') && AT_DEPARTMENT.includes(issue.state);
  if (!orders.data || (orders.data.total === 0 && !maySend)) return null;
  const { items, total } = orders.data;
  return (
    <Section
      title={t('orders.ofIssue')}
      extra={maySend && <Button onClick={() => setSending(true)}>{t('orders.send')}</Button>}
    >
      {items.length === 0 ? (
        <Typography.Text type="secondary">{t('orders.ofIssueNone')}</Typography.Text>
      ) : (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {items.map((order, index) => (
            <li key={order.id} style={{ padding: '8px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}>
              <Row order={order} />
            </li>
          ))}
        </ul>
      )}
      {total > items.length && <Link to="/orders">{t('orders.more', { count: total })}</Link>}
      {sending && <Send issue={issue} onClose={() => setSending(false)} />}
    </Section>
  );
}

function Row({ order }: { order: Order }) {
  const { t } = useTranslation();
  const words = useOrderWords()(order);
  return (
    <div className="wrap-anywhere">
      <Flex justify="space-between" align="center" gap={8}>
        <span>
          <OrderTag kind={order.kind} />
          {order.number}
        </span>
        <OrderDownload order={order} />
      </Flex>
      <Pieces
        of={[
          order.recipient,
          words.late,
          t('orders.replyByDay', { day: order.replyBy }),
          `${dayjs(order.issuedAt).format(t('orders.time'))} ${order.issuedByName ?? t('orders.system')}`,
          words.covers,
        ]}
      />
    </div>
  );
}

function Send({ issue, onClose }: { issue: Issue; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const dictionary = useDictionary();
  const send = useSendOrder(issue.id);
  // The same for each try: what arrived although no answer came is not sent twice.
  const [id] = useState(uuidv7);
  const [form] = Form.useForm<{ kind: OrderKind; note?: string }>();
  const fault = send.error;
  return (
    <Modal
      open
      title={t('orders.sendTitle')}
      okText={t('orders.send')}
      cancelText={t('shell.cancel')}
      confirmLoading={send.isPending}
      mask={{ closable: false }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        initialValues={{ kind: 'notice' }}
        onFinish={({ kind, note }) =>
          send.mutate(
            { id, version: issue.version, kind, note: note ?? '' },
            {
              onSuccess: ({ items }) => {
                const made = items.find((order) => order.id === id);
                void message.success(t('orders.sent', { number: made?.number ?? '' }));
                onClose();
              },
            },
          )
        }
      >
        {fault && (
          <Alert
            type="error"
            showIcon
            style={{ marginBottom: 16 }}
            title={fault instanceof Problem && fault.code === 'stale' ? t('orders.stale') : sentenceOf(fault)}
          />
        )}
        <Typography.Paragraph>
          {t('orders.to_')}：{issue.leadUnitName}
          <Typography.Text type="secondary" style={{ display: 'block' }}>
            {t('orders.sendHint')}
          </Typography.Text>
        </Typography.Paragraph>
        <Form.Item name="kind" label={t('orders.kind')}>
          <Radio.Group options={ORDER_KINDS.map((kind) => ({ value: kind, label: dictionary.word('order', kind) }))} />
        </Form.Item>
        <Form.Item name="note" label={t('orders.note')} extra={t('orders.noteHint')}>
          <Input.TextArea rows={3} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
