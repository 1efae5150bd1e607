import { App, Button } from 'antd';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { sentenceOf } from '../../client/client';
import { useDictionary } from '../../client/dictionary';
import { ActionDrawer } from '../issues/action-drawer';
import { type Action, useIssue } from '../issues/queries';

/** A button that opens the form of the step right here, on the issue as it stands now. */
export function InboxAction(props: { id: string; number: string; action: Action; main: boolean }) {
  const dictionary = useDictionary();
  const [open, setOpen] = useState(false);
  const word = dictionary.word('action', props.action);
  return (
    <>
      <Button
        type={props.main ? 'primary' : 'default'}
        aria-label={`${word} ${props.number}`}
        loading={false}
        onClick={() => setOpen(true)}
      >
        {word}
      </Button>
      {open && <Form id={props.id} action={props.action} onClose={() => setOpen(false)} />}
    </>
  );
}

function Form({ id, action, onClose }: { id: string; action: Action; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  const issue = useIssue(id);
  const told = useRef(false);
  const close = () => {
    // Whatever was done or seen there: the lists are asked again.
    void client.invalidateQueries({ queryKey: ['issues', 'list'] });
    onClose();
  };
  const fault = issue.error ?? undefined;
  const fresh = issue.data !== undefined && !issue.isFetching;
  const gone = fresh && !issue.data.allowedActions.includes(action);
  const [opened, setOpened] = useState(false);
  if (fresh && !gone && !opened) setOpened(true);
  useEffect(() => {
    if (opened || told.current || !(fault || gone)) return;
    told.current = true;
    void message.warning(fault ? sentenceOf(fault) : t('inbox.gone'));
    close();
  });
  return issue.data && opened ? <ActionDrawer issue={issue.data} asked={action} onClose={close} /> : null;
}
