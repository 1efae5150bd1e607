import { Table, type TableColumnsType } from 'antd';
import type { Density } from '../../components/use-list-look';
import { type ColumnKey, useColumns } from './list-columns';
import type { IssueQuery, IssueRow } from './queries';

interface IssueTableProps {
  rows: IssueRow[];
  columns: ColumnKey[];
  density: Density;
  sort: IssueQuery['sort'];
  onSort: (sort: string) => void;
  /** Ids of the rows that are chosen, also of other pages. */
  chosen: string[];
  onChoose: (rows: IssueRow[]) => void;
}

/** The rows of the ledgers at the desk. */
export function IssueTable({ rows, columns, density, sort, onSort, chosen, onChoose }: IssueTableProps) {
  const { titles, of } = useColumns();
  const sortable = (name: string | undefined) =>
    name !== undefined && {
      sorter: true,
      sortOrder: sort === name ? ('ascend' as const) : sort === `-${name}` ? ('descend' as const) : null,
      sortDirections: ['descend' as const, 'ascend' as const, 'descend' as const],
    };
  const shown: TableColumnsType<IssueRow> = columns.map((key) => {
    const { sort: by, ...column } = of(key);
    return { key: by ?? key, title: titles.find((title) => title.key === key)?.title, ...column, ...sortable(by) };
  });
  return (
    <Table<IssueRow>
      size={density}
      rowKey="id"
      columns={shown}
      dataSource={rows}
      pagination={false}
      scroll={{ x: 'max-content' }}
      rowSelection={{
        selectedRowKeys: chosen,
        preserveSelectedRowKeys: true,
        columnWidth: 44,
        onChange: (_, selected) => onChoose(selected),
      }}
      onChange={(_page, _filters, sorter, { action }) => {
        if (action === 'sort' && !Array.isArray(sorter) && sorter.columnKey !== undefined) {
          onSort(`${sorter.order === 'ascend' ? '' : '-'}${String(sorter.columnKey)}`);
        }
      }}
    />
  );
}
