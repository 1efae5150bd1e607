import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { LinkButton } from '../../components/link-button';
import { useInboxCounts, useTodo } from '../inbox/queries';
import { TodoRows } from '../inbox/todo-rows';

/** So many are shown; the rest is one click away. */
const SHOWN = 5;

/** How many wait for me, the most pressing of them, and the way to all; for those who see it, the way to the board. */
export function InboxCard() {
  const { t } = useTranslation();
  const me = useMe();
  const { data } = useInboxCounts();
  const first = useTodo({ page: 1, pageSize: SHOWN }).data?.items ?? [];
  if (!data) return null;
  return (
    <Card size="small" styles={{ body: { padding: '12px 20px' } }}>
      <Flex wrap gap="8px 20px" align="center" justify="space-between">
        <Flex wrap gap="2px 16px" align="baseline">
          <Typography.Text strong style={{ fontSize: 16 }}>
            {t('inbox.card')} {data.todo}
          </Typography.Text>
          {data.overdue > 0 && (
            <Typography.Text strong style={{ color: '#b32d0a' }}>
              {t('inbox.cardOverdue', { count: data.overdue })}
            </Typography.Text>
          )}
          <Typography.Text>
            {t('inbox.tabs.toread')} {data.unread}
          </Typography.Text>
        </Flex>
        <Flex gap={8}>
          {me.permissions.includes('board.read') && <LinkButton to="/board">{t('board.title')}</LinkButton>}
          <LinkButton type="primary" to="/inbox">
            {t('inbox.all')}
          </LinkButton>
        </Flex>
      </Flex>
      {first.length > 0 && (
        <div style={{ marginTop: 12, borderTop: '1px solid #eceff3' }}>
          <TodoRows rows={first} />
        </div>
      )}
    </Card>
  );
}
