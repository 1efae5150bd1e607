import { Card, Drawer, Flex, Pagination, Segmented, Table, type TableColumnsType, Tag, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Amount } from '../../components/amount';
import { DUTY_STATES, DutyTag } from '../../components/duty-mark';
import { PageState } from '../../components/page-state';
import { Period } from '../../components/period';
import { useIsPhone } from '../../components/use-is-phone';
import type { components } from '../../client/schema';
import { Empty } from '../../components/empty';
import { Percent } from './figure';
import { type Rollup, type RowsPage, useBatchRows, useIssueRows, useProjectRows, useVisitRows } from './queries';
import { NO_UNIT, type RowsTarget, rowsOf, withRows } from './rows-address';

type Schemas = components['schemas'];
const PAGE_SIZE = 20;

/** The rows behind the figure that was chosen: which one is in the address bar. */
export function RowsDrawer({ rollup, revision }: { rollup: Rollup; revision?: number }) {
  const phone = useIsPhone();
  const [search, setSearch] = useSearchParams();
  const target = rowsOf(search);
  const asked: RowsPage = {
    month: rollup.month,
    revision,
    page: Math.max(1, Number(search.get('page')) || 1),
    pageSize: PAGE_SIZE,
  };
  return (
    <Drawer
      open={target !== undefined}
      size={phone ? '100%' : 860}
      title={target && <Title target={target} rollup={rollup} />}
      onClose={() => setSearch(withRows(search), { preventScrollReset: true })}
      destroyOnHidden
    >
      {target?.kind === 'projects' && <ProjectRows asked={asked} listId={target.listId} />}
      {target?.kind === 'batches' && <BatchRows asked={asked} target={target} />}
      {target?.kind === 'issues' && <IssueRows asked={asked} target={target} />}
      {target?.kind === 'visits' && <VisitRows asked={asked} target={target} />}
    </Drawer>
  );
}

function Title({ target, rollup }: { target: RowsTarget; rollup: Rollup }) {
  const { t } = useTranslation();
  const of = <T extends { name: string }>(rows: T[], is: (row: T) => boolean): string => rows.find(is)?.name ?? '';
  const name = (() => {
    switch (target.kind) {
      case 'projects':
        return of(rollup.lists, ({ listId }) => listId === target.listId) || t('months.lists.total');
      case 'batches':
        return t(`months.batches.${target.which}`);
      case 'issues': {
        const whose =
          of(rollup.issuesByUnit, ({ unitId }) => (unitId ?? NO_UNIT) === target.unitId) ||
          of(rollup.issuesByCategory, ({ categoryCode }) => categoryCode === target.categoryCode);
        return [whose, t(`months.rows.which.${target.which}`)].filter(Boolean).join(' ');
      }
      case 'visits':
        return (
          of(rollup.visitsByList, ({ listId }) => listId === target.listId) ||
          of(rollup.visitsByUnit, ({ unitId }) => (unitId ?? NO_UNIT) === target.unitId) ||
          t('months.visits.title')
        );
    }
  })();
  return <>{target.kind === 'issues' ? name : t(`months.rows.${target.kind}`, { name })}</>;
}

interface Paged<T> {
  items: T[];
  total: number;
}

/** A table at the desk, a list of cards on the phone, with pages in the address bar. */
function Rows<T extends object>(props: {
  query: { data?: Paged<T>; error: unknown; isPending: boolean; refetch: () => unknown };
  page: number;
  columns: TableColumnsType<T>;
  rowKey: (row: T) => string;
  card: (row: T) => ReactNode;
}) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const me = useMe();
  const [search, setSearch] = useSearchParams();
  const { query } = props;
  if (!query.data) return <PageState error={query.error} onRetry={() => void query.refetch()} />;
  const pagination = {
    current: props.page,
    pageSize: PAGE_SIZE,
    total: query.data.total,
    hideOnSinglePage: true,
    showSizeChanger: false,
    onChange: (page: number) => {
      const next = new URLSearchParams(search);
      next.set('page', String(page));
      setSearch(next, { preventScrollReset: true });
    },
  };
  const bound = me.roles.every((role) => role === 'head' || role === 'handler');
  return (
    <Flex vertical gap={12}>
      <Typography.Text type="secondary">
        {t('months.rows.count', { count: query.data.total })}
        {bound && `。${t('months.rows.ownOnly')}`}
      </Typography.Text>
      {query.data.items.length === 0 ? (
        <Empty text={t('months.rows.empty')} />
      ) : phone ? (
        <>
          {query.data.items.map((row) => (
            <Card key={props.rowKey(row)} size="small">
              {props.card(row)}
            </Card>
          ))}
          <Pagination {...pagination} simple />
        </>
      ) : (
        <Table<T>
          size="small"
          columns={props.columns}
          dataSource={query.data.items}
          rowKey={props.rowKey}
          pagination={pagination}
        />
      )}
    </Flex>
  );
}

