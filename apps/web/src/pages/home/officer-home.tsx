import { EnvironmentOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Progress, Tag } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMe } from '../../client/session';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { type Duty, useMyDuties } from './queries';

/** The officer's week: which projects are still to be visited, each one tap away. */
export function OfficerHome() {
  const { t } = useTranslation();
  const me = useMe();
  const open = useMyDuties(me.id, 'false');
  const met = useMyDuties(me.id, 'true');
  const due = (open.data?.total ?? 0) + (met.data?.total ?? 0);
  const done = met.data?.total ?? 0;
  return (
    <Card
      title={t('shell.home.visits')}
      extra={
        <Flex gap={16}>
          <a href="/field">{t('shell.home.field')}</a>
          <Link to="/visits">{t('shell.home.visitsMore')}</Link>
        </Flex>
      }
      styles={{ body: { padding: '12px 20px' } }}
    >
      {!open.data || !met.data ? (
        <PageState error={open.error ?? met.error} onRetry={() => void Promise.all([open.refetch(), met.refetch()])} />
      ) : due === 0 ? (
        <Empty text={t('shell.home.visitsNone')} />
      ) : (
        <>
          <Flex align="center" gap={12}>
            <span style={{ flex: 'none' }}>{t('shell.home.visitsDone', { done, due })}</span>
            <Progress percent={Math.floor((done * 100) / due)} showInfo={false} aria-label={t('shell.home.visits')} />
          </Flex>
          {open.data.items.length === 0 && <Empty text={t('shell.home.visitsAll')} />}
          <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {open.data.items.map((duty, index) => (
              <li
                key={`${duty.projectId} ${duty.period}`}
                style={{ borderTop: index > 0 ? '1px solid #eceff3' : undefined }}
              >
                <DutyRow duty={duty} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Card>
  );
}

function DutyRow({ duty }: { duty: Duty }) {
  const { t } = useTranslation();
  const day = (text: string) => dayjs(text).format(t('visits.period.day'));
  return (
    <Flex align="center" justify="space-between" gap={12} style={{ padding: '10px 0' }}>
      <div style={{ minWidth: 0 }} className="wrap-anywhere">
        <Link to={`/projects/${duty.projectId}`} style={{ fontWeight: 500 }}>
          {duty.projectName}
        </Link>
        <Pieces
          of={[
            duty.address,
            duty.lastVisitOn ? t('shell.home.lastVisit', { day: day(duty.lastVisitOn) }) : t('shell.home.neverVisited'),
          ]}
        />
        <Flex wrap gap={6} style={{ marginTop: 4 }}>
          {duty.every === 'month' && (
            <Tag>
              {t('shell.home.monthly')} · {t('shell.home.until', { day: day(duty.periodEnd) })}
            </Tag>
          )}
          {duty.openIssues > 0 && <Tag color="orange">{t('shell.home.openIssues', { count: duty.openIssues })}</Tag>}
        </Flex>
      </div>
      <Button
        type="primary"
        size="large"
        icon={<EnvironmentOutlined />}
        aria-label={`${t('shell.home.visit')} ${duty.projectName}`}
        href={`/field/p/${duty.projectId}`}
      >
        {t('shell.home.visit')}
      </Button>
    </Flex>
  );
}
