import { Card, Descriptions, Flex, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Amount } from '../../components/amount';
import { Chart } from '../../components/chart';
import { useIsPhone } from '../../components/use-is-phone';
import { useDictionary } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { FigureLink, MeasureHint, Pace, Percent } from './figure';
import type { InvestmentFigures, ListFigures, Rollup } from './queries';

type Row = InvestmentFigures & { key: string; name: string; listId?: string };

/** The month's table: one row a list, and all projects once. */
export function ListsSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const rows: Row[] = rollup.lists.map((list) => ({ ...list, key: list.listId }));
  if (rows.length > 1) rows.push({ ...rollup.total, key: 'total', name: t('months.lists.total') });
  return (
    <Card title={t('months.lists.title')} extra={<MeasureHint codes={LIST_MEASURES} />}>
      {rows.length === 0 ? (
        <Empty text={t('months.lists.empty', { year: rollup.month.slice(0, 4) })} />
      ) : (
        <Flex vertical gap={16}>
          {phone ? rows.map((row) => <ListCard key={row.key} row={row} />) : <ListTable rows={rows} />}
          <RatesChart lists={rollup.lists} />
        </Flex>
      )}
    </Card>
  );
}

const LIST_MEASURES = [
  'lists.completionRate',
  'lists.annualPlan',
  'lists.completed',
  'lists.timeSchedule',
  'lists.gap',
  'total',
];

const target = (row: Row) =>
  row.listId === undefined ? undefined : ({ kind: 'projects', listId: row.listId } as const);

function ListTable({ rows }: { rows: Row[] }) {
  const { t } = useTranslation();
  const linked = (row: Row, what: string, figure: React.ReactNode) => (
    <FigureLink to={target(row)} label={`${row.name} ${what}`}>
      {figure}
    </FigureLink>
  );
  const columns: TableColumnsType<Row> = [
    {
      title: t('months.lists.name'),
      render: (_, row) => (
        <>
          <Typography.Text strong>{row.name}</Typography.Text>
          <BasisNote row={row} />
        </>
      ),
    },
    {
      title: t('months.lists.projects'),
      align: 'right',
      render: (_, row) => linked(row, t('months.lists.projects'), row.projects),
    },
    {
      title: t('months.lists.totalInvestment'),
      align: 'right',
      render: (_, row) => linked(row, t('months.lists.totalInvestment'), <Amount value={row.totalInvestment} />),
    },
    {
      title: t('months.lists.plan'),
      align: 'right',
      render: (_, row) => linked(row, t('months.lists.plan'), <Amount value={row.annualPlan} />),
    },
    {
      title: t('months.lists.completed'),
      align: 'right',
      render: (_, row) => linked(row, t('months.lists.completed'), <Amount value={row.completed} />),
    },
    {
      title: t('months.lists.rate'),
      align: 'right',
      render: (_, row) =>
        linked(
          row,
          t('months.lists.rate'),
          <strong>
            <Percent value={row.completionRate} />
          </strong>,
        ),
    },
    { title: t('months.lists.timeSchedule'), align: 'right', render: (_, row) => <Percent value={row.timeSchedule} /> },
    { title: t('months.lists.gap'), render: (_, row) => <Pace gap={row.gap} /> },
  ];
  return (
    <Table<Row> size="small" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 'max-content' }} />
  );
}

function ListCard({ row }: { row: Row }) {
  const { t } = useTranslation();
  const item = (label: string, children: React.ReactNode) => ({ key: label, label, children });
  return (
    <Card size="small" title={row.name} type="inner">
      <Flex justify="space-between" align="baseline" wrap gap={8}>
        <FigureLink to={target(row)} label={`${row.name} ${t('months.lists.rate')}`}>
          <span style={{ fontSize: 24, fontWeight: 600 }}>
            <Percent value={row.completionRate} />
          </span>
        </FigureLink>
        <Pace gap={row.gap} />
      </Flex>
      <Descriptions
        size="small"
        column={1}
        style={{ marginTop: 8 }}
        items={[
          item(
            t('months.lists.projects'),
            <FigureLink to={target(row)} label={`${row.name} ${t('months.lists.projects')}`}>
              {row.projects}
            </FigureLink>,
          ),
          item(t('months.lists.totalInvestment'), <Amount value={row.totalInvestment} />),
          item(t('months.lists.plan'), <Amount value={row.annualPlan} />),
          item(t('months.lists.completed'), <Amount value={row.completed} />),
          item(t('months.lists.timeSchedule'), <Percent value={row.timeSchedule} />),
        ]}
      />
      <BasisNote row={row} />
    </Card>
  );
}

/** Where the bases differ the server says it in a sentence; missing plans are said too. */
function BasisNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const said = row.basisNote ?? (row.planBasis === null ? null : dictionary.word('basis', row.planBasis));
  return (
    <Typography.Text type={row.basisNote ? 'warning' : 'secondary'} style={{ display: 'block', fontSize: 12 }}>
      {[said, row.withoutPlan > 0 ? t('months.lists.withoutPlan', { count: row.withoutPlan }) : null]
        .filter(Boolean)
        .join(' · ')}
    </Typography.Text>
  );
}

function RatesChart({ lists }: { lists: ListFigures[] }) {
  const { t } = useTranslation();
  const shown = lists.filter(({ completionRate }) => completionRate !== null);
  const option = {
    grid: { left: 8, right: 48, top: 24, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis' as const, axisPointer: { type: 'shadow' as const } },
    xAxis: { type: 'value' as const, axisLabel: { formatter: '{value}%' } },
    yAxis: { type: 'category' as const, inverse: true, data: shown.map(({ name }) => name) },
    series: [
      {
        name: t('months.lists.chartRate'),
        type: 'bar' as const,
        barMaxWidth: 22,
        itemStyle: { color: '#1677ff' },
        label: { show: true, position: 'right' as const, formatter: '{c}%' },
        data: shown.map(({ completionRate }) => completionRate),
        markLine: {
          symbol: 'none',
          lineStyle: { color: '#d46b08', type: 'dashed' as const, width: 2 },
          label: { formatter: `${t('months.lists.timeSchedule')} {c}%`, color: '#ad4e00' },
          data: [{ xAxis: Number(shown[0]?.timeSchedule ?? 0) }],
        },
      },
    ],
  };
  if (shown.length === 0) return null;
  const text = shown.map(({ name, completionRate }) => `${name} ${completionRate}%`).join('，');
  return <Chart option={option} height={56 + shown.length * 40} label={`${t('months.lists.chart')}：${text}`} />;
}
