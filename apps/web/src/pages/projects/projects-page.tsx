import { PlusOutlined } from '@ant-design/icons';
import { Button, Card, Flex, Input, Pagination, Select, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { useDistrict, useUnits } from '../../client/dictionary';
import { useMe } from '../../client/session';
import { Amount } from '../../components/amount';
import { MonthInput } from '../../components/day-input';
import { DemoNote } from '../../components/demo-note';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { useIsPhone } from '../../components/use-is-phone';
import { FactsForm } from './project-forms';
import { type ProjectQuery, type ProjectRow, useLists, useProjects } from './queries';

const SORTS = {
  name: 'name',
  totalInvestment: '-totalInvestment',
  annualPlan: '-annualPlan',
  completed: '-completed',
  completionRate: 'completionRate',
} as const;

/** Projects with their year as of a month; filters live in the address bar. */
export default function ProjectsPage() {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const me = useMe();
  const phone = useIsPhone();
  const navigate = useNavigate();
  const [search, setSearch] = useSearchParams();
  const [creating, setCreating] = useState(false);
  const get = (name: string) => search.get(name) ?? undefined;
  const month = get('month') ?? today.slice(0, 7);
  const page = Math.max(1, Number(get('page')) || 1);
  const query: ProjectQuery = {
    q: get('q'),
    listId: get('listId'),
    unitId: get('unitId'),
    month: get('month'),
    sort: (get('sort') as ProjectQuery['sort']) ?? 'name',
    page,
    pageSize: 20,
  };
  const projects = useProjects(query);
  const set = (changes: Record<string, string | undefined>) => {
    const next = new URLSearchParams(search);
    next.delete('page');
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    setSearch(next);
  };
  const filtered = ['q', 'listId', 'unitId'].some((name) => search.has(name));
  const pagination = {
    current: page,
    pageSize: 20,
    total: projects.data?.total ?? 0,
    showSizeChanger: false,
    hideOnSinglePage: true,
    showTotal: (count: number) => t('projects.page.total', { count }),
    onChange: (next: number) => {
      const address = new URLSearchParams(search);
      address.set('page', String(next));
      setSearch(address);
    },
  };
  return (
    <Flex vertical gap={16}>
      <Flex justify="space-between" align="center" wrap gap={8}>
        <Typography.Title level={4} style={{ margin: 0 }}>
          {t('projects.page.title')}
        </Typography.Title>
        {me.permissions.includes('project.write') && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setCreating(true)}>
            {t('projects.page.create')}
          </Button>
        )}
      </Flex>
      <DemoNote />
      <Card size="small">
        <Filters key={search.toString()} query={query} month={month} set={set} />
      </Card>
      {!projects.data ? (
        <PageState error={projects.error} onRetry={() => void projects.refetch()} />
      ) : projects.data.items.length === 0 ? (
        <Card>
          <Empty text={t(filtered ? 'projects.page.empty' : 'projects.page.emptyAll')} />
        </Card>
      ) : phone ? (
        <>
          {projects.data.items.map((row) => (
            <ProjectCard key={row.id} row={row} />
          ))}
          <Pagination {...pagination} simple align="center" showTotal={undefined} />
        </>
      ) : (
        <Card size="small">
          <ProjectTable rows={projects.data.items} pagination={pagination} loading={projects.isPlaceholderData} />
        </Card>
      )}
      {creating && (
        <FactsForm onClose={() => setCreating(false)} onCreated={(id) => void navigate(`/projects/${id}`)} />
      )}
    </Flex>
  );
}

