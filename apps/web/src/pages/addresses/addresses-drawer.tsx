import { Drawer, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../../components/use-is-phone';
import { AddressRows } from './address-rows';

/** Somebody's addresses, for the administrator. */
export function AddressesDrawer({ person, onClose }: { person: { id: string; name: string }; onClose: () => void }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  return (
    <Drawer open size={phone ? '100%' : 420} title={`${t('shell.people.addresses')}：${person.name}`} onClose={onClose}>
      <Typography.Paragraph type="secondary">
        {t('channels.addresses.whatOf', { name: person.name })}
      </Typography.Paragraph>
      <AddressRows personId={person.id} />
    </Drawer>
  );
}
