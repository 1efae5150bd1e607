import { Alert, App, Button, Drawer, Flex, Form, Input, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { faultsIn, NoAnswer, Problem, sentenceOf } from '../../client/client';
import { useDictionary } from '../../client/dictionary';
import { uuidv7 } from '../../client/uuid';
import { useIsPhone } from '../../components/use-is-phone';
import { ActionFields, type ActionValues, initialOf } from './action-fields';
import { Phrases } from './phrases';
import { type Action, type Issue, useAct, useTakeIssue } from './queries';

interface ActionDrawerProps {
  issue: Issue;
  /** The action that the address asks for; nothing opens when it is not allowed. */
  asked: Action | undefined;
  onClose: () => void;
}

/** The form of one action: open as long as the issue allows it, and on, when somebody else was faster. */
export function ActionDrawer({ issue, asked, onClose }: ActionDrawerProps) {
  // Once opened it stays: what was typed must not vanish because the issue moved on.
  const [opened, setOpened] = useState(false);
  const allowed = asked !== undefined && issue.allowedActions.includes(asked);
  if (allowed && !opened) setOpened(true);
  return asked !== undefined && (allowed || opened) ? (
    <ActionForm issue={issue} action={asked} onClose={onClose} />
  ) : null;
}

function ActionForm({ issue, action, onClose }: { issue: Issue; action: Action; onClose: () => void }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const phone = useIsPhone();
  const { message } = App.useApp();
  const [form] = Form.useForm<ActionValues>();
  const note = Form.useWatch('note', form);
  const act = useAct(issue.id, action);
  const takeIssue = useTakeIssue();
  // Made once for this form: sent again it happens once.
  const [id] = useState(() => uuidv7());
  const [overtaken, setOvertaken] = useState(false);
  const word = dictionary.word('action', action);
  const needsNote = dictionary.needs[action]?.includes('note') ?? false;
  const stillAllowed = issue.allowedActions.includes(action);

  const submit = (values: ActionValues) =>
    act.mutate(
      { ...values, note: values.note?.trim() ?? '', id, version: issue.version },
      {
        onSuccess: ({ number }) => {
          void message.success(t('issues.act.done', { action: word, number }));
          onClose();
        },
        onError: (error) => {
          form.setFields(
            faultsIn(error).map(({ field, message: sentence }) => ({ name: field as never, errors: [sentence] })),
          );
          if (error instanceof Problem && error.code === 'stale') {
            takeIssue(error.details as Issue);
            setOvertaken(true);
          }
        },
      },
    );

  return (
    <Drawer
      open
      title={`${word}：${issue.number}`}
      placement={phone ? 'bottom' : 'right'}
      size={phone ? '88%' : 480}
      mask={{ closable: false }}
      onClose={onClose}
      footer={
        <Flex gap={12} justify="end">
          <Button onClick={onClose}>{t('shell.cancel')}</Button>
          <Button type="primary" loading={act.isPending} disabled={!stillAllowed} onClick={form.submit} block={phone}>
            {overtaken ? t('issues.act.again') : t('issues.act.submit', { action: word })}
          </Button>
        </Flex>
      }
    >
      <Typography.Paragraph strong className="wrap-anywhere">
        {issue.title}
      </Typography.Paragraph>
      <Typography.Paragraph type="secondary">
        {t(`issues.act.hints.${action}`, {
          day: (action === 'grant-extension' ? issue.extensionTo : issue.dueOn) ?? '—',
        })}
      </Typography.Paragraph>
      {overtaken && <Overtaken issue={issue} action={word} stillAllowed={stillAllowed} />}
      {act.error && !(act.error instanceof Problem && act.error.code === 'stale') && (
        <Alert
          type="error"
          showIcon
          style={{ marginBottom: 16 }}
          title={act.error instanceof NoAnswer ? t('issues.act.unanswered') : sentenceOf(act.error)}
        />
      )}
      <Form<ActionValues>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initialOf(action, issue)}
        onFinish={submit}
        scrollToFirstError
      >
        <ActionFields action={action} issue={issue} form={form} />
        <Form.Item
          name="note"
          label={t(`issues.act.notes.${action}`)}
          rules={needsNote ? [{ required: true, whitespace: true, message: t('issues.act.noteRequired') }] : []}
        >
          <Input.TextArea autoFocus={!phone && needsNote} autoSize={{ minRows: 4, maxRows: 12 }} maxLength={2000} />
        </Form.Item>
        <Phrases action={action} text={note ?? ''} onPick={(text) => form.setFieldValue('note', text)} />
      </Form>
    </Drawer>
  );
}

/** Somebody else was faster: what is there now, beside what was typed. */
function Overtaken({ issue, action, stillAllowed }: { issue: Issue; action: string; stillAllowed: boolean }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const last = issue.events[issue.events.length - 1];
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={stillAllowed ? t('issues.act.stale') : t('issues.act.staleGone', { action })}
      description={t('issues.act.staleNow', {
        state: dictionary.word('state', issue.state),
        due: issue.dueOn ?? '—',
        last: last
          ? `${last.actorName ?? t('issues.one.system')} ${dictionary.word('action', last.action)}${last.note && `：${last.note}`}`
          : '—',
      })}
    />
  );
}
