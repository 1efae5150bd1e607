import { Col, Flex, Row, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
import { useIsPhone } from '../../components/use-is-phone';
import { FigureLink, type FigureTarget } from '../../components/figure-link';
import { figuresOf, MeasureHint, NO_UNIT, Percent } from './figure';
import type { Rollup } from './queries';

interface Line {
  key: string;
  name: string;
  due: number;
  done: number;
  /** Not said by months that were closed before duties had states. */
  late?: number;
  missed?: number;
  excused?: number;
  coverage: string | null;
  of: Omit<FigureTarget, 'measure'>;
}

/** Coverage of visits by list and by responsible unit, never by person. */
export function VisitsSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const of = figuresOf(rollup);
  return (
    <Section
      title={t('months.visits.title')}
      extra={<MeasureHint codes={['visits.due', 'visits.done', 'visits.coverage']} />}
    >
      {rollup.visits.due === 0 ? (
        <Empty text={t('months.visits.empty')} />
      ) : (
        <Row gutter={[24, 24]}>
          <Col xs={24} xl={12}>
            <Lines
              title={t('months.visits.byList')}
              lines={rollup.visitsByList.map((list) => ({
                ...list,
                key: list.listId,
                of: of('list', list.listId),
              }))}
            />
          </Col>
          <Col xs={24} xl={12}>
            <Lines
              title={t('months.visits.byUnit')}
              lines={rollup.visitsByUnit.map((unit) => ({
                ...unit,
                key: unit.unitId ?? NO_UNIT,
                of: of('unit', unit.unitId ?? NO_UNIT),
              }))}
            />
          </Col>
        </Row>
      )}
    </Section>
  );
}

function Lines({ title, lines }: { title: string; lines: Line[] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const figures: { name: string; measure: string; of: (line: Line) => number | undefined }[] = [
    { name: t('months.visits.due'), measure: 'due', of: ({ due }) => due },
    { name: t('months.visits.done'), measure: 'done', of: ({ done }) => done },
    { name: t('months.visits.late'), measure: 'late', of: ({ late }) => late },
    { name: t('months.visits.missed'), measure: 'missed', of: ({ missed, due, done }) => missed ?? due - done },
    { name: t('months.visits.excused'), measure: 'excused', of: ({ excused }) => excused },
  ];
  const linked = (line: Line, { name, measure, of }: (typeof figures)[number]) => {
    const count = of(line);
    if (count === undefined) return '—';
    if (count === 0) return <Typography.Text type="secondary">0</Typography.Text>;
    return (
      <FigureLink {...line.of} measure={`visits.${measure}`} label={`${line.name} ${name}`}>
        {count}
      </FigureLink>
    );
  };
  const coverage = (line: Line) => (
    <FigureLink {...line.of} measure="visits.coverage" label={`${line.name} ${t('months.visits.coverage')}`}>
      <strong>
        <Percent value={line.coverage} />
      </strong>
    </FigureLink>
  );
  const columns: TableColumnsType<Line> = [
    { title: t('months.visits.name'), dataIndex: 'name' },
    ...figures.map((figure) => ({
      title: figure.name,
      align: 'right' as const,
      render: (_: unknown, line: Line) => linked(line, figure),
    })),
    { title: t('months.visits.coverage'), align: 'right', render: (_, line) => coverage(line) },
  ];
  return (
    <>
      <Typography.Text strong style={{ display: 'block', marginBottom: 8 }}>
        {title}
      </Typography.Text>
      {phone ? (
        <Flex vertical gap={8}>
          {lines.map((line) => (
            <div key={line.key} style={{ borderBottom: '1px solid #f0f0f0', paddingBottom: 8 }}>
              <Flex justify="space-between" gap={8}>
                <Typography.Text strong>{line.name}</Typography.Text>
                <span>
                  {t('months.visits.coverage')} {coverage(line)}
                </span>
              </Flex>
              <Flex gap="0 12px" wrap>
                {figures.map((figure) => (
                  <Typography.Text key={figure.measure} type="secondary">
                    {figure.name} {linked(line, figure)}
                  </Typography.Text>
                ))}
              </Flex>
            </div>
          ))}
        </Flex>
      ) : (
        <Table<Line> size="small" columns={columns} dataSource={lines} pagination={false} />
      )}
    </>
  );
}
