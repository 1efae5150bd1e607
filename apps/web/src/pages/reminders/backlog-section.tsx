import { Flex, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { ToneTag } from '../../components/tone-tag';
import { useIsPhone } from '../../components/use-is-phone';
import type { Backlog } from './run-queries';

/** As the server counts them, with darker colours for what waits longer. */
const AGES = ['minute', 'minutes', 'hour', 'longer'] as const;
const COLOURS = ['#9bbfe8', '#1558b0', '#c77700', '#b3261e'];

/** What waits in each channel, by how long it has waited; what ended badly; when it last worked. */
export function BacklogSection({ rows }: { rows: Backlog[] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const last = (row: Backlog) => <Last row={row} />;
  const columns: TableColumnsType<Backlog> = [
    { title: t('reminders.run.channel'), width: 220, render: (_, row) => <Name row={row} /> },
    { title: t('reminders.run.waiting'), width: 300, render: (_, row) => <Waiting row={row} /> },
    { title: t('reminders.run.unwell'), width: 190, render: (_, row) => <Unwell row={row} /> },
    { title: t('reminders.run.lastSent'), render: (_, row) => last(row) },
  ];
  return (
    <Section title={t('reminders.run.backlog')}>
      {rows.length === 0 ? (
        <Empty text={t('reminders.run.backlogNone')} />
      ) : phone ? (
        <Flex vertical gap={12}>
          {rows.map((row) => (
            <div key={row.channelId} style={{ borderTop: '1px solid #eceff3', paddingTop: 10 }}>
              <Name row={row} />
              <Waiting row={row} />
              <Unwell row={row} />
              <div>
                <Typography.Text type="secondary">{t('reminders.run.lastSentAt')}</Typography.Text>
                {last(row)}
              </div>
            </div>
          ))}
        </Flex>
      ) : (
        <Table<Backlog> size="small" rowKey="channelId" columns={columns} dataSource={rows} pagination={false} />
      )}
    </Section>
  );
}

function Name({ row: { channelName, active, pausedUntil } }: { row: Backlog }) {
  const { t } = useTranslation();
  return (
    <Flex wrap gap={6} align="center" className="wrap-anywhere">
      <Typography.Text strong>{channelName}</Typography.Text>
      {!active && <ToneTag tone="calm">{t('reminders.run.stopped')}</ToneTag>}
      {pausedUntil !== null && (
        <span title={t('reminders.run.pausedHint')}>
          <ToneTag tone="warn">
            {t('reminders.run.paused', { time: dayjs(pausedUntil).format(t('reminders.run.clock')) })}
          </ToneTag>
        </span>
      )}
    </Flex>
  );
}

function Waiting({ row: { due, later, oldestSeconds, byAge } }: { row: Backlog }) {
  const { t } = useTranslation();
  const span = useSpan();
  const ages = AGES.flatMap((age, index) => {
    const count = byAge[index] ?? 0;
    return count > 0 ? [{ age, count, colour: COLOURS[index] }] : [];
  });
  return (
    <div>
      {due === 0 ? (
        <Typography.Text type="secondary">{t('reminders.run.waitingNone')}</Typography.Text>
      ) : (
        <>
          <Flex gap={8} align="baseline">
            <strong>{due}</strong>
            <Typography.Text type="secondary">
              {t('reminders.run.oldest', { time: span(oldestSeconds) })}
            </Typography.Text>
          </Flex>
          <Flex gap={2} aria-hidden style={{ height: 8, margin: '4px 0', borderRadius: 4, overflow: 'hidden' }}>
            {ages.map(({ age, count, colour }) => (
              <div key={age} style={{ flex: count, background: colour }} />
            ))}
          </Flex>
          <Typography.Text type="secondary" style={{ fontSize: 13 }}>
            {ages.map(({ age, count }) => `${t(`reminders.run.ages.${age}`)} ${count}`).join('，')}
          </Typography.Text>
        </>
      )}
      {later > 0 && (
        <Typography.Text
          type="secondary"
          title={t('reminders.run.laterHint')}
          style={{ display: 'block', fontSize: 13 }}
        >
          {t('reminders.run.later', { count: later })}
        </Typography.Text>
      )}
    </div>
  );
}

function Unwell({ row: { failed, unknown } }: { row: Backlog }) {
  const { t } = useTranslation();
  const well = failed + unknown === 0;
  return (
    <Typography.Text type={well ? 'secondary' : 'danger'}>
      {well ? t('reminders.run.noFailures') : t('reminders.run.unwellOf', { failed, unknown })}
    </Typography.Text>
  );
}

function Last({ row: { lastSentAt, lastFault, lastFaultAt } }: { row: Backlog }) {
  const { t } = useTranslation();
  const time = (at: string): string => dayjs(at).format(t('reminders.run.time'));
  return (
    <span className="wrap-anywhere">
      {lastSentAt === null ? t('reminders.run.neverSent') : time(lastSentAt)}
      {lastFaultAt !== null && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
          {t('reminders.run.lastFaultOf', { time: time(lastFaultAt), fault: lastFault ?? '' })}
        </Typography.Text>
      )}
    </span>
  );
}

/** A length of time in its largest unit. */
function useSpan(): (seconds: number) => string {
  const { t } = useTranslation();
  return (seconds) => {
    if (seconds < 60) return t('reminders.run.seconds', { count: seconds });
    if (seconds < 3_600) return t('reminders.run.minutes', { count: Math.floor(seconds / 60) });
    if (seconds < 86_400) return t('reminders.run.hoursOf', { count: Math.floor(seconds / 3_600) });
    return t('reminders.run.days', { count: Math.floor(seconds / 86_400) });
  };
}
