import { Card, Flex, Statistic, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useUnits } from '../../client/dictionary';
import { LinkButton } from '../../components/link-button';
import { usePeopleCount } from './queries';

/** The administrator's way to people and units. */
export function AdministratorHome() {
  const { t } = useTranslation();
  const people = usePeopleCount();
  const units = useUnits();
  return (
    <Card title={t('shell.home.organisation')}>
      <Flex gap={48} style={{ marginBottom: 12 }}>
        <Statistic title={t('shell.home.people')} value={people.data} loading={people.isPending} />
        <Statistic title={t('shell.home.units')} value={units.data?.total} loading={units.isPending} />
      </Flex>
      <Typography.Paragraph type="secondary">{t('shell.home.organisationHint')}</Typography.Paragraph>
      <LinkButton type="primary" to="/people">
        {t('shell.home.organisationGo')}
      </LinkButton>
    </Card>
  );
}
