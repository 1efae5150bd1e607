import { Alert, Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../client/session';
import { sentenceOf } from '../../client/client';
import { ActionDrawer } from '../issues/action-drawer';
import { useIssue } from '../issues/queries';

/** A leader writes an instruction (批示) right where the issue is seen. */
export function InstructButton({ issueId, title }: { issueId: string; title: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  if (!useMe().roles.includes('leader')) return null;
  return (
    <>
      <Button size="small" aria-label={t('overview.instruct.of', { title })} onClick={() => setOpen(true)}>
        {t('overview.instruct.button')}
      </Button>
      {open && <Instruct issueId={issueId} onClose={() => setOpen(false)} />}
    </>
  );
}

/** The same form as on the issue's own page; the issue is asked for only now. */
function Instruct({ issueId, onClose }: { issueId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const issue = useIssue(issueId);
  // Once the form is open it decides itself: the issue may move on while somebody writes.
  const [begun, setBegun] = useState(false);
  const may = issue.data?.allowedActions.includes('instruct') ?? false;
  if (may && !begun) setBegun(true);
  if (issue.data && (may || begun)) return <ActionDrawer issue={issue.data} asked="instruct" onClose={onClose} />;
  if (!issue.data && !issue.error) return null;
  return (
    <Modal open footer={null} title={t('overview.instruct.button')} onCancel={onClose}>
      <Alert
        type="warning"
        showIcon
        title={issue.error ? sentenceOf(issue.error) : t('overview.instruct.notNow')}
        action={<Link to={`/issues/${issueId}`}>{t('overview.instruct.open')}</Link>}
      />
    </Modal>
  );
}
