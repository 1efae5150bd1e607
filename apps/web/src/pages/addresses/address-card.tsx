import { Card, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { AddressRows } from './address-rows';

/** Where I get what leaves the system. */
export function AddressCard() {
  const { t } = useTranslation();
  return (
    <Card title={t('channels.addresses.title')}>
      <Typography.Paragraph type="secondary">{t('channels.addresses.what')}</Typography.Paragraph>
      <AddressRows />
    </Card>
  );
}
