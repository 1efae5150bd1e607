import { Col, Flex, Row, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Chart } from '../../components/chart';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { FigureLink, type FigureTarget } from '../../components/figure-link';
import { figuresOf, MeasureHint, NO_UNIT, Percent } from './figure';
import type { IssueFigures, Rollup } from './queries';

interface Line extends IssueFigures {
  key: string;
  name: string;
  of: Omit<FigureTarget, 'measure'>;
}

const MEASURES = ['issues.registered', 'issues.closed', 'issues.open', 'issues.overdue', 'issues.closureRate'];

/** Issues by lead department and by category. */
export function IssuesSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const of = figuresOf(rollup);
  const byUnit = rollup.issuesByUnit.map((unit) => ({
    ...unit,
    key: unit.unitId ?? NO_UNIT,
    of: of('unit', unit.unitId ?? NO_UNIT),
  }));
  const byCategory = rollup.issuesByCategory.map((category) => ({
    ...category,
    key: category.categoryCode,
    of: of('category', category.categoryCode),
  }));
  return (
    <Section title={t('months.issues.title')} extra={<MeasureHint codes={MEASURES} />}>
      {byUnit.length === 0 && byCategory.length === 0 ? (
        <Empty text={t('months.issues.empty')} />
      ) : (
        <Row gutter={[24, 24]}>
          <Col xs={24} xl={12}>
            <Breakdown
              title={t('months.issues.byUnit')}
              head={t('months.issues.unit')}
              lines={byUnit}
              chart={t('months.issues.chartUnit')}
              series={[
                { name: t('months.issues.inTime'), colour: '#1677ff', of: (line) => line.open - line.overdue },
                { name: t('months.issues.overdue'), colour: '#cf1322', of: (line) => line.overdue },
              ]}
            />
          </Col>
          <Col xs={24} xl={12}>
            <Breakdown
              title={t('months.issues.byCategory')}
              head={t('months.issues.category')}
              lines={byCategory}
              chart={t('months.issues.chartCategory')}
              series={[
                { name: t('months.issues.settled'), colour: '#52a31d', of: (line) => line.numerator },
                { name: t('months.issues.open'), colour: '#fa8c16', of: (line) => line.denominator - line.numerator },
              ]}
            />
          </Col>
        </Row>
      )}
    </Section>
  );
}

interface Series {
  name: string;
  colour: string;
  of: (line: Line) => number;
}

function Breakdown(props: { title: string; head: string; lines: Line[]; chart: string; series: Series[] }) {
  const { t } = useTranslation();
  const { lines, series } = props;
  const option = {
    grid: { left: 8, right: 24, top: 32, bottom: 8, containLabel: true },
    legend: { top: 0 },
    tooltip: { trigger: 'axis' as const, axisPointer: { type: 'shadow' as const } },
    xAxis: { type: 'value' as const, minInterval: 1, axisLabel: { hideOverlap: true } },
    yAxis: { type: 'category' as const, inverse: true, data: lines.map(({ name }) => name) },
    series: series.map(({ name, colour, of }) => ({
      name,
      type: 'bar' as const,
      stack: 'all',
      barMaxWidth: 18,
      itemStyle: { color: colour },
      data: lines.map(of),
    })),
  };
  const phone = useIsPhone();
  const figures: { which: string; name: string; of: (line: Line) => number }[] = [
    { which: 'registered', name: t('months.issues.registered'), of: (line) => line.registered },
    { which: 'closed', name: t('months.issues.closed'), of: (line) => line.closed },
    { which: 'open', name: t('months.issues.open'), of: (line) => line.open },
    { which: 'overdue', name: t('months.issues.overdue'), of: (line) => line.overdue },
  ];
  const linked = (line: Line, { which, name, of }: (typeof figures)[number]) =>
    of(line) === 0 ? (
      <Typography.Text type="secondary">0</Typography.Text>
    ) : (
      <FigureLink {...line.of} measure={`issues.${which}`} label={`${line.name} ${name}`}>
        {of(line)}
      </FigureLink>
    );
  const closure = (line: Line) => (
    <FigureLink {...line.of} measure="issues.closure-rate" label={`${line.name} ${t('months.issues.closureRate')}`}>
      <Percent value={line.closureRate} />
    </FigureLink>
  );
  const columns: TableColumnsType<Line> = [
    { title: props.head, dataIndex: 'name' },
    ...figures.map((figure) => ({
      title: figure.name,
      align: 'right' as const,
      render: (_: unknown, line: Line) => linked(line, figure),
    })),
    {
      title: t('months.issues.closureRate'),
      align: 'right',
      render: (_, line) => closure(line),
    },
  ];
  const text = lines
    .map((line) => `${line.name} ${series.map(({ name, of }) => `${name} ${of(line)}`).join('、')}`)
    .join('；');
  return (
    <Flex vertical gap={12}>
      <Typography.Text strong>{props.title}</Typography.Text>
      <Chart option={option} height={56 + lines.length * 28} label={`${props.chart}：${text}`} />
      {phone ? (
        lines.map((line) => (
          <div key={line.key} style={{ borderBottom: '1px solid #f0f0f0', paddingBottom: 8 }}>
            <Flex justify="space-between" gap={8}>
              <Typography.Text strong>{line.name}</Typography.Text>
              <span>
                {t('months.issues.closureRate')} {closure(line)}
              </span>
            </Flex>
            <Flex wrap gap={12}>
              {figures.map((figure) => (
                <span key={figure.which}>
                  <Typography.Text type="secondary">{figure.name}</Typography.Text> {linked(line, figure)}
                </span>
              ))}
            </Flex>
          </div>
        ))
      ) : (
        <Table<Line> size="small" columns={columns} dataSource={lines} pagination={false} />
      )}
    </Flex>
  );
}
