import { App, Badge, Button, Flex, Pagination, Segmented, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { sentenceOf } from '../../client/client';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { type Notification, useNotifications, useRead, useReadAll } from './queries';

const PAGE_SIZE = 20;

/** What I was told, newest first: what is unread, or all; opening one marks it read. */
export function NotificationList() {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const { get, set } = useAddress();
  const all = get('unread') === 'false';
  const notifications = useNotifications({
    unread: all ? undefined : 'true',
    page: Number(get('page')) || 1,
    pageSize: PAGE_SIZE,
  });
  const readAll = useReadAll();
  const unread = notifications.data?.unread ?? 0;
  return (
    <>
      <Flex wrap justify="space-between" align="center" gap={8} style={{ marginBottom: 4 }}>
        <Segmented
          aria-label={t('shell.inbox.title')}
          value={all ? 'all' : 'unread'}
          options={[
            { value: 'unread', label: unread > 0 ? `${t('shell.inbox.unread')} ${unread}` : t('shell.inbox.unread') },
            { value: 'all', label: t('shell.inbox.all') },
          ]}
          onChange={(key) => set({ unread: key === 'all' ? 'false' : undefined })}
        />
        <Button
          disabled={unread === 0}
          loading={readAll.isPending}
          onClick={() =>
            readAll.mutate(undefined, {
              onSuccess: ({ read }) => void message.success(t('shell.inbox.readAllDone', { count: read })),
              onError: (error) => void message.error(sentenceOf(error)),
            })
          }
        >
          {t('shell.inbox.readAll')}
        </Button>
      </Flex>
      {!notifications.data ? (
        <PageState error={notifications.error} onRetry={() => void notifications.refetch()} />
      ) : notifications.data.items.length === 0 ? (
        <Empty text={t(all ? 'shell.inbox.none' : 'shell.inbox.noneUnread')} />
      ) : (
        <>
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {notifications.data.items.map((notification, index) => (
              <li
                key={notification.id}
                style={{ padding: '12px 0', borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
              >
                <Row notification={notification} />
              </li>
            ))}
          </ul>
          <Flex justify="center" style={{ marginTop: 12 }}>
            <Pagination
              hideOnSinglePage
              simple
              current={notifications.data.page}
              pageSize={PAGE_SIZE}
              total={notifications.data.total}
              onChange={(page) => set({ page: page === 1 ? undefined : String(page) })}
            />
          </Flex>
        </>
      )}
    </>
  );
}

function Row({ notification }: { notification: Notification }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const read = useRead();
  const { id, title, body, link: to, createdAt, readAt } = notification;
  return (
    <div className="wrap-anywhere">
      <Flex gap={8} align="baseline">
        {readAt === null && <Badge status="processing" title={t('shell.inbox.isUnread')} />}
        <Link
          to={to}
          style={{ fontWeight: readAt === null ? 600 : 400 }}
          onClick={(event) => {
            if (readAt !== null || event.ctrlKey || event.metaKey) return;
            event.preventDefault();
            // Read or not, the page opens: the mark can be made up for.
            read.mutate(id, { onSettled: () => void navigate(to) });
          }}
        >
          {title}
        </Link>
      </Flex>
      <div style={{ marginTop: 4 }}>{body}</div>
      <Flex justify="space-between" align="center" style={{ minHeight: 32 }}>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {dayjs(createdAt).format(t('shell.inbox.format'))}
        </Typography.Text>
        {readAt === null && (
          <Button type="link" style={{ paddingInlineEnd: 0 }} onClick={() => read.mutate(id)}>
            {t('shell.inbox.read')}
          </Button>
        )}
      </Flex>
    </div>
  );
}
