import { Flex, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Amount, useAmountText } from '../../components/amount';
import { Chart } from '../../components/chart';
import { useIsPhone } from '../../components/use-is-phone';
import { useDictionary } from '../../client/dictionary';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { FigureLink, type FigureTarget } from '../../components/figure-link';
import { figuresOf, MeasureHint, Pace, Percent } from './figure';
import type { InvestmentFigures, ListFigures, Rollup } from './queries';

type Row = InvestmentFigures & { key: string; name: string; of: Of };

/** Which month, revision and scope the figures of a row are of. */
type Of = Omit<FigureTarget, 'measure'>;

/** The month's table: one row a list, and all projects once. */
export function ListsSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const of = figuresOf(rollup);
  const rows: Row[] = rollup.lists.map((list) => ({ ...list, key: list.listId, of: of('list', list.listId) }));
  if (rows.length > 1) rows.push({ ...rollup.total, key: 'total', of: of('total'), name: t('months.lists.total') });
  return (
    <Section title={t('months.lists.title')} extra={<MeasureHint codes={LIST_MEASURES} />}>
      {rows.length === 0 ? (
        <Empty text={t('months.lists.empty', { year: rollup.month.slice(0, 4) })} />
      ) : (
        <Flex vertical gap={16}>
          {phone ? rows.map((row) => <ListCard key={row.key} row={row} />) : <ListTable rows={rows} />}
          <RatesChart lists={rollup.lists} />
        </Flex>
      )}
    </Section>
  );
}

const LIST_MEASURES = [
  'lists.completionRate',
  'lists.annualPlan',
  'lists.completed',
  'lists.timeSchedule',
  'lists.gap',
];

function ListTable({ rows }: { rows: Row[] }) {
  const { t } = useTranslation();
  const linked = (row: Row, measure: string, what: string, figure: React.ReactNode) => (
    <FigureLink {...row.of} measure={`investment.${measure}`} label={`${row.name} ${what}`}>
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
      render: (_, row) => linked(row, 'projects', t('months.lists.projects'), row.projects),
    },
    {
      title: t('months.lists.totalInvestment'),
      align: 'right',
      render: (_, row) =>
        linked(row, 'total', t('months.lists.totalInvestment'), <Amount value={row.totalInvestment} />),
    },
    {
      title: t('months.lists.plan'),
      align: 'right',
      render: (_, row) => linked(row, 'plan', t('months.lists.plan'), <Amount value={row.annualPlan} />),
    },
    {
      title: t('months.lists.completed'),
      align: 'right',
      render: (_, row) => linked(row, 'completed', t('months.lists.completed'), <Amount value={row.completed} />),
    },
    {
      title: t('months.lists.rate'),
      align: 'right',
      render: (_, row) =>
        linked(
          row,
          'rate',
          t('months.lists.rate'),
          <strong>
            <Percent value={row.completionRate} />
          </strong>,
        ),
    },
    {
      title: t('months.lists.timeSchedule'),
      align: 'right',
      render: (_, row) =>
        linked(row, 'time-schedule', t('months.lists.timeSchedule'), <Percent value={row.timeSchedule} />),
    },
    {
      title: t('months.lists.gap'),
      render: (_, row) => linked(row, 'gap', t('months.lists.gap'), <Pace gap={row.gap} />),
    },
  ];
  return (
    <Table<Row> size="small" columns={columns} dataSource={rows} pagination={false} scroll={{ x: 'max-content' }} />
  );
}

function ListCard({ row }: { row: Row }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const linked = (
    measure: string,
    word: 'projects' | 'totalInvestment' | 'plan' | 'completed' | 'timeSchedule',
    figure: React.ReactNode,
  ) => (
    <FigureLink {...row.of} measure={`investment.${measure}`} label={`${row.name} ${t(`months.lists.${word}`)}`}>
      {figure}
    </FigureLink>
  );
  return (
    <div style={{ borderBottom: '1px solid #f0f0f0', paddingBottom: 12 }}>
      <Flex justify="space-between" align="baseline" wrap gap={4}>
        <span>
          <Typography.Text strong>{row.name}</Typography.Text>{' '}
          <FigureLink {...row.of} measure="investment.rate" label={`${row.name} ${t('months.lists.rate')}`}>
            <span style={{ fontSize: 20, fontWeight: 600 }}>
              <Percent value={row.completionRate} />
            </span>
          </FigureLink>
        </span>
        <FigureLink {...row.of} measure="investment.gap" label={`${row.name} ${t('months.lists.gap')}`}>
          <Pace gap={row.gap} />
        </FigureLink>
      </Flex>
      <div>
        {linked('completed', 'completed', t('months.summary.completed', { amount: amount(row.completed) }))} /{' '}
        {linked('plan', 'plan', t('months.summary.plan', { amount: amount(row.annualPlan) }))}
      </div>
      <div>
        {linked('projects', 'projects', t('months.lists.projectsN', { count: row.projects }))}
        {' · '}
        {t('months.lists.totalInvestment')} {linked('total', 'totalInvestment', amount(row.totalInvestment))}
        {' · '}
        {t('months.lists.timeSchedule')} {linked('time-schedule', 'timeSchedule', <Percent value={row.timeSchedule} />)}
      </div>
      <BasisNote row={row} />
    </div>
  );
}

/** Where the bases differ the server says it in a sentence; missing plans are said too. */
function BasisNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const dictionary = useDictionary();
  const said = row.basisNote ?? (row.planBasis === null ? null : dictionary.word('basis', row.planBasis));
  return (
    <Typography.Text
      type={row.basisNote ? undefined : 'secondary'}
      style={{ display: 'block', fontSize: 12, color: row.basisNote ? '#ad4e00' : undefined }}
    >
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
    grid: { left: 8, right: 56, top: 28, bottom: 8, containLabel: true },
    tooltip: { trigger: 'axis' as const, axisPointer: { type: 'shadow' as const } },
    xAxis: { type: 'value' as const, splitNumber: 4, axisLabel: { formatter: '{value}%', hideOverlap: true } },
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
          label: { position: 'start', formatter: `${t('months.lists.timeSchedule')} {c}%`, color: '#ad4e00' },
          data: [{ xAxis: Number(shown[0]?.timeSchedule ?? 0) }],
        },
      },
    ],
  };
  if (shown.length === 0) return null;
  const text = shown.map(({ name, completionRate }) => `${name} ${completionRate}%`).join('，');
  return <Chart option={option} height={56 + shown.length * 40} label={`${t('months.lists.chart')}：${text}`} />;
}
