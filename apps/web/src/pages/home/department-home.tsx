import { Card, Col, Flex, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDistrict } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { IssueCards } from '../issues/issue-cards';
import { type Action, type IssueRow, useIssues } from '../issues/queries';
import { CountedTitle, IssueCard, NextStep } from './issue-card';

/** At most so many are grouped; more wait in the ledger. */
const LIMIT = 100;
const SOON_DAYS = 3;
const GROUPS = ['overdue', 'today', 'soon', 'later'] as const;
type Group = (typeof GROUPS)[number];

function groupOf(issue: IssueRow, today: string): Group {
  if (issue.light === 'red') return 'overdue';
  if (issue.dueOn === today) return 'today';
  return issue.daysLeft !== null && issue.daysLeft <= SOON_DAYS ? 'soon' : 'later';
}

/** The step that is mostly next; the issue's page shows what is really allowed. */
const stepOf = ({ state }: IssueRow): Action => (state === 'assigned' ? 'sign' : 'report');

/** What waits for the department, by how pressing it is. */
export function DepartmentHome() {
  const { t } = useTranslation();
  const me = useMe();
  const { today } = useDistrict();
  const issues = useIssues({
    mine: 'true',
    unitId: me.unitId,
    state: 'assigned,in-progress',
    sort: 'due',
    pageSize: LIMIT,
  });
  if (!issues.data) return <PageState error={issues.error} onRetry={() => void issues.refetch()} />;
  const { items, total } = issues.data;
  const groups = GROUPS.map((group) => ({ group, rows: items.filter((row) => groupOf(row, today) === group) }));
  return (
    <Row gutter={[16, 16]}>
      <Col xs={24} lg={14}>
        <Card
          title={<CountedTitle title={t('shell.home.mine')} count={total} />}
          extra={<Link to="/issues?mine=true">{t('shell.home.all')}</Link>}
          styles={{ body: { padding: '4px 20px 12px' } }}
        >
          {total === 0 && <Empty text={t('shell.home.mineNone')} />}
          {groups
            .filter(({ rows }) => rows.length > 0)
            .map(({ group, rows }) => (
              <section key={group} style={{ marginTop: 14 }}>
                <h5 style={{ margin: 0, fontSize: 14 }}>
                  <CountedTitle
                    title={t(`shell.home.groups.${group}`)}
                    count={rows.length}
                    urgent={group === 'overdue' || group === 'today'}
                  />
                </h5>
                <IssueCards rows={rows} next={(row) => <NextStep row={row} action={stepOf(row)} />} />
              </section>
            ))}
          {total > items.length && (
            <Flex justify="center" style={{ padding: '8px 0' }}>
              <Link to="/issues?mine=true">{t('shell.home.moreOf', { count: total - items.length })}</Link>
            </Flex>
          )}
        </Card>
      </Col>
      <Col xs={24} lg={10}>
        <IssueCard
          title={t('shell.home.returned')}
          query={{ state: 'returned', unitId: me.unitId, sort: 'due' }}
          empty={t('shell.home.returnedNone')}
        />
      </Col>
    </Row>
  );
}
