import { Table, type TableColumnsType, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { StateTag } from '../../components/light-tag';
import { DaysLeft } from './days-left';
import type { IssueQuery, IssueRow } from './queries';

interface IssueTableProps {
  rows: IssueRow[];
  sort: IssueQuery['sort'];
  onSort: (sort: string) => void;
}

/** The rows of the ledger at the desk. */
export function IssueTable({ rows, sort, onSort }: IssueTableProps) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const sortable = (name: string) => ({
    key: name,
    sorter: true,
    sortOrder: sort === name ? ('ascend' as const) : sort === `-${name}` ? ('descend' as const) : null,
    sortDirections: ['descend' as const, 'ascend' as const, 'descend' as const],
  });
  const columns: TableColumnsType<IssueRow> = [
    { title: t('issues.number'), width: 124, render: (_, row) => row.number, ...sortable('number') },
    {
      title: t('issues.name'),
      render: (_, row) => (
        <>
          <Link to={`/issues/${row.id}`}>{row.title}</Link>
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
            {[row.projectName, row.categoryName, dictionary.word('severity', row.severity)].filter(Boolean).join(' · ')}
          </Typography.Text>
        </>
      ),
    },
    { title: t('issues.state'), width: 116, render: (_, row) => <StateTag state={row.state} /> },
    { title: t('issues.left'), width: 168, render: (_, row) => <DaysLeft issue={row} /> },
    { title: t('issues.dueOn'), width: 120, render: (_, row) => row.dueOn ?? '—', ...sortable('due') },
    {
      title: t('issues.lead'),
      width: 180,
      render: (_, row) => (
        <>
          {row.leadUnitName ?? t('issues.noUnit')}
          {row.handlerName && (
            <Typography.Text type="secondary" style={{ display: 'block', fontSize: 13 }}>
              {row.handlerName}
            </Typography.Text>
          )}
        </>
      ),
    },
    {
      title: t('issues.registered'),
      width: 120,
      render: (_, row) => dayjs(row.registeredAt).format('YYYY-MM-DD'),
      ...sortable('registered'),
    },
  ];
  return (
    <Table<IssueRow>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={rows}
      pagination={false}
      onChange={(_page, _filters, sorter) => {
        if (!Array.isArray(sorter) && sorter.columnKey !== undefined) {
          onSort(`${sorter.order === 'ascend' ? '' : '-'}${String(sorter.columnKey)}`);
        }
      }}
    />
  );
}
