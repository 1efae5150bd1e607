import { Card, Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import { LinkButton } from '../../components/link-button';
import { useInboxCounts } from '../inbox/queries';

/** How many wait for me, and the way to them; for those who see it, the way to the board. */
export function InboxCard() {
  const { t } = useTranslation();
  const me = useMe();
  const { data } = useInboxCounts();
  if (!data) return null;
  return (
    <Card size="small">
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
    </Card>
  );
}
