import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Flex, Statistic, Timeline, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { Festivals } from './festivals';
import { type CalendarYear, useCalendarYear } from './queries';
import { Legend, YearGrid } from './year-grid';

/** The working days of a year, for everybody; the administrator enters and corrects them. */
export default function CalendarPage() {
  const { today, calendarWanted } = useDistrict();
  const { get, set } = useAddress();
  const asked = Number(get('year'));
  const year = asked >= 2001 && asked <= 2099 ? asked : Number(today.slice(0, 4));
  const calendar = useCalendarYear(year);
  if (!calendar.data) return <PageState error={calendar.error} onRetry={() => void calendar.refetch()} />;
  return (
    <>
      <Head calendar={calendar.data} wanted={calendarWanted} onYear={(other) => set({ year: String(other) })} />
      <YearGrid months={calendar.data.months} days={calendar.data.days} />
      <Changes calendar={calendar.data} />
    </>
  );
}

interface HeadProps {
  calendar: CalendarYear;
  wanted: number | null;
  onYear: (year: number) => void;
}

function Head({ calendar, wanted, onYear }: HeadProps) {
  const { t } = useTranslation();
  const writes = useMe().permissions.includes('org.write');
  const { year, estimated } = calendar;
  const missing = estimated ? year : wanted;
  return (
    <Card>
      <Flex wrap justify="space-between" align="center" gap="12px 24px">
        <Flex align="center" gap={8}>
          <Button icon={<LeftOutlined />} aria-label={t('calendar.before')} onClick={() => onYear(year - 1)} />
          <Typography.Title level={4} style={{ margin: 0 }}>
            {t('calendar.titleOf', { year })}
          </Typography.Title>
          <Button icon={<RightOutlined />} aria-label={t('calendar.after')} onClick={() => onYear(year + 1)} />
        </Flex>
        {writes && (
          <Flex wrap gap={8}>
            {!estimated && (
              <LinkButton to={`/calendar/notice?year=${year}`}>{t('calendar.correct', { year })}</LinkButton>
            )}
            {missing !== null && (
              <LinkButton type="primary" to={`/calendar/notice?year=${missing}`}>
                {t('calendar.enter', { year: missing })}
              </LinkButton>
            )}
          </Flex>
        )}
      </Flex>
      {estimated && (
        <Alert
          type="warning"
          showIcon
          style={{ marginTop: 12 }}
          title={t('calendar.unpublished', { year })}
          description={t('calendar.unpublishedHint')}
        />
      )}
      <Flex wrap gap="12px 48px" style={{ margin: '16px 0' }} align="end">
        <Statistic title={t('calendar.workingDays')} value={calendar.workingDays} suffix={t('calendar.days')} />
        {!estimated && (
          <div className="wrap-anywhere" style={{ minWidth: 0 }}>
            <Typography.Text type="secondary">{t('calendar.notice')}</Typography.Text>
            <div>
              {calendar.notice}
              <Typography.Text type="secondary">
                {' '}
                {t('calendar.publishedOn')} {calendar.publishedOn}
              </Typography.Text>
            </div>
          </div>
        )}
      </Flex>
      {calendar.days.length > 0 && <Festivals days={calendar.days} />}
      <div style={{ marginTop: 12 }}>
        <Legend />
      </div>
    </Card>
  );
}

function Changes({ calendar: { changes } }: { calendar: CalendarYear }) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <Card title={t('calendar.changes')}>
      <Timeline
        items={changes.map(({ at, byName, notice, reason }, index) => ({
          key: at,
          content: (
            <>
              <Typography.Text type="secondary">{dayjs(at).format(t('calendar.time'))}</Typography.Text>{' '}
              {t(reason === null && index === changes.length - 1 ? 'calendar.changeOf' : 'calendar.correctionOf', {
                name: byName ?? t('calendar.system'),
                notice,
              })}
              {reason !== null && <div>{t('calendar.reasonOf', { reason })}</div>}
            </>
          ),
        }))}
      />
    </Card>
  );
}
