import { Flex, Tabs, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../components/use-address';
import { LaddersTab } from './ladders-tab';
import { RulesTab } from './rules-tab';

const TABS = { rules: RulesTab, ladders: LaddersTab };
type Tab = keyof typeof TABS;
const isTab = (name: string | undefined): name is Tab => name !== undefined && name in TABS;

/** 提醒规则: who is told what, when and how; and what happens when a matter is late. */
export default function RulesPage() {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  const asked = get('tab');
  const tab = isTab(asked) ? asked : 'rules';
  const Shown = TABS[tab];
  return (
    <Flex vertical gap={12}>
      <div>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('reminders.rules.title')}
        </Typography.Title>
        <Typography.Text type="secondary">
          {t(tab === 'rules' ? 'reminders.rules.hint' : 'reminders.ladders.hint')}
        </Typography.Text>
      </div>
      <Tabs
        activeKey={tab}
        onChange={(next) => set({ tab: next === 'rules' ? undefined : next, what: undefined })}
        items={(Object.keys(TABS) as Tab[]).map((key) => ({ key, label: t(`reminders.rules.tabs.${key}`) }))}
        tabBarStyle={{ marginBottom: 0 }}
      />
      <Shown />
    </Flex>
  );
}
