import { Flex, Tabs, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { DemoNote } from '../../components/demo-note';
import { useAddress } from '../../components/use-address';
import { EntriesTab } from './entries-tab';
import { EvaluationsTab } from './evaluations-tab';
import { RankingTab } from './ranking-tab';
import { SchemesTab } from './schemes-tab';

const TABS = { ranking: RankingTab, evaluations: EvaluationsTab, entries: EntriesTab, schemes: SchemesTab };
type Tab = keyof typeof TABS;
const isTab = (name: string | undefined): name is Tab => name !== undefined && name in TABS;

/** Units by a measure, and by scoring schemes. */
export default function ScoringPage() {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  const asked = get('tab');
  const tab = isTab(asked) ? asked : 'ranking';
  const Shown = TABS[tab];
  return (
    <Flex vertical gap={12}>
      <div>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('scoring.title')}
        </Typography.Title>
        <Typography.Text type="secondary">{t('scoring.hint')}</Typography.Text>
      </div>
      <DemoNote />
      <Tabs
        activeKey={tab}
        onChange={(next) => set({ tab: next === 'ranking' ? undefined : next })}
        items={(Object.keys(TABS) as Tab[]).map((key) => ({ key, label: t(`scoring.tabs.${key}`) }))}
        tabBarStyle={{ marginBottom: 0 }}
      />
      <Shown />
    </Flex>
  );
}
