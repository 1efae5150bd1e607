import { InboxOutlined } from '@ant-design/icons';
import { Badge } from 'antd';
import { useTranslation } from 'react-i18next';
import { useInboxCounts } from './queries';

/** The picture of the inbox with how many wait; red where some are late. */
export function InboxCount() {
  const { t } = useTranslation();
  const { data } = useInboxCounts();
  const count = data?.todo ?? 0;
  return (
    <span role="img" className="anticon" aria-label={count > 0 ? t('inbox.badge', { count }) : t('inbox.title')}>
      <Badge
        count={count}
        size="small"
        overflowCount={99}
        color={data?.overdue ? '#cf1322' : '#5b6b80'}
        offset={[4, -2]}
      >
        <InboxOutlined style={{ color: 'inherit', fontSize: 'inherit' }} />
      </Badge>
    </span>
  );
}
