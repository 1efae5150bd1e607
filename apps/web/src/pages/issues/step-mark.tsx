import { Alert, App, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Problem, sentenceOf } from '../../client/client';
import { uuidv7 } from '../../client/uuid';
import { AttachmentPicker } from './attachment-picker';
import { type Step, useMarkStep } from './steps-queries';

interface StepMarkProps {
  issueId: string;
  step: Step;
  /** It is the last one that is open. */
  last: boolean;
  onClose: () => void;
}

interface Values {
  note?: string;
  attachmentIds?: string[];
}

/** Says that a step is done, with words and evidence, or that it is not after all, with the reason. */
export function StepMark({ issueId, step, last, onClose }: StepMarkProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [form] = Form.useForm<Values>();
  const done = step.doneOn === null;
  const mark = useMarkStep(issueId, step.id, done);
  // Made once for this form: sent again it happens once.
  const [id] = useState(() => uuidv7());
  const submit = ({ note = '', attachmentIds = [] }: Values) =>
    mark.mutate(
      { id, version: step.version, note: note.trim(), ...(done ? { attachmentIds } : {}) },
      {
        onSuccess: ({ mayPlan, missing }) => {
          // Closure was applied for when nothing is missing and the plan can no longer be changed.
          const applied = done && last && missing === null && !mayPlan;
          void message.success(t(applied ? 'ledgers.steps.applied' : 'ledgers.steps.marked'));
          onClose();
        },
        onError: (error) => {
          if (!(error instanceof Problem) || error.code !== 'stale') return;
          void message.warning(t('ledgers.steps.stale'));
          onClose();
        },
      },
    );
  return (
    <Modal
      open
      title={t(done ? 'ledgers.steps.doneTitle' : 'ledgers.steps.undoneTitle', { title: step.title })}
      okText={t('ledgers.steps.confirm')}
      cancelText={t('shell.cancel')}
      confirmLoading={mark.isPending}
      onOk={form.submit}
      onCancel={onClose}
      mask={{ closable: false }}
    >
      {last && <Alert type="info" showIcon style={{ marginBottom: 16 }} title={t('ledgers.steps.lastHint')} />}
      {mark.error && <Alert type="error" showIcon style={{ marginBottom: 16 }} title={sentenceOf(mark.error)} />}
      <Form<Values> form={form} layout="vertical" requiredMark={false} onFinish={submit}>
        <Form.Item
          name="note"
          label={t(done ? 'ledgers.steps.doneNote' : 'ledgers.steps.undoneNote')}
          rules={done ? [] : [{ required: true, whitespace: true, message: t('ledgers.steps.undoneRequired') }]}
        >
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={2000} />
        </Form.Item>
        {done && (
          <Form.Item name="attachmentIds" label={t('ledgers.steps.files')}>
            <AttachmentPicker issueId={issueId} />
          </Form.Item>
        )}
      </Form>
    </Modal>
  );
}
