import { Card, Flex, Tabs, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { NotificationList } from '../notifications/notification-list';
import { DoneTab, FIRST, StartedTab } from './mine-tabs';
import { useDone, useInboxCounts, useStarted } from './queries';
import { TodoTab } from './todo-tab';

const TABS = ['todo', 'toread', 'started', 'done'] as const;
type Tab = (typeof TABS)[number];

/** 待办, 待阅, 我发起的, 已办. */
export default function InboxPage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const counts = useInboxCounts();
  const started = useStarted(FIRST);
  const done = useDone(FIRST);
  const tab: Tab = TABS.find((one) => one === get('tab')) ?? 'todo';
  const numbers: Record<Tab, number | undefined> = {
    todo: counts.data?.todo,
    toread: counts.data?.unread,
    started: started.data?.total,
    done: done.data?.total,
  };
  return (
    <Flex vertical gap={12} style={{ maxWidth: 1080, width: '100%', margin: '0 auto' }}>
      <Typography.Title level={4} style={{ margin: 0 }}>
        {t('inbox.title')}
      </Typography.Title>
      <Card styles={{ body: { padding: phone ? '0 12px 12px' : '0 20px 20px' } }}>
        <Tabs
          activeKey={tab}
          onChange={(key) =>
            set({ tab: key === 'todo' ? undefined : key, wait: undefined, q: undefined, unread: undefined })
          }
          items={TABS.map((key) => ({
            key,
            label: numbers[key] === undefined ? t(`inbox.tabs.${key}`) : `${t(`inbox.tabs.${key}`)} ${numbers[key]}`,
          }))}
        />
        {tab === 'todo' && <TodoTab />}
        {tab === 'toread' && <NotificationList />}
        {tab === 'started' && <StartedTab />}
        {tab === 'done' && <DoneTab />}
      </Card>
    </Flex>
  );
}