/** A line of a card: label and value. */
const Line = ({ label, children }: { label: string; children: ReactNode }) => (
  <div>
    <Typography.Text type="secondary">{label}：</Typography.Text>
    {children}
  </div>
);

const Yes = ({ yes, words }: { yes: boolean; words: [string, string] }) => (
  <Tag color={yes ? 'green' : 'orange'} style={{ color: yes ? '#135200' : '#873800' }}>
    {yes ? words[0] : words[1]}
  </Tag>
);

function ProjectRows({ asked, listId }: { asked: RowsPage; listId: string }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const query = useProjectRows(asked, listId);
  type Row = Schemas['CountedProject'];
  const plan = (row: Row) =>
    row.plan === null ? (
      <Typography.Text type="secondary">{t('months.noPlan')}</Typography.Text>
    ) : (
      <>
        <Amount value={row.plan} />
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {row.planFrom && t('months.rows.planFrom', { month: row.planFrom })}
          {row.planBasis && ` · ${dictionary.word('basis', row.planBasis)}`}
        </Typography.Text>
      </>
    );
  const completed = (row: Row) => (
    <>
      <Amount value={row.completed} />
      {row.completedBasis && (
        <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
          {dictionary.word('basis', row.completedBasis)}
        </Typography.Text>
      )}
    </>
  );
  const columns: TableColumnsType<Row> = [
    {
      title: t('months.rows.project'),
      render: (_, row) => (
        <>
          <Link to={`/projects/${row.projectId}`}>{row.name}</Link>
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
            {row.unitName}
          </Typography.Text>
        </>
      ),
    },
    {
      title: t('months.rows.totalInvestment'),
      align: 'right',
      render: (_, row) => <Amount value={row.totalInvestment} />,
    },
    { title: t('months.rows.plan'), align: 'right', render: (_, row) => plan(row) },
    { title: t('months.rows.completed'), align: 'right', render: (_, row) => completed(row) },
    { title: t('months.rows.rate'), align: 'right', render: (_, row) => <Percent value={row.completionRate} /> },
  ];
  return (
    <Rows<Row>
      query={query}
      page={asked.page}
      columns={columns}
      rowKey={(row) => row.projectId}
      card={(row) => (
        <div>
          <Link to={`/projects/${row.projectId}`}>{row.name}</Link>
          <Line label={t('months.rows.rate')}>
            <Percent value={row.completionRate} />
          </Line>
          <Line label={t('months.rows.plan')}>{plan(row)}</Line>
          <Line label={t('months.rows.completed')}>{completed(row)}</Line>
        </div>
      )}
    />
  );
}

function BatchRows({ asked, target }: { asked: RowsPage; target: Extract<RowsTarget, { kind: 'batches' }> }) {
  const { t } = useTranslation();
  const query = useBatchRows(asked, target.which, target.reached);
  type Row = Schemas['CountedBatchProject'];
  const words: [string, string] = [t('months.rows.yes'), t('months.rows.no')];
  const columns: TableColumnsType<Row> = [
    {
      title: t('months.rows.project'),
      render: (_, row) => <Link to={`/projects/${row.projectId}`}>{row.name}</Link>,
    },
    {
      title: t('months.rows.totalInvestment'),
      align: 'right',
      render: (_, row) => <Amount value={row.totalInvestment} />,
    },
    { title: t('months.rows.reached'), render: (_, row) => <Yes yes={row.reached} words={words} /> },
    { title: t('months.rows.reachedOn'), dataIndex: 'reachedOn' },
  ];
  if (target.which === 'registry') columns.push({ title: t('months.rows.eligibleOn'), dataIndex: 'eligibleOn' });
  return (
    <Flex vertical gap={12}>
      <Switch
        name="reached"
        options={[
          ['', t('months.rows.all')],
          ['true', t('months.rows.yes')],
          ['false', t('months.rows.no')],
        ]}
        label={t('months.rows.reached')}
      />
      <Rows<Row>
        query={query}
        page={asked.page}
        columns={columns}
        rowKey={(row) => row.projectId}
        card={(row) => (
          <div>
            <Link to={`/projects/${row.projectId}`}>{row.name}</Link>
            <Line label={t('months.rows.totalInvestment')}>
              <Amount value={row.totalInvestment} />
            </Line>
            <Line label={t('months.rows.reached')}>
              <Yes yes={row.reached} words={words} /> {row.reachedOn}
            </Line>
          </div>
        )}
      />
    </Flex>
  );
}

