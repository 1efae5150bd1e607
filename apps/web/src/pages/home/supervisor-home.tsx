import { Card, Col, Row, Statistic } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { type IssueQuery, useIssueCounts, useIssues } from '../issues/queries';
import { useRollup } from '../months/queries';
import { RatingSummary } from '../rate/rating-summary';
import { CountedTitle } from './issue-card';

/** Issues in work of which the supervisor has something to decide: a request for extension waits. */
const EXTENSIONS: IssueQuery = { mine: 'true', state: 'in-progress', sort: 'due' };

/** How the bureau stands: what waits, by kind; who is late; how enterprises find it. What waits for me is above. */
export function SupervisorHome() {
  const { t } = useTranslation();
  const counts = useIssueCounts();
  const extensions = useIssues({ ...EXTENSIONS, pageSize: 1 });
  const inState = (state: string) => counts.data?.states.find((row) => row.state === state)?.count;
  const figures: [title: string, value: number | undefined, to: string][] = [
    [t('shell.home.registered'), counts.data && (inState('registered') ?? 0), '/issues?state=registered'],
    [t('shell.home.returned'), counts.data && (inState('returned') ?? 0), '/issues?state=returned'],
    [t('shell.home.extensions'), extensions.data?.total, '/issues?mine=true&state=in-progress'],
    [
      t('shell.home.verify'),
      counts.data && (inState('pending-verification') ?? 0),
      '/issues?state=pending-verification',
    ],
    [t('shell.home.overdue'), counts.data?.overdue, '/issues?light=red&sort=due'],
  ];
  return (
    <>
      <Row gutter={[12, 12]}>
        {figures.map(([title, value, to], index) => (
          <Col key={to} xs={index === figures.length - 1 ? 24 : 12} md={8} xl={{ flex: '20%' }}>
            <Link to={to} className="clickable-card">
              <Card size="small" loading={value === undefined}>
                <Statistic
                  title={title}
                  value={value}
                  styles={{ content: index === figures.length - 1 && value ? { color: '#cf1322' } : {} }}
                />
              </Card>
            </Link>
          </Col>
        ))}
      </Row>
      <Row gutter={[16, 16]}>
        <Col xs={24} lg={12}>
          <OverdueByUnit />
        </Col>
        <Col xs={24} lg={12}>
          <RatingSummary />
        </Col>
      </Row>
    </>
  );
}

/** Overdue issues by department, as the running month counts them. */
function OverdueByUnit() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const rollup = useRollup(today.slice(0, 7));
  const units = (rollup.data?.issuesByUnit ?? [])
    .filter(({ overdue }) => overdue > 0)
    .sort((a, b) => b.overdue - a.overdue);
  const total = units.reduce((sum, { overdue }) => sum + overdue, 0);
  return (
    <Card
      title={<CountedTitle title={t('shell.home.overdueByUnit')} count={total} urgent />}
      extra={total > 0 && <Link to="/issues?light=red&sort=due">{t('shell.home.all')}</Link>}
      styles={{ body: { padding: '4px 20px 8px' } }}
    >
      {!rollup.data ? (
        <PageState error={rollup.error} onRetry={() => void rollup.refetch()} />
      ) : units.length === 0 ? (
        <Empty text={t('shell.home.overdueNone')} />
      ) : (
        <ul style={{ listStyle: 'none', margin: 0, padding: 0 }}>
          {units.map(({ unitId, name, overdue }, index) => (
            <li
              key={unitId ?? ''}
              style={{
                display: 'flex',
                justifyContent: 'space-between',
                padding: '10px 0',
                borderTop: index > 0 ? '1px solid #eceff3' : undefined,
              }}
            >
              <span>{unitId === null ? t('shell.home.unassigned') : name}</span>
              <Link to={unitId === null ? '/issues?light=red' : `/issues?light=red&unitId=${unitId}&sort=due`}>
                {t('shell.home.overdueOf', { count: overdue })}
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
