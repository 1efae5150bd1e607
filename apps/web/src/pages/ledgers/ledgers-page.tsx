import { Card, Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useAddress } from '../../components/use-address';
import { CategoriesTab } from './categories-tab';
import { LedgersTab } from './ledgers-tab';

/** Ledgers and categories, for the administrator. */
export default function LedgersPage() {
  const { t } = useTranslation();
  const { get, set } = useAddress();
  return (
    <Card styles={{ body: { paddingTop: 4 } }}>
      <Tabs
        activeKey={get('tab') === 'categories' ? 'categories' : 'ledgers'}
        onChange={(tab) => set({ tab: tab === 'categories' ? tab : undefined })}
        items={[
          { key: 'ledgers', label: t('ledgers.ledgers'), children: <LedgersTab /> },
          { key: 'categories', label: t('ledgers.categories'), children: <CategoriesTab /> },
        ]}
      />
    </Card>
  );
}