function IssueRows({ asked, target }: { asked: RowsPage; target: Extract<RowsTarget, { kind: 'issues' }> }) {
  const { t } = useTranslation();
  const { which, unitId, categoryCode } = target;
  const query = useIssueRows(asked, { which, unitId, categoryCode });
  type Row = Schemas['CountedIssue'];
  const columns: TableColumnsType<Row> = [
    {
      title: t('months.rows.number'),
      render: (_, row) => (
        <Link to={`/issues/${row.id}`} style={{ whiteSpace: 'nowrap' }}>
          {row.number}
        </Link>
      ),
    },
    {
      title: t('months.rows.issueTitle'),
      render: (_, row) => (
        <>
          {row.title}
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
            {row.projectName}
          </Typography.Text>
        </>
      ),
    },
    { title: t('months.rows.category'), dataIndex: 'categoryName' },
    { title: t('months.rows.leadUnit'), dataIndex: 'unitName' },
    { title: t('months.rows.registeredOn'), render: (_, row) => row.registeredAt.slice(0, 10) },
  ];
  return (
    <Rows<Row>
      query={query}
      page={asked.page}
      columns={columns}
      rowKey={(row) => row.id}
      card={(row) => (
        <div>
          <Link to={`/issues/${row.id}`}>{row.number}</Link> {row.title}
          <Line label={t('months.rows.project')}>{row.projectName ?? t('months.none')}</Line>
          <Line label={t('months.rows.leadUnit')}>{row.unitName ?? t('months.none')}</Line>
        </div>
      )}
    />
  );
}

function VisitRows({ asked, target }: { asked: RowsPage; target: Extract<RowsTarget, { kind: 'visits' }> }) {
  const { t } = useTranslation();
  const { listId, unitId, state: only } = target;
  const query = useVisitRows(asked, { listId, unitId, state: only });
  const { word } = useDictionary();
  type Row = Schemas['CountedVisitDuty'];
  const state = (row: Row) => (
    <>
      <DutyTag state={row.state} /> {row.visitId ? <Link to={`/visits/${row.visitId}`}>{row.visitedOn}</Link> : null}
    </>
  );
  const columns: TableColumnsType<Row> = [
    {
      title: t('months.rows.project'),
      render: (_, row) => <Link to={`/projects/${row.projectId}`}>{row.projectName}</Link>,
    },
    { title: t('months.rows.unit'), dataIndex: 'unitName' },
    { title: t('months.rows.period'), render: (_, row) => <Period period={row.period} /> },
    { title: t('months.rows.visited'), render: (_, row) => state(row) },
  ];
  return (
    <Flex vertical gap={12}>
      <Switch
        name="state"
        options={[
          ['', t('months.rows.all')],
          ...DUTY_STATES.map((one): [string, string] => [one, word('dutyState', one)]),
        ]}
        label={t('months.rows.visited')}
      />
      <Rows<Row>
        query={query}
        page={asked.page}
        columns={columns}
        rowKey={(row) => `${row.projectId} ${row.period}`}
        card={(row) => (
          <div>
            <Link to={`/projects/${row.projectId}`}>{row.projectName}</Link>
            <Line label={t('months.rows.period')}>
              <Period period={row.period} />
            </Line>
            <Line label={t('months.rows.visited')}>{state(row)}</Line>
          </div>
        )}
      />
    </Flex>
  );
}

/** All, these or those: a parameter of the address bar. */
function Switch(props: { name: string; label: string; options: [value: string, label: string][] }) {
  const [search, setSearch] = useSearchParams();
  return (
    <Segmented
      style={{ maxWidth: '100%', overflowX: 'auto' }}
      aria-label={props.label}
      value={search.get(props.name) ?? ''}
      options={props.options.map(([value, label]) => ({ value, label }))}
      onChange={(value) => {
        const next = new URLSearchParams(search);
        next.delete('page');
        if (value === '') next.delete(props.name);
        else next.set(props.name, value);
        setSearch(next, { preventScrollReset: true });
      }}
    />
  );
}
