import { Badge, Card, Flex } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { IssueCards } from '../issues/issue-cards';
import { type IssueQuery, useIssues } from '../issues/queries';

interface IssueCardProps {
  title: string;
  /** Which issues. */
  query: IssueQuery;
  empty: string;
  /** How many are shown; the rest is in the ledger. */
  show?: number;
}

const addressOf = (query: IssueQuery): string => {
  const entries = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  );
  return `/issues?${new URLSearchParams(entries).toString()}`;
};

/** A list of the home page: the first few, how many there are, and the way to all. */
export function IssueCard({ title, query, empty, show = 5 }: IssueCardProps) {
  const { t } = useTranslation();
  const issues = useIssues({ ...query, pageSize: show });
  const total = issues.data?.total ?? 0;
  return (
    <Card
      title={<CountedTitle title={title} count={total} />}
      extra={total > 0 && <Link to={addressOf(query)}>{t('shell.home.all')}</Link>}
      styles={{ body: { padding: '4px 20px 8px' } }}
    >
      {!issues.data ? (
        <PageState error={issues.error} onRetry={() => void issues.refetch()} />
      ) : total === 0 ? (
        <Empty text={empty} />
      ) : (
        <>
          <IssueCards rows={issues.data.items} />
          {total > show && (
            <Flex justify="center" style={{ padding: '8px 0' }}>
              <Link to={addressOf(query)}>{t('shell.home.moreOf', { count: total - issues.data.items.length })}</Link>
            </Flex>
          )}
        </>
      )}
    </Card>
  );
}

/** A heading with how many there are. */
export const CountedTitle = ({ title, count, urgent }: { title: ReactNode; count: number; urgent?: boolean }) => (
  <Flex gap={8} align="center">
    {title}
    <Badge count={count} overflowCount={9999} color={urgent ? '#cf1322' : '#5b6b80'} />
  </Flex>
);
