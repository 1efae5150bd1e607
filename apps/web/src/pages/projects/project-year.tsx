import { Flex, Table, type TableColumnsType, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDictionary } from '../../client/dictionary';
import { Amount } from '../../components/amount';
import { shiftPoint } from '../../components/amount-parts';
import { Chart } from '../../components/chart';
import { Empty } from '../../components/empty';
import { useIsPhone } from '../../components/use-is-phone';
import type { Project } from './queries';
import { yearSeries } from './year-series';

type Entry = Project['progress'][number] & { cumulative: string | null };

/** A year of a project: the curve against the plan, the monthly entries, the revisions of the plan. */
export function ProjectYear({ project, year, mayWrite }: { project: Project; year: number; mayWrite: boolean }) {
  const { t } = useTranslation();
  const series = yearSeries(project, year);
  const sums = new Map(series.map(({ month, cumulative }) => [month, cumulative]));
  const entries = project.progress
    .filter(({ month }) => month.startsWith(`${year}-`))
    .map((entry) => ({ ...entry, cumulative: sums.get(entry.month) ?? null }));
  const plans = project.plans.filter((plan) => plan.year === year);
  return (
    <Flex vertical gap={20}>
      {(entries.length > 0 || plans.length > 0) && <Curve label={t('projects.one.chart', { year })} series={series} />}
      {entries.length === 0 ? (
        <Empty text={t(mayWrite ? 'projects.one.noProgressWrite' : 'projects.one.noProgress')} />
      ) : (
        <Entries entries={entries} />
      )}
      <Plans plans={plans} />
    </Flex>
  );
}

/** In 亿元, so that the axis stays short; drawing needs no exact numbers, only the labels do, and those are text. */
function Curve({ label, series }: { label: string; series: ReturnType<typeof yearSeries> }) {
  const { t } = useTranslation();
  const yi = (amount: string | null) => amount && shiftPoint(amount, -4);
  const option = {
    grid: { left: 8, right: 16, top: 48, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: series.map(({ month }) => `${Number(month.slice(5))}月`) },
    yAxis: { type: 'value', name: t('projects.one.unitYi') },
    series: [
      {
        name: t('projects.one.chartCompleted'),
        type: 'bar',
        barMaxWidth: 28,
        itemStyle: { color: '#1677ff' },
        data: series.map(({ cumulative }) => yi(cumulative)),
      },
      {
        name: t('projects.one.chartPlan'),
        type: 'line',
        step: 'middle',
        symbol: 'none',
        lineStyle: { color: '#d46b08', width: 2, type: 'dashed' },
        itemStyle: { color: '#d46b08' },
        data: series.map(({ plan }) => yi(plan)),
      },
    ],
  };
  return <Chart option={option} height={240} label={label} />;
}

function Entries({ entries }: { entries: Entry[] }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  const phone = useIsPhone();
  if (phone) {
    return (
      <Flex vertical gap={12}>
        {entries.map((entry) => (
          <div key={entry.month} style={{ borderBottom: '1px solid #f0f0f0', paddingBottom: 8 }}>
            <Flex justify="space-between" gap={8}>
              <Typography.Text strong>{entry.month}</Typography.Text>
              <Amount value={entry.completed} />
            </Flex>
            <Typography.Text type="secondary">
              {t('projects.one.cumulative')} {entry.cumulative && <Amount value={entry.cumulative} />} ·{' '}
              {word('basis', entry.basis)}
            </Typography.Text>
            {entry.fundsReceived !== null && (
              <div>
                {t('projects.one.funds')} <Amount value={entry.fundsReceived} />
              </div>
            )}
            {entry.registryCompleted !== null && (
              <div>
                {t('projects.one.registry')} <Amount value={entry.registryCompleted} />
              </div>
            )}
            <div>{entry.physicalProgress}</div>
          </div>
        ))}
      </Flex>
    );
  }
  const columns: TableColumnsType<Entry> = [
    { title: t('projects.one.month'), dataIndex: 'month' },
    { title: t('projects.one.monthly'), align: 'right', render: (_, entry) => <Amount value={entry.completed} /> },
    {
      title: t('projects.one.cumulative'),
      align: 'right',
      render: (_, entry) => entry.cumulative && <Amount value={entry.cumulative} />,
    },
    ...(['fundsReceived', 'registryCompleted'] as const)
      .filter((field) => entries.some((entry) => entry[field] !== null))
      .map((field) => ({
        title: t(field === 'fundsReceived' ? 'projects.one.funds' : 'projects.one.registry'),
        key: field,
        align: 'right' as const,
        render: (_: unknown, entry: Entry) => {
          const value = entry[field];
          return value !== null && <Amount value={value} />;
        },
      })),
    { title: t('projects.one.basis'), render: (_, entry) => word('basis', entry.basis) },
    { title: t('projects.one.physical'), dataIndex: 'physicalProgress' },
    { title: t('projects.one.enteredBy'), dataIndex: 'enteredByName' },
  ];
  return <Table<Entry> size="small" rowKey="month" columns={columns} dataSource={entries} pagination={false} />;
}

function Plans({ plans }: { plans: Project['plans'] }) {
  const { t } = useTranslation();
  const { word } = useDictionary();
  return (
    <div>
      <Typography.Title level={5}>{t('projects.one.plans')}</Typography.Title>
      {plans.length === 0 ? (
        <Typography.Text type="secondary">{t('projects.one.noPlans')}</Typography.Text>
      ) : (
        <Flex vertical gap={8}>
          {plans.map((plan, index) => (
            <Flex key={plan.from} wrap gap={8} align="baseline">
              <span>{t('projects.one.planSince', { month: plan.from })}</span>
              <Typography.Text strong>
                <Amount value={plan.amount} />
              </Typography.Text>
              <Typography.Text type="secondary">
                {[word('basis', plan.basis), plan.enteredByName].filter(Boolean).join(' · ')}
              </Typography.Text>
              {index === 0 && plans.length > 1 && <Tag color="processing">{t('projects.one.current')}</Tag>}
            </Flex>
          ))}
        </Flex>
      )}
    </div>
  );
}
