import { Button, Flex, Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { type Tone, ToneTag } from '../../components/tone-tag';
import { RetryModal } from './retry-modal';
import type { Delivery, LogEntry } from './run-queries';

const TONES: Record<Delivery['state'], Tone> = {
  due: 'info',
  sending: 'info',
  sent: 'good',
  failed: 'bad',
  unknown: 'warn',
  cancelled: 'calm',
};

export function LogTable({ rows }: { rows: LogEntry[] }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<LogEntry> = [
    { title: t('reminders.preview.at'), width: 120, render: (_, { createdAt }) => <Time at={createdAt} /> },
    {
      title: t('reminders.run.person'),
      width: 170,
      render: (_, { personName, unitName }) => (
        <>
          {personName}
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {unitName}
          </Typography.Text>
        </>
      ),
    },
    {
      title: t('reminders.run.reminder'),
      render: (_, entry) => (
        <div className="wrap-anywhere">
          <Link to={entry.link}>{entry.title}</Link>
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {entry.ruleName}
          </Typography.Text>
          <Cancelled entry={entry} />
        </div>
      ),
    },
    { title: t('reminders.run.readTitle'), width: 150, render: (_, entry) => <Read entry={entry} /> },
    { title: t('reminders.rules.channels'), width: 380, render: (_, entry) => <Deliveries entry={entry} /> },
  ];
  return <Table<LogEntry> size="small" rowKey="id" columns={columns} dataSource={rows} pagination={false} />;
}

export function LogCards({ rows }: { rows: LogEntry[] }) {
  return (
    <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
      {rows.map((entry) => (
        <li key={entry.id} className="wrap-anywhere" style={{ padding: '10px 0', borderTop: '1px solid #eceff3' }}>
          <Link to={entry.link}>{entry.title}</Link>
          <Flex wrap gap="0 12px" style={{ fontSize: 13 }}>
            <span>
              {entry.personName}，{entry.unitName}
            </span>
            <Time at={entry.createdAt} />
            <Read entry={entry} />
          </Flex>
          <Cancelled entry={entry} />
          <Deliveries entry={entry} />
        </li>
      ))}
    </ul>
  );
}

function Time({ at }: { at: string }) {
  const { t } = useTranslation();
  return <>{dayjs(at).format(t('reminders.run.time'))}</>;
}

function Read({ entry: { readAt } }: { entry: LogEntry }) {
  const { t } = useTranslation();
  return readAt === null ? (
    <Typography.Text type="secondary">{t('reminders.run.unread')}</Typography.Text>
  ) : (
    <>{t('reminders.run.read', { time: dayjs(readAt).format(t('reminders.run.time')) })}</>
  );
}

function Cancelled({ entry: { cancelReason } }: { entry: LogEntry }) {
  const { t } = useTranslation();
  return (
    cancelReason !== null && (
      <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
        {t('reminders.run.cancelled', { reason: cancelReason })}
      </Typography.Text>
    )
  );
}

function Deliveries({ entry }: { entry: LogEntry }) {
  const { t } = useTranslation();
  if (entry.deliveries.length === 0) {
    return (
      <Typography.Text type="secondary" style={{ fontSize: 13 }}>
        {t('reminders.run.onlyInbox')}
      </Typography.Text>
    );
  }
  return (
    <Flex vertical gap={6}>
      {entry.deliveries.map((delivery) => (
        <One key={delivery.id} entry={entry} delivery={delivery} />
      ))}
    </Flex>
  );
}

/** How it went through one channel; what went wrong can be sent again. */
function One({ entry, delivery }: { entry: LogEntry; delivery: Delivery }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const [retrying, setRetrying] = useState(false);
  const { state, channelName, attempt, nextAt, startedAt, settledAt, sentence } = delivery;
  const unwell = state === 'failed' || state === 'unknown';
  const other = unwell && entry.deliveries.find((one) => one.state === 'sent');
  const at = settledAt ?? startedAt;
  return (
    <div>
      <Flex wrap gap="4px 8px" align="center">
        <ToneTag tone={TONES[state]}>{word('deliveryState', state)}</ToneTag>
        <span className="wrap-anywhere">{channelName}</span>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {[
            nextAt !== null
              ? t(attempt > 0 ? 'reminders.run.nextAt' : 'reminders.run.firstAt', {
                  time: dayjs(nextAt).format(t('reminders.run.time')),
                })
              : at !== null && dayjs(at).format(t('reminders.run.time')),
            attempt > 1 && t('reminders.run.attempt', { count: attempt }),
          ]
            .filter(Boolean)
            .join('，')}
        </Typography.Text>
        {unwell && (
          <Button
            size="small"
            aria-label={t('reminders.run.retryOf', { name: entry.personName })}
            onClick={() => setRetrying(true)}
          >
            {t('reminders.run.retry')}
          </Button>
        )}
      </Flex>
      {sentence !== null && (
        <Typography.Text type={unwell ? 'danger' : 'secondary'} style={{ display: 'block', fontSize: 13 }}>
          {sentence}
        </Typography.Text>
      )}
      {other && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
          {t('reminders.run.tookOver', { name: other.channelName })}
        </Typography.Text>
      )}
      {retrying && <RetryModal entry={entry} delivery={delivery} onClose={() => setRetrying(false)} />}
    </div>
  );
}
