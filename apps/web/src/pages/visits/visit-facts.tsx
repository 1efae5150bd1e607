import { Descriptions, Flex, Typography } from 'antd';
import dayjs from 'dayjs';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DutyTag } from '../../components/duty-mark';
import { Period } from '../../components/period';
import { Section } from '../../components/section';
import type { Visit } from './queries';

/** Metres as people say them: 350 米, 2.4 公里. */
export function useDistanceText(): (metres: number) => string {
  const { t } = useTranslation();
  return (metres) =>
    metres < 1000
      ? t('visit.metres', { count: metres })
      : t('visit.kilometres', { count: Number((metres / 1000).toFixed(metres < 10_000 ? 1 : 0)) });
}

/** Who, when, where, and the duty that it met. */
export function VisitFacts({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const time = (instant: string): string => dayjs(instant).format(t('visit.time'));
  const rows: [label: string, value: ReactNode][] = [
    [
      t('visit.by'),
      <>
        {visit.officerName} <Typography.Text type="secondary">{visit.officerUnitName}</Typography.Text>
      </>,
    ],
    [t('visit.at'), <At key="at" visit={visit} />],
    [t('visit.receivedAt'), time(visit.receivedAt)],
    [t('visit.place'), <Place key="place" visit={visit} />],
    [
      t('visit.duty'),
      visit.duty ? (
        <Flex wrap gap={8}>
          <Period period={visit.duty.period} />
          <DutyTag state={visit.duty.state} />
        </Flex>
      ) : (
        t('visit.noDuty')
      ),
    ],
  ];
  return (
    <Section title={t('visit.facts')}>
      <Descriptions
        size="small"
        column={1}
        styles={{ label: { width: 84 } }}
        items={rows.map(([label, value]) => ({
          key: label,
          label,
          children: <div className="wrap-anywhere">{value}</div>,
        }))}
      />
    </Section>
  );
}

/** The time, and what was put right where the clock of the phone was wrong. */
function At({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const seconds = Math.abs(visit.clockSkew);
  const gap =
    seconds >= 86_400
      ? t('visit.gapDays', { count: Number((seconds / 86_400).toFixed(1)) })
      : seconds >= 3600
        ? t('visit.gapHours', { count: Number((seconds / 3600).toFixed(1)) })
        : t('visit.gapMinutes', { count: Math.round(seconds / 60) });
  return (
    <>
      {dayjs(visit.visitedAt).format(t('visit.time'))}
      {visit.deviceVisitedAt !== null && (
        <Typography.Text type="warning" style={{ display: 'block', color: '#8a4b00' }}>
          {t('visit.clock', {
            direction: t(visit.clockSkew > 0 ? 'visit.clockAhead' : 'visit.clockBehind'),
            gap,
            device: dayjs(visit.deviceVisitedAt).format(t('visit.time')),
          })}
        </Typography.Text>
      )}
    </>
  );
}

function Place({ visit: { location, distance } }: { visit: Visit }) {
  const { t } = useTranslation();
  const far = useDistanceText();
  if (!location && distance === null) return t('visit.noPlace');
  return (
    <>
      {distance === null ? t('visit.distanceUnknown') : t('visit.distance', { distance: far(distance) })}
      {location && (
        <Typography.Text type="secondary" style={{ display: 'block' }}>
          {location.latitude}, {location.longitude}
          {location.accuracy !== undefined && ` · ${t('visit.accuracy', { metres: Math.round(location.accuracy) })}`}
        </Typography.Text>
      )}
    </>
  );
}
