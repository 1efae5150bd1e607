import { Form, Input, Modal } from 'antd';
import { useTranslation } from 'react-i18next';
import { Problem } from '../client/client';

/** The server refused because a month is closed, and this person may correct it with a reason. */
export const mayCorrect = (error: unknown): boolean =>
  error instanceof Problem &&
  error.code === 'month-closed' &&
  (error.details as { mayCorrect?: boolean } | null | undefined)?.mayCorrect === true;

/** Why something in a closed month is changed: a field of the form that the server asked for. */
export function CorrectionReason() {
  const { t } = useTranslation();
  return (
    <Form.Item
      name="correctionReason"
      label={t('closing.reason')}
      extra={t('closing.reasonHint')}
      rules={[{ required: true, whitespace: true, message: t('closing.reasonRequired') }]}
    >
      <Input.TextArea
        autoFocus
        autoSize={{ minRows: 2 }}
        maxLength={500}
        placeholder={t('closing.reasonPlaceholder')}
      />
    </Form.Item>
  );
}

/** The same, asked before what is known to be closed is sent. */
export function CorrectionDialog(props: { onReason: (reason: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [form] = Form.useForm<{ correctionReason: string }>();
  return (
    <Modal
      open
      title={t('closing.reason')}
      okText={t('projects.form.save')}
      cancelText={t('projects.form.cancel')}
      onOk={form.submit}
      onCancel={props.onClose}
    >
      <Form form={form} layout="vertical" onFinish={({ correctionReason }) => props.onReason(correctionReason.trim())}>
        <CorrectionReason />
      </Form>
    </Modal>
  );
}