function Filters(props: {
  query: ProjectQuery;
  month: string;
  set: (changes: Record<string, string | undefined>) => void;
}) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  const { query, month, set } = props;
  const lists = useLists(Number(month.slice(0, 4)));
  const units = useUnits();
  return (
    <Flex wrap gap={12}>
      <Input.Search
        allowClear
        style={{ flex: '1 1 220px' }}
        aria-label={t('projects.page.searchLabel')}
        placeholder={t('projects.page.search')}
        defaultValue={query.q}
        onSearch={(q) => set({ q: q.trim() })}
      />
      <Select
        allowClear
        style={{ flex: '1 1 180px' }}
        aria-label={t('projects.page.list')}
        placeholder={t('projects.page.allLists')}
        value={query.listId}
        options={lists.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(listId?: string) => set({ listId })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: 'label' }}
        style={{ flex: '1 1 160px' }}
        aria-label={t('projects.page.unit')}
        placeholder={t('projects.page.allUnits')}
        value={query.unitId}
        options={units.data?.items.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(unitId?: string) => set({ unitId })}
      />
      <div style={{ flex: '1 1 130px' }}>
        <MonthInput
          value={month}
          last={today.slice(0, 7)}
          aria-label={t('projects.page.month')}
          // Another year has other lists.
          onChange={(next) =>
            set({
              month: next ?? undefined,
              listId: next?.slice(0, 4) === month.slice(0, 4) ? query.listId : undefined,
            })
          }
        />
      </div>
      <Select
        style={{ flex: '1 1 160px' }}
        aria-label={t('projects.page.sort')}
        value={query.sort}
        options={Object.entries(SORTS).map(([name, value]) => ({
          value,
          label: t(`projects.page.sorts.${name as keyof typeof SORTS}`),
        }))}
        onChange={(sort) => set({ sort: sort === 'name' ? undefined : sort })}
      />
    </Flex>
  );
}

function ProjectTable(props: { rows: ProjectRow[]; pagination: object; loading: boolean }) {
  const { t } = useTranslation();
  const columns: TableColumnsType<ProjectRow> = [
    {
      title: t('projects.page.name'),
      render: (_, row) => (
        <>
          <Link to={`/projects/${row.id}`}>{row.name}</Link>
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
            {row.ownerName}
          </Typography.Text>
        </>
      ),
    },
    {
      title: t('projects.page.lists'),
      render: (_, row) => <Lists row={row} />,
    },
    { title: t('projects.page.unit'), dataIndex: 'unitName' },
    {
      title: t('projects.page.totalInvestment'),
      align: 'right',
      render: (_, row) => <Amount value={row.totalInvestment} />,
    },
    {
      title: t('projects.page.plan'),
      align: 'right',
      render: (_, row) => <Plan row={row} />,
    },
    {
      title: t('projects.page.completed'),
      align: 'right',
      render: (_, row) => <Amount value={row.completed} />,
    },
    {
      title: t('projects.page.rate'),
      align: 'right',
      render: (_, row) => (row.completionRate === null ? t('months.none') : `${row.completionRate}%`),
    },
  ];
  return (
    <Table<ProjectRow>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={props.rows}
      loading={props.loading}
      pagination={props.pagination}
    />
  );
}

function ProjectCard({ row }: { row: ProjectRow }) {
  const { t } = useTranslation();
  return (
    <Link to={`/projects/${row.id}`} style={{ display: 'block' }}>
      <Card size="small" hoverable>
        <Flex justify="space-between" align="baseline" gap={8}>
          <Typography.Text strong style={{ fontSize: 16 }}>
            {row.name}
          </Typography.Text>
          <Typography.Text strong>{row.completionRate === null ? '' : `${row.completionRate}%`}</Typography.Text>
        </Flex>
        <div style={{ margin: '4px 0' }}>
          <Lists row={row} />
        </div>
        <Typography.Text type="secondary">
          {t('projects.page.completed')} <Amount value={row.completed} /> · {t('projects.page.plan')} <Plan row={row} />
        </Typography.Text>
        <Typography.Text type="secondary" style={{ display: 'block' }}>
          {[row.unitName, row.physicalProgress].filter(Boolean).join(' · ')}
        </Typography.Text>
      </Card>
    </Link>
  );
}

function Lists({ row }: { row: ProjectRow }) {
  return (
    <Flex wrap gap={4}>
      {row.lists.map(({ listId, name }) => (
        <Tag key={listId}>{name}</Tag>
      ))}
    </Flex>
  );
}

function Plan({ row }: { row: ProjectRow }) {
  const { t } = useTranslation();
  return row.annualPlan === null ? <>{t('projects.page.noPlan')}</> : <Amount value={row.annualPlan} />;
}
