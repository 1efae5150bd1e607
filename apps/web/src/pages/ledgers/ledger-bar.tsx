import { Flex, Select, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { useLedgers } from './queries';

const ALL = 'all';

/** One list for each ledger, and one for all; a ledger that plans steps has its monthly schedule beside. */
export function LedgerBar() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const { get, set } = useAddress();
  const ledgers = useLedgers();
  const items = ledgers.data?.items ?? [];
  const chosen = items.find(({ code }) => code === get('ledger'));
  const choose = (code: string) => set({ ledger: code === ALL ? undefined : code });
  const options = [{ code: ALL, name: t('ledgers.bar.all') }, ...items];
  const schedule = chosen?.hasSteps && (
    <Link to={`/ledgers/${chosen.code}/schedule`} style={{ flex: 'none' }}>
      {t('ledgers.schedule.link')}
    </Link>
  );
  if (phone) {
    return (
      <Flex align="center" gap={12}>
        <Select
          style={{ flex: 1 }}
          aria-label={t('ledgers.bar.choose')}
          value={chosen?.code ?? ALL}
          options={options.map(({ code, name }) => ({ value: code, label: name }))}
          onChange={choose}
        />
        {schedule}
      </Flex>
    );
  }
  return (
    <Tabs
      size="small"
      style={{ marginBottom: -16 }}
      activeKey={chosen?.code ?? ALL}
      onChange={choose}
      items={options.map(({ code, name }) => ({ key: code, label: name }))}
      tabBarExtraContent={schedule}
    />
  );
}
