import { Badge } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useInboxCounts } from './queries';

/** How many wait for me, red where some are late; on top of a picture, or alone beside a word. */
export function InboxCount({ children }: { children?: ReactNode }) {
  const { t } = useTranslation();
  const { data } = useInboxCounts();
  const count = data?.todo ?? 0;
  return (
    <Badge
      count={count}
      size="small"
      overflowCount={99}
      // Beside the picture, not over it.
      offset={children ? [8, 0] : undefined}
      color={data?.overdue ? '#cf1322' : '#5b6b80'}
      title={t('inbox.badge', { count })}
    >
      {children}
    </Badge>
  );
}
