import { Alert, App, Button, Flex, Tag, Typography } from 'antd';
import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { api, read, sentenceOf } from '../../client/client';
import { uuidv7 } from '../../client/uuid';
import { LinkButton } from '../../components/link-button';
import { StateTag } from '../../components/light-tag';
import type { Issue } from './queries';

interface LikelyDuplicatesProps {
  projectId: string | undefined;
  title: string | undefined;
  categoryCode: string | null | undefined;
  /** What goes on the record of the known one: what was seen this time. */
  note: string;
  /** It was this one: nothing is to be registered any more. */
  onLinked: (issue: Issue) => void;
}

/** Whether somebody is still typing is told by the pause. */
const PAUSE_MS = 400;

/** Issues of the project that are likely the one being written, before it is saved; linking is one click. */
export function LikelyDuplicates(props: LikelyDuplicatesProps) {
  const { t } = useTranslation();
  const title = useSettled(props.title?.trim() ?? '');
  const { projectId, categoryCode } = props;
  const similar = useQuery({
    queryKey: ['issues', 'similar', projectId, title, categoryCode],
    queryFn: () =>
      read(
        api.GET('/api/issues/similar', {
          params: { query: { projectId: projectId ?? '', title, categoryCode: categoryCode ?? 'other' } },
        }),
      ),
    enabled: projectId !== undefined && title.length >= 2,
    placeholderData: keepPreviousData,
    // Without an answer one registers as before.
    retry: false,
  });
  const items = projectId !== undefined && title.length >= 2 ? (similar.data?.items ?? []) : [];
  if (items.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      style={{ marginBottom: 16 }}
      title={t('inbox.similar.title')}
      description={
        <>
          {t('inbox.similar.hint')}
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {items.map((issue) => (
              <li key={issue.id} style={{ marginTop: 10 }} className="wrap-anywhere">
                <Flex wrap gap="4px 10px" align="center">
                  <Link to={`/issues/${issue.id}`} target="_blank">
                    {issue.title}
                  </Link>
                  <StateTag state={issue.state} />
                  {issue.state === 'closed' && <Tag>{t('inbox.similar.closed')}</Tag>}
                </Flex>
                <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13, margin: '2px 0 6px' }}>
                  {[issue.number, t('inbox.similar.heldBy', { who: issue.heldBy })].join(' · ')}
                </Typography.Text>
                {issue.state === 'closed' ? (
                  <LinkButton size="small" to={`/issues/${issue.id}?act=reopen`}>
                    {t('inbox.similar.reopen')}
                  </LinkButton>
                ) : (
                  <Same {...props} issueId={issue.id} number={issue.number} />
                )}
              </li>
            ))}
          </ul>
        </>
      }
    />
  );
}

function Same({ issueId, number, note, onLinked }: LikelyDuplicatesProps & { issueId: string; number: string }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const client = useQueryClient();
  // Made once for this pair: sent again it is written once.
  const [id] = useState(() => uuidv7());
  const link = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/issues/{id}/seen-again', {
          params: { path: { id: issueId } },
          body: { id, note: note.trim().slice(0, 2000) },
        }),
      ),
    onSuccess: (issue) => {
      void client.invalidateQueries({ queryKey: ['issues'] });
      void message.success(t('inbox.similar.linked', { number: issue.number }));
      onLinked(issue);
    },
    onError: (error) => void message.error(sentenceOf(error)),
  });
  return (
    <Button
      size="small"
      type="primary"
      ghost
      aria-label={`${t('inbox.similar.same')} ${number}`}
      loading={link.isPending}
      onClick={() => link.mutate()}
    >
      {t('inbox.similar.same')}
    </Button>
  );
}

function useSettled(value: string): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
