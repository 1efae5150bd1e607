import { Alert, Button, Flex, Modal, Pagination, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageState } from '../../components/page-state';
import { type ProjectChange, useChanges, useCheck } from './closing-queries';

const PAGE_SIZE = 20;

/** Projects, each with what is different of it, in words. */
export function ChangeList({ changes }: { changes: ProjectChange[] }) {
  return (
    <ul style={{ margin: 0, paddingInlineStart: 20 }} className="wrap-anywhere">
      {changes.map(({ projectId, projectName, unitName, changes: words }) => (
        <li key={projectId}>
          <Link to={`/projects/${projectId}`}>{projectName}</Link>
          {unitName && <Typography.Text type="secondary">（{unitName}）</Typography.Text>}：{words.join('；')}
        </li>
      ))}
    </ul>
  );
}

interface Shown {
  month: string;
  revision: number;
  which: 'changes' | 'changes-since';
}

/** All of them, page by page. */
export function ChangesDialog({ month, revision, which, onClose }: Shown & { onClose: () => void }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const changes = useChanges(month, revision, which, page);
  return (
    <Modal
      open
      footer={null}
      width={720}
      title={t(which === 'changes' ? 'closing.revisions.changesTitle' : 'closing.revisions.sinceTitle', {
        n: revision,
      })}
      onCancel={onClose}
    >
      {!changes.data ? (
        <PageState error={changes.error} onRetry={() => void changes.refetch()} />
      ) : (
        <Flex vertical gap={12}>
          <ChangeList changes={changes.data.items} />
          <Pagination
            simple
            align="center"
            hideOnSinglePage
            current={page}
            pageSize={PAGE_SIZE}
            total={changes.data.total}
            onChange={setPage}
          />
        </Flex>
      )}
    </Modal>
  );
}

/** Whether what was kept is as it was published, and what has changed in the facts since. */
export function CheckResult({ month, revision }: { month: string; revision: number }) {
  const { t } = useTranslation();
  const check = useCheck(month, revision);
  const [open, setOpen] = useState(false);
  if (!check.data) {
    return check.error ? (
      <PageState error={check.error} onRetry={() => void check.refetch()} />
    ) : (
      <Typography.Text type="secondary">{t('closing.revisions.checking')}</Typography.Text>
    );
  }
  const { intact, hash, rows, changedProjects, changedIssues, changedDuties } = check.data;
  const word = hash === null ? 'unsealed' : intact ? 'intact' : 'broken';
  const same = changedProjects + changedIssues + changedDuties === 0;
  return (
    <Alert
      style={{ marginTop: 8 }}
      type={word === 'broken' ? 'error' : word === 'intact' ? 'success' : 'info'}
      showIcon
      title={t(`closing.revisions.${word}`, { n: revision, rows })}
      description={
        <>
          {same
            ? t('closing.revisions.sinceNone')
            : t('closing.revisions.since', {
                projects: changedProjects,
                issues: changedIssues,
                duties: changedDuties,
              })}{' '}
          {changedProjects > 0 && (
            <Button type="link" size="small" style={{ paddingInline: 0 }} onClick={() => setOpen(true)}>
              {t('closing.revisions.sinceList')}
            </Button>
          )}
          {open && (
            <ChangesDialog month={month} revision={revision} which="changes-since" onClose={() => setOpen(false)} />
          )}
        </>
      }
    />
  );
}
