import { ExportOutlined } from '@ant-design/icons';
import { Alert, Button, Card, Col, Flex, Row, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useAddress } from '../../components/use-address';
import { LinkButton } from '../../components/link-button';
import { BacklogSection } from './backlog-section';
import { FailuresSection, LogSection } from './log-sections';
import { type Status, useReminderStatus } from './run-queries';

/** The worker sweeps each minute: after so many without one something is wrong. */
const LATE_MINUTES = 5;

/** 提醒运行: whether sweeps come by, what waits, what failed, and who was told what. */
export default function RunPage() {
  const { t } = useTranslation();
  const { get } = useAddress();
  // Another page asks what was told about one matter: nothing else is wanted then.
  const subject = get('subject');
  return (
    <Flex vertical gap={12}>
      <Flex wrap justify="space-between" align="start" gap={8}>
        <div style={{ flex: '1 1 260px' }}>
          <Typography.Title level={4} style={{ margin: 0 }}>
            {t('reminders.run.title')}
          </Typography.Title>
          <Typography.Text type="secondary">{t('reminders.run.hint')}</Typography.Text>
        </div>
        <Button href="/api/queue-board" target="_blank" rel="noopener" icon={<ExportOutlined />}>
          {t('reminders.run.queue')}
        </Button>
      </Flex>
      {subject === undefined && <Running />}
      <LogSection />
    </Flex>
  );
}

function Running() {
  const status = useReminderStatus();
  if (!status.data) return <PageState error={status.error} onRetry={() => void status.refetch()} />;
  return (
    <>
      <SweepAlert status={status.data} />
      <Facts status={status.data} />
      <RuleFaults status={status.data} />
      <BacklogSection rows={status.data.backlog} />
      <FailuresSection />
    </>
  );
}

function SweepAlert({ status: { sweptAt, nextSweepAt } }: { status: Status }) {
  const { t } = useTranslation();
  if (sweptAt === null) {
    return <Alert type="error" showIcon title={t('reminders.run.never')} description={t('reminders.run.neverHint')} />;
  }
  // Both are the server's: the browser's clock has no say.
  const count = dayjs(nextSweepAt).diff(dayjs(sweptAt), 'minute');
  return count > LATE_MINUTES && <Alert type="error" showIcon title={t('reminders.run.late', { count })} />;
}

function Facts({ status }: { status: Status }) {
  const { t } = useTranslation();
  const { sweptAt, tookMs, made, faults, nextSweepAt, opensAt, today, todayRead } = status;
  // A sweep counts what took too long with what failed; only these say why.
  const failed = status.ruleFaults.length;
  const clock = (at: string): string => dayjs(at).format(t('reminders.run.clock'));
  const facts: [label: string, value: string | number, more: string, bad?: boolean][] = [
    [
      t('reminders.run.sweep'),
      sweptAt === null ? '—' : clock(sweptAt),
      [
        t('reminders.run.sweepOf', { seconds: (tookMs / 1000).toFixed(1), made }),
        failed > 0
          ? t('reminders.run.faults', { count: failed })
          : faults > 0
            ? t('reminders.run.unfinished', { count: faults })
            : t('reminders.run.noFaults'),
      ].join('，'),
      failed > 0,
    ],
    [t('reminders.run.next'), clock(nextSweepAt), ''],
    [
      t('reminders.run.hours'),
      t(opensAt === null ? 'reminders.run.open' : 'reminders.run.closed'),
      opensAt === null
        ? t('reminders.run.openHint')
        : t('reminders.run.opensAt', { time: dayjs(opensAt).format(t('reminders.run.time')) }),
    ],
    [t('reminders.run.today'), today, t('reminders.run.todayRead', { count: todayRead })],
  ];
  return (
    <Row gutter={[12, 12]}>
      {facts.map(([label, value, more, bad]) => (
        <Col key={label} xs={12} lg={6}>
          <Card size="small" style={{ height: '100%' }}>
            <Typography.Text type="secondary">{label}</Typography.Text>
            <div style={{ fontSize: 20, fontWeight: 600 }}>{value}</div>
            <Typography.Text type={bad ? 'danger' : 'secondary'} style={{ fontSize: 13 }}>
              {more}
            </Typography.Text>
          </Card>
        </Col>
      ))}
    </Row>
  );
}

function RuleFaults({ status: { ruleFaults } }: { status: Status }) {
  const { t } = useTranslation();
  if (ruleFaults.length === 0) return null;
  return (
    <Section title={t('reminders.run.ruleFaults')}>
      <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
        {ruleFaults.map(({ code, name, fault, at }) => (
          <li key={code} className="wrap-anywhere" style={{ padding: '6px 0' }}>
            <Flex wrap gap={12} align="center" justify="space-between">
              <span>
                <Typography.Text strong>{name}</Typography.Text>{' '}
                <Typography.Text type="secondary">
                  {t('reminders.run.ruleFaultAt', { time: dayjs(at).format(t('reminders.run.time')) })}
                </Typography.Text>
                <Typography.Text type="danger" style={{ display: 'block' }}>
                  {fault}
                </Typography.Text>
              </span>
              <LinkButton size="small" to={`/reminder-rules?rule=${code}`}>
                {t('reminders.run.toRule')}
              </LinkButton>
            </Flex>
          </li>
        ))}
      </ul>
    </Section>
  );
}
