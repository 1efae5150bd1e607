import { Alert, App, Form, Input, Modal, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { type Delivery, type LogEntry, useRetry } from './run-queries';

interface RetryModalProps {
  entry: LogEntry;
  delivery: Delivery;
  onClose: () => void;
}

/** Sends once more what did not arrive, or perhaps did: with the reason, which is kept. */
export function RetryModal({ entry, delivery, onClose }: RetryModalProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<{ reason: string }>();
  const retry = useRetry();
  const unknown = delivery.state === 'unknown';
  return (
    <Modal
      open
      title={t('reminders.run.retryOf', { name: entry.personName })}
      okText={t('reminders.run.retryDo')}
      cancelText={t('shell.cancel')}
      confirmLoading={retry.isPending}
      mask={{ closable: false }}
      onOk={form.submit}
      onCancel={onClose}
    >
      <Typography.Paragraph className="wrap-anywhere">
        {t('reminders.run.retryWhat', { title: entry.title, channel: delivery.channelName })}
      </Typography.Paragraph>
      <Alert
        type={unknown ? 'warning' : 'info'}
        showIcon
        style={{ marginBottom: 16 }}
        title={
          unknown
            ? t('reminders.run.retryUnknown')
            : t('reminders.run.retryFailed', { sentence: delivery.sentence ?? '—' })
        }
      />
      {retry.error && <Alert type="error" showIcon style={{ marginBottom: 16 }} title={sentenceOf(retry.error)} />}
      <Form
        form={form}
        layout="vertical"
        onFinish={({ reason }: { reason: string }) =>
          retry.mutate(
            { id: delivery.id, reason: reason.trim() },
            {
              onSuccess: () => {
                void message.success(t('reminders.run.retried'));
                onClose();
              },
            },
          )
        }
      >
        <Form.Item
          name="reason"
          label={t('reminders.run.retryReason')}
          extra={t('reminders.run.retryReasonHint')}
          rules={[{ required: true, whitespace: true, message: t('reminders.run.retryReasonRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 2 }} maxLength={200} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
