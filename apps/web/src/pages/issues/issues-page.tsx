import { PlusOutlined } from '@ant-design/icons';
import { Card, Flex, Pagination, Tabs, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Empty } from '../../components/empty';
import { LinkButton } from '../../components/link-button';
import { PageState } from '../../components/page-state';
import { useAddress } from '../../components/use-address';
import { useIsPhone } from '../../components/use-is-phone';
import { IssueCards } from './issue-cards';
import { FILTERS, IssueFilter } from './issue-filter';
import { IssueTable } from './issue-table';
import { type IssueQuery, STATES, useIssueCounts, useIssues } from './queries';

const ALL = 'all';
const MINE = 'mine';

/** What the address asks for. */
function useQueryOfAddress(): IssueQuery & { page: number; pageSize: number } {
  const { get } = useAddress();
  const phone = useIsPhone();
  return {
    q: get('q'),
    state: get('state'),
    mine: get('mine') === 'true' ? 'true' : undefined,
    light: get('light') as IssueQuery['light'],
    unitId: get('unitId'),
    categoryCode: get('categoryCode'),
    projectId: get('projectId'),
    sort: (get('sort') as IssueQuery['sort']) ?? '-registered',
    page: Number(get('page')) || 1,
    pageSize: Number(get('pageSize')) || (phone ? 10 : 20),
  };
}

/** The ledger: search, tabs by state, rows. */
export default function IssuesPage() {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const me = useMe();
  const { get, set } = useAddress();
  const query = useQueryOfAddress();
  const issues = useIssues(query);
  const mayRegister = me.permissions.includes('issue.register');
  return (
    <Flex vertical gap={12}>
      <Flex justify="space-between" align="center">
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('issues.title')}
        </Typography.Title>
        {mayRegister && (
          <LinkButton
            type="primary"
            icon={<PlusOutlined />}
            to={query.projectId ? `/issues/new?projectId=${query.projectId}` : '/issues/new'}
          >
            {t('issues.register')}
          </LinkButton>
        )}
      </Flex>
      <IssueFilter />
      <Card styles={{ body: { padding: phone ? '0 12px 12px' : '0 20px 20px' } }}>
        <StateTabs />
        {issues.data ? (
          <div style={{ opacity: issues.isPlaceholderData ? 0.5 : 1 }}>
            {issues.data.items.length === 0 ? (
              <Empty text={t(mayRegister ? 'issues.empty' : 'issues.emptyPlain')} />
            ) : phone ? (
              <IssueCards rows={issues.data.items} />
            ) : (
              <IssueTable rows={issues.data.items} sort={query.sort} onSort={(sort) => set({ sort })} />
            )}
            {issues.data.total > 0 && (
              <Flex justify={phone ? 'center' : 'end'} style={{ marginTop: 16 }}>
                <Pagination
                  size={phone ? 'medium' : 'small'}
                  simple={phone}
                  current={issues.data.page}
                  pageSize={issues.data.pageSize}
                  total={issues.data.total}
                  showSizeChanger={!phone}
                  pageSizeOptions={[20, 50, 100]}
                  showTotal={phone ? undefined : (count) => t('issues.total', { count })}
                  onChange={(page, pageSize) =>
                    set({
                      page: page === 1 ? undefined : String(page),
                      pageSize: pageSize === 20 || phone ? get('pageSize') && undefined : String(pageSize),
                    })
                  }
                />
              </Flex>
            )}
          </div>
        ) : (
          <PageState error={issues.error} onRetry={() => void issues.refetch()} />
        )}
      </Card>
    </Flex>
  );
}

/** All, mine, and one tab a state. The numbers are of the whole ledger, so they stay away while a filter narrows it. */
function StateTabs() {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const { get, set } = useAddress();
  const counts = useIssueCounts();
  const narrowed = FILTERS.some((name) => get(name) !== undefined);
  const withCount = (label: string, count: number | undefined) =>
    narrowed || count === undefined ? label : `${label} ${count}`;
  const inState = (state: string) => counts.data?.states.find((row) => row.state === state)?.count ?? 0;
  const total = counts.data?.states.reduce((sum, { count }) => sum + count, 0);
  const state = get('state');
  // A link from a figure may ask for several states at once: no tab is theirs.
  const current = get('mine') === 'true' && state === undefined ? MINE : (state ?? ALL);
  return (
    <Tabs
      activeKey={current}
      onChange={(key) =>
        set({
          state: key === ALL || key === MINE ? undefined : key,
          mine: key === MINE ? 'true' : undefined,
        })
      }
      items={[
        { key: ALL, label: withCount(t('issues.allStates'), total) },
        { key: MINE, label: withCount(t('issues.mine'), counts.data?.mine) },
        ...STATES.map((code) => ({
          key: code,
          label: withCount(dictionary.word('state', code), counts.data && inState(code)),
        })),
      ]}
    />
  );
}
