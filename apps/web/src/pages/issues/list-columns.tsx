import { type TableColumnType, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useDictionary } from '../../client/dictionary';
import { StateTag } from '../../components/light-tag';
import { DaysLeft } from './days-left';
import type { components } from '../../client/schema';
import type { IssueRow } from './queries';
import { StepsBrief } from './steps-brief';

export type ColumnKey = components['schemas']['IssueExportBody']['columns'] extends (infer C)[] | undefined ? C : never;

export const COLUMNS: ColumnKey[] = [
  ...(['number', 'title', 'ledger', 'project', 'category', 'severity', 'state', 'left', 'due', 'firstDue'] as const),
  ...(['lead', 'handler', 'registered', 'closed', 'urged', 'cycle'] as const),
];
/** What is shown before anybody chose. */
export const FIRST_COLUMNS: ColumnKey[] = ['number', 'title', 'project', 'state', 'left', 'due', 'lead'];

type Column = Pick<TableColumnType<IssueRow>, 'width' | 'minWidth' | 'render' | 'align'> & { sort?: string };

/** Each column with its title, its width, and the key by which the server orders it. */
export function useColumns(): { titles: { key: ColumnKey; title: string }[]; of: (key: ColumnKey) => Column } {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const day = (instant: string | null) => (instant === null ? '—' : dayjs(instant).format('YYYY-MM-DD'));
  const columns: Record<ColumnKey, Column> = {
    number: { width: 128, sort: 'number', render: (_, row) => row.number },
    title: {
      minWidth: 240,
      render: (_, row) => (
        <>
          <Link to={`/issues/${row.id}`}>{row.title}</Link>
          <StepsBrief of={row} />
        </>
      ),
    },
    ledger: {
      width: 132,
      render: (_, row) => dictionary.ledgers.find(({ code }) => code === row.ledger)?.name ?? '—',
    },
    project: { width: 164, render: (_, row) => row.projectName ?? (row.subjectName || '—') },
    category: { width: 92, render: (_, row) => row.categoryName },
    severity: { width: 104, sort: 'severity', render: (_, row) => dictionary.word('severity', row.severity) },
    state: { width: 104, render: (_, row) => <StateTag state={row.state} /> },
    left: { width: 164, render: (_, row) => <DaysLeft issue={row} /> },
    due: { width: 118, sort: 'due', render: (_, row) => row.dueOn ?? '—' },
    firstDue: { width: 118, render: (_, row) => row.firstDueOn ?? '—' },
    lead: {
      width: 140,
      render: (_, row) => row.leadUnitName ?? <Typography.Text type="secondary">{t('issues.noUnit')}</Typography.Text>,
    },
    handler: { width: 92, render: (_, row) => row.handlerName ?? '—' },
    registered: { width: 118, sort: 'registered', render: (_, row) => day(row.registeredAt) },
    closed: { width: 118, sort: 'closed', render: (_, row) => day(row.closedAt) },
    urged: { width: 88, align: 'right', render: (_, row) => row.urged },
    cycle: { width: 104, align: 'right', render: (_, row) => row.cycle },
  };
  return {
    titles: COLUMNS.map((key) => ({ key, title: t(`list.columns.${key}`) })),
    of: (key) => columns[key],
  };
}
