import { CommentOutlined, PaperClipOutlined, PictureOutlined } from '@ant-design/icons';
import { Button, Card, Divider, Flex, Segmented, Timeline, Typography } from 'antd';
import dayjs from 'dayjs';
import { Fragment, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { AttachmentList } from './attachment-list';
import { CommentBox } from './comment-box';
import { type Comment, type TimelineItem, type TimelineKind, useTimeline } from './file-queries';
import type { Issue, IssueEvent } from './queries';
import { TimelineEvent } from './timeline-event';

const COLOURS: Partial<Record<IssueEvent['action'], string>> = {
  return: 'red',
  'reject-closure': 'red',
  'refuse-extension': 'red',
  reopen: 'red',
  urge: 'orange',
  instruct: 'orange',
  verify: 'green',
  close: 'green',
};
const KINDS = ['all', 'event', 'comment', 'attachment'] as const;

/** Who did or said what, when and why; the newest on top. */
export function IssueTimeline({ issue }: { issue: Issue }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState<(typeof KINDS)[number]>('all');
  const kind: TimelineKind | undefined = shown === 'all' ? undefined : shown;
  const timeline = useTimeline(issue.id, issue.version, kind);
  const items = timeline.data?.pages.flatMap((page) => page.items);
  return (
    <Card title={t('files.timeline')}>
      <CommentBox issueId={issue.id} />
      <Divider style={{ margin: '16px 0 12px' }} />
      <Segmented
        value={shown}
        onChange={setShown}
        options={KINDS.map((value) => ({ value, label: t(`files.kinds.${value}`) }))}
        style={{ marginBottom: 16 }}
      />
      {!items ? (
        <PageState error={timeline.error} onRetry={() => void timeline.refetch()} />
      ) : items.length === 0 ? (
        <Empty text={t(`files.none.${shown}`)} />
      ) : (
        <Timeline
          items={items.map((item) => ({
            key: `${item.kind} ${item.id}`,
            color: (item.event && COLOURS[item.event.action]) ?? 'blue',
            icon: iconOf(item),
            content: <Item item={item} />,
          }))}
        />
      )}
      {timeline.hasNextPage && (
        <Flex justify="center">
          <Button loading={timeline.isFetchingNextPage} onClick={() => void timeline.fetchNextPage()}>
            {t('files.older')}
          </Button>
        </Flex>
      )}
    </Card>
  );
}

function iconOf({ comment, attachment }: TimelineItem): ReactNode {
  if (comment) return <CommentOutlined />;
  if (attachment) return attachment.kind === 'photo' ? <PictureOutlined /> : <PaperClipOutlined />;
  return undefined;
}

function Item({ item: { at, event, comment, attachment, evidence } }: { item: TimelineItem }) {
  const { t } = useTranslation();
  const [name, unit] = event
    ? [event.actorName, event.unitName]
    : [comment?.authorName ?? attachment?.uploadedByName, (comment ?? attachment)?.unitName];
  return (
    <div className="wrap-anywhere">
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {dayjs(at).format(t('issues.one.time'))} ·{' '}
        {name && unit ? t('files.by', { name, unit }) : name || t('issues.one.system')}
      </Typography.Text>
      {event && <TimelineEvent event={event} />}
      {evidence.length > 0 && <AttachmentList attachments={evidence} />}
      {comment && <Said comment={comment} />}
      {attachment && (
        <>
          <div>
            <Typography.Text strong>
              {t(attachment.kind === 'photo' ? 'files.addedPhoto' : 'files.addedDocument')}
            </Typography.Text>
          </div>
          <AttachmentList attachments={[attachment]} />
        </>
      )}
    </div>
  );
}

function Said({ comment }: { comment: Comment }) {
  const { t } = useTranslation();
  return (
    <>
      <div>
        <Typography.Text strong>{t('files.commented')}</Typography.Text>
      </div>
      <div
        style={{ marginTop: 4, padding: '8px 12px', background: '#f5f7fa', borderRadius: 8, whiteSpace: 'pre-wrap' }}
      >
        <Marked text={comment.text} names={comment.mentions.map(({ name }) => name)} />
      </div>
      {comment.attachments.length > 0 && <AttachmentList attachments={comment.attachments} />}
    </>
  );
}

/** The words with the people they name set off. */
function Marked({ text, names }: { text: string; names: string[] }) {
  if (names.length === 0) return text;
  // The longest first: 李明 must not be found in 李明华.
  const known = [...names]
    .sort((a, b) => b.length - a.length)
    .map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  const parts = text.split(new RegExp(`(@(?:${known.join('|')}))`));
  return parts.map((part, index) =>
    index % 2 === 1 ? (
      <Typography.Text key={index} strong style={{ color: '#1558b0' }}>
        {part}
      </Typography.Text>
    ) : (
      <Fragment key={index}>{part}</Fragment>
    ),
  );
}
