import { Col, Row, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import { Section } from '../../components/section';
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
  const figure = (name: string, measure: string, of: (line: Line) => number | undefined) => ({
    title: name,
    align: 'right' as const,
    render: (_: unknown, line: Line) => {
      const count = of(line);
      if (count === undefined) return '—';
      if (count === 0) return count;
      return (
        <FigureLink {...line.of} measure={`visits.${measure}`} label={`${line.name} ${name}`}>
          {count}
        </FigureLink>
      );
    },
  });
  const columns: TableColumnsType<Line> = [
    { title: t('months.visits.name'), dataIndex: 'name' },
    figure(t('months.visits.due'), 'due', ({ due }) => due),
    figure(t('months.visits.done'), 'done', ({ done }) => done),
    figure(t('months.visits.late'), 'late', ({ late }) => late),
    figure(t('months.visits.missed'), 'missed', ({ missed, due, done }) => missed ?? due - done),
    figure(t('months.visits.excused'), 'excused', ({ excused }) => excused),
    {
      title: t('months.visits.coverage'),
      align: 'right',
      render: (_, line) => (
        <FigureLink {...line.of} measure="visits.coverage" label={`${line.name} ${t('months.visits.coverage')}`}>
          <strong>
            <Percent value={line.coverage} />
          </strong>
        </FigureLink>
      ),
    },
  ];
  return (
    <>
      <Typography.Text strong style={{ display: 'block', marginBottom: 8 }}>
        {title}
      </Typography.Text>
      <Table<Line> size="small" columns={columns} dataSource={lines} pagination={false} />
    </>
  );
}
