import { App, Button, Form, Input, Modal, Tooltip } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { sentenceOf } from '../../client/client';
import { useDistrict } from '../../client/dictionary';
import { eveningAfter, TimeInput } from '../../components/day-input';
import { type Evaluation, useAnnounce, usePublish, useRun } from './queries';

/** What a supervisor does with an evaluation as it stands. */
export function EvaluationActions({ evaluation }: { evaluation: Evaluation }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const [form, setForm] = useState<'announce' | 'correct'>();
  const run = useRun();
  const publish = usePublish(evaluation.id);
  const may = (action: Evaluation['allowedActions'][number]) => evaluation.allowedActions.includes(action);
  const { schemeId, period } = evaluation;
  const again = () =>
    run.mutate(
      { schemeId, period },
      {
        onSuccess: () => void message.success(t('scoring.evaluation.done')),
        onError: (error) => void message.error(sentenceOf(error)),
      },
    );
  const ask = () =>
    void modal.confirm({
      title: t('scoring.publish.title'),
      content: t('scoring.publish.hint'),
      okText: t('scoring.publish.button'),
      cancelText: t('projects.form.cancel'),
      onOk: () =>
        publish.mutateAsync(undefined).then(
          () => void message.success(t('scoring.publish.done')),
          (error: unknown) => void message.error(sentenceOf(error)),
        ),
    });
  return (
    <>
      {may('run') && (
        <Button loading={run.isPending} onClick={again}>
          {t('scoring.evaluation.runAgain')}
        </Button>
      )}
      {may('run') && (
        <Tooltip title={may('announce') ? undefined : t('scoring.evaluation.notEnded')}>
          <Button type="primary" disabled={!may('announce')} onClick={() => setForm('announce')}>
            {t('scoring.announce.button')}
          </Button>
        </Tooltip>
      )}
      {may('publish') && (
        <Button type="primary" loading={publish.isPending} onClick={ask}>
          {t('scoring.publish.button')}
        </Button>
      )}
      {may('correct') && <Button onClick={() => setForm('correct')}>{t('scoring.correct.button')}</Button>}
      {form === 'announce' && <Announce evaluation={evaluation} onClose={() => setForm(undefined)} />}
      {form === 'correct' && <Correct evaluation={evaluation} onClose={() => setForm(undefined)} />}
    </>
  );
}

interface FormProps {
  evaluation: Evaluation;
  onClose: () => void;
}

function Announce({ evaluation, onClose }: FormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { today } = useDistrict();
  const announce = useAnnounce(evaluation.id);
  const [form] = Form.useForm<{ until: string }>();
  const submit = async () => {
    const { until } = await form.validateFields();
    try {
      await announce.mutateAsync({ objectionsUntil: until });
      void message.success(t('scoring.announce.done'));
      onClose();
    } catch (error) {
      form.setFields([{ name: 'until', errors: [sentenceOf(error)] }]);
    }
  };
  return (
    <Modal
      open
      title={t('scoring.announce.title')}
      okText={t('scoring.announce.button')}
      cancelText={t('projects.form.cancel')}
      confirmLoading={announce.isPending}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <p>{t('scoring.announce.hint')}</p>
      <Form form={form} layout="vertical" initialValues={{ until: eveningAfter(today, 5) }}>
        <Form.Item
          name="until"
          label={t('scoring.announce.until')}
          rules={[{ required: true, message: t('scoring.announce.required') }]}
        >
          <TimeInput />
        </Form.Item>
      </Form>
    </Modal>
  );
}

function Correct({ evaluation, onClose }: FormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const run = useRun();
  const [form] = Form.useForm<{ reason: string }>();
  const submit = async () => {
    const { reason } = await form.validateFields();
    try {
      const { schemeId, period } = evaluation;
      const made = await run.mutateAsync({ schemeId, period, reason });
      void message.success(t('scoring.correct.done'));
      onClose();
      void navigate(`/scoring/evaluations/${made.id}`);
    } catch (error) {
      form.setFields([{ name: 'reason', errors: [sentenceOf(error)] }]);
    }
  };
  return (
    <Modal
      open
      title={t('scoring.correct.title')}
      okText={t('scoring.correct.button')}
      cancelText={t('projects.form.cancel')}
      confirmLoading={run.isPending}
      onOk={() => void submit().catch(() => undefined)}
      onCancel={onClose}
    >
      <p>{t('scoring.correct.hint')}</p>
      <Form form={form} layout="vertical">
        <Form.Item
          name="reason"
          label={t('scoring.correct.reason')}
          rules={[{ required: true, whitespace: true, message: t('scoring.correct.required') }]}
        >
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={500} showCount />
        </Form.Item>
      </Form>
    </Modal>
  );
}
