import { Button, Flex, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { type IssueTime, type TimeInterval, type TimeShare, useIssueTime } from './time-queries';

/** Ground and stripe: light enough for dark letters, and a pattern of its own for each, so that colour never says it alone. */
const GROUNDS: Record<TimeShare['party'], [ground: string, stripe: string]> = {
  supervisor: ['#cfe0f8', '#9dbfee'],
  lead: ['#fde3b4', '#f2c26a'],
  verifier: ['#ddd0f5', '#bca3ea'],
  leader: ['#f7cdd0', '#eda1a7'],
  suspended: ['#e6e8eb', '#c3c8cf'],
  nobody: ['#f5f5f5', '#e0e0e0'],
  support: ['#cdeede', '#92d6b6'],
  enterprise: ['#d3eef2', '#98d4dd'],
};
const PATTERNS = [
  (ground: string) => ground,
  (ground: string, stripe: string) => `repeating-linear-gradient(45deg, ${ground} 0 6px, ${stripe} 6px 9px)`,
  (ground: string, stripe: string) => `repeating-linear-gradient(0deg, ${ground} 0 5px, ${stripe} 5px 7px)`,
  (ground: string, stripe: string) => `repeating-linear-gradient(-45deg, ${ground} 0 3px, ${stripe} 3px 5px)`,
  (ground: string, stripe: string) => `repeating-linear-gradient(90deg, ${ground} 0 5px, ${stripe} 5px 7px)`,
  (ground: string, stripe: string) => `radial-gradient(${stripe} 28%, ${ground} 30%) 0 0 / 8px 8px`,
] as const;

const keyOf = ({ party, name }: Pick<TimeShare, 'party' | 'name'>): string => `${party} ${name}`;

/** The look of each holder, the same in bar, legend and table. */
function looksOf(shares: readonly TimeShare[]): Map<string, CSSProperties> {
  return new Map(
    shares.map((share, index) => {
      const [ground, stripe] = GROUNDS[share.party];
      const pattern = PATTERNS[index % PATTERNS.length] ?? PATTERNS[0];
      return [keyOf(share), { background: pattern(ground, stripe), border: `1px solid ${stripe}` }];
    }),
  );
}

/** Who held the issue how long (谁持有多久): one bar in the order of time, what each adds up to, the table on demand. */
export function TimeBar({ issue }: { issue: { id: string; version: number } }) {
  const { t } = useTranslation();
  const time = useIssueTime(issue.id, issue.version);
  const [details, setDetails] = useState(false);
  if (!time.data) {
    return time.error ? (
      <Section title={t('time.title')}>
        <Typography.Text type="secondary">{t('time.failed')}</Typography.Text>
      </Section>
    ) : null;
  }
  const { data } = time;
  const looks = looksOf(data.shares);
  return (
    <Section
      title={t('time.title')}
      extra={
        <Button type="link" size="small" aria-expanded={details} onClick={() => setDetails(!details)}>
          {details ? t('time.hideTable') : t('time.table')}
        </Button>
      }
    >
      <Flex vertical gap={12}>
        {data.cycles.map((cycle) => (
          <Cycle key={cycle.cycle} cycle={cycle} time={data} looks={looks} />
        ))}
        <Legend shares={data.shares.filter(({ share }) => share !== null)} time={data} looks={looks} />
        <Beside time={data} looks={looks} />
        {data.shares.every(({ minutes }) => minutes === 0) && (
          <Typography.Text type="secondary">{t('time.none')}</Typography.Text>
        )}
        {details && <Details time={data} looks={looks} />}
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {t('time.rule')}
          {data.estimated && t('time.estimated')}
        </Typography.Text>
      </Flex>
    </Section>
  );
}

interface Looks {
  looks: Map<string, CSSProperties>;
}

function Cycle({ cycle, time, looks }: { cycle: IssueTime['cycles'][number]; time: IssueTime } & Looks) {
  const { t } = useTranslation();
  const parts = time.intervals.filter(
    (interval) =>
      interval.cycle === cycle.cycle && !interval.beside && interval.party !== 'nobody' && interval.minutes > 0,
  );
  const words = parts.map(({ name, workingDays: days }) => t('time.barPart', { name, days }));
  return (
    <div>
      <Flex wrap justify="space-between" gap="0 12px" style={{ marginBottom: 6 }}>
        <Typography.Text strong>
          {time.cycles.length > 1 ? t('time.cycle', { count: cycle.cycle }) : ''}
        </Typography.Text>
        <Typography.Text type="secondary">
          {cycle.to === null
            ? t('time.total', {
                days: cycle.workingDays,
                hours: cycle.workingHours,
                asOf: dayjs(time.asOf).format(t('time.instant')),
              })
            : t('time.totalClosed', { days: cycle.workingDays, hours: cycle.workingHours })}
        </Typography.Text>
      </Flex>
      {parts.length > 0 && (
        <div
          role="img"
          aria-label={t('time.bar', { parts: words.join('，') })}
          style={{ display: 'flex', gap: 1, height: 34, overflow: 'hidden', borderRadius: 4 }}
        >
          {parts.map((interval) => (
            <div
              key={interval.from + interval.party}
              title={t('time.barPart', { name: interval.name, days: interval.workingDays })}
              style={{
                ...looks.get(keyOf(interval)),
                // What is short is still seen; the rest shares the width by its minutes.
                flex: `${interval.minutes} 1 0`,
                minWidth: 6,
                overflow: 'hidden',
                lineHeight: '32px',
                textAlign: 'center',
                whiteSpace: 'nowrap',
                fontSize: 13,
              }}
            >
              {interval.minutes / Math.max(1, cycle.minutes) >= 0.22 && (
                <span style={{ background: '#ffffffb0', borderRadius: 3, padding: '1px 4px' }}>{interval.name}</span>
              )}
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

function Swatch({ look }: { look: CSSProperties | undefined }) {
  return <span aria-hidden style={{ ...look, flex: 'none', width: 18, height: 14, borderRadius: 3 }} />;
}

/** What each adds up to, in words and hours. */
function Legend({ shares, time, looks }: { shares: TimeShare[]; time: IssueTime } & Looks) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const amount = (share: TimeShare): string => t('time.amount', { days: share.workingDays, hours: share.workingHours });
  const holds = time.intervals.find(({ to, beside }) => to === null && !beside);
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {shares.map((share) => (
        <li key={keyOf(share)} style={{ display: 'flex', alignItems: 'center', gap: 8, padding: '3px 0' }}>
          <Swatch look={looks.get(keyOf(share))} />
          <span className="wrap-anywhere" style={{ flex: 1, minWidth: 0 }}>
            {share.name}
            {holds && keyOf(holds) === keyOf(share) && (
              <Typography.Text type="secondary">（{t('time.now')}）</Typography.Text>
            )}
            {phone && <div>{amount(share)}</div>}
          </span>
          {!phone && <span style={{ flex: 'none' }}>{amount(share)}</span>}
          <span style={{ flex: 'none', width: 52, textAlign: 'end' }}>
            {t('time.percent', { value: share.share ?? 0 })}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** Supporting departments and the rating: thin bars, measured against the whole, in no sum. */
function Beside({ time, looks }: { time: IssueTime } & Looks) {
  const { t } = useTranslation();
  const shares = time.shares.filter(
    ({ share, party }) => share === null && (party === 'support' || party === 'enterprise'),
  );
  if (shares.length === 0) return null;
  const whole = time.cycles.reduce((sum, { minutes }) => sum + minutes, 0);
  const widest = Math.max(1, whole, ...shares.map(({ minutes }) => minutes));
  return (
    <div>
      <Typography.Text type="secondary">{t('time.beside')}</Typography.Text>
      {shares.map((share) => (
        <div key={keyOf(share)} style={{ marginTop: 6 }}>
          <Flex wrap justify="space-between" gap="0 12px">
            <span className="wrap-anywhere">
              {share.party === 'support' ? t('time.support', { name: share.name }) : share.name}
            </span>
            <span style={{ flex: 'none' }}>
              {t('time.amount', { days: share.workingDays, hours: share.workingHours })}
            </span>
          </Flex>
          <div style={{ background: '#f0f2f5', borderRadius: 3, marginTop: 2 }}>
            <div
              aria-hidden
              style={{
                ...looks.get(keyOf(share)),
                boxSizing: 'border-box',
                width: `${(share.minutes * 100) / widest}%`,
                minWidth: 4,
                height: 10,
                borderRadius: 3,
              }}
            />
          </div>
        </div>
      ))}
    </div>
  );
}

/** Each stretch with its beginning and end. */
function Details({ time, looks }: { time: IssueTime } & Looks) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const instant = (text: string): string => dayjs(text).format(t('time.instantYear'));
  const span = ({ from, to }: TimeInterval): string =>
    t('time.from', { from: instant(from), to: to === null ? t('time.untilNow') : instant(to) });
  const who = (row: TimeInterval) => (
    <Flex align="center" gap={8}>
      <Swatch look={looks.get(keyOf(row))} />
      <span className="wrap-anywhere">
        {row.party === 'support' ? t('time.support', { name: row.name }) : row.name}
        {time.cycles.length > 1 && (
          <Typography.Text type="secondary"> · {t('time.cycle', { count: row.cycle })}</Typography.Text>
        )}
      </span>
    </Flex>
  );
  const length: TableColumnsType<TimeInterval>[number] = {
    title: t('time.length'),
    align: 'right',
    render: (_, row) => (row.party === 'nobody' ? '—' : t('time.hours', { hours: row.workingHours })),
  };
  const columns: TableColumnsType<TimeInterval> = phone
    ? [
        {
          title: t('time.who'),
          render: (_, row) => (
            <>
              {who(row)}
              <Typography.Text type="secondary" style={{ fontSize: 13 }}>
                {span(row)}
              </Typography.Text>
            </>
          ),
        },
        { ...length, width: 96 },
      ]
    : [
        { title: t('time.who'), render: (_, row) => who(row) },
        { title: t('time.period'), width: 290, render: (_, row) => span(row) },
        { ...length, width: 110 },
      ];
  return (
    <Table<TimeInterval>
      size="small"
      pagination={false}
      rowKey={(row) => `${row.party} ${row.name} ${row.from}`}
      columns={columns}
      dataSource={time.intervals}
    />
  );
}
