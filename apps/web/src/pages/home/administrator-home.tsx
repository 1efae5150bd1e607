import { Alert, Card, Flex, Statistic, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDistrict, useUnits } from '../../client/dictionary';
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

/** Asks for the notice of the year that is missing. */
export function CalendarAsked() {
  const { t } = useTranslation();
  const { calendarWanted: year } = useDistrict();
  if (year === null) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('calendar.ask', { year })}
      description={t('calendar.askHint', { year })}
      action={<LinkButton to={`/calendar/notice?year=${year}`}>{t('calendar.enter', { year })}</LinkButton>}
    />
  );
}
