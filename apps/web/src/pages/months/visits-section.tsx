import { Col, Row, Table, type TableColumnsType, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Empty } from '../../components/empty';
import type { DutyState } from '../../components/duty-mark';
import { Section } from '../../components/section';
import { FigureLink, MeasureHint, Percent } from './figure';
import type { Rollup } from './queries';
import { NO_UNIT, type RowsTarget } from './rows-address';

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
  filter?: { listId?: string; unitId?: string };
}

/** Coverage of visits by list and by responsible unit, never by person. */
export function VisitsSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
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
                filter: { listId: list.listId },
              }))}
            />
          </Col>
          <Col xs={24} xl={12}>
            <Lines
              title={t('months.visits.byUnit')}
              lines={rollup.visitsByUnit.map((unit) => ({
                ...unit,
                key: unit.unitId ?? NO_UNIT,
                filter: { unitId: unit.unitId ?? NO_UNIT },
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
  const figure = (name: string, of: (line: Line) => number | undefined, state?: DutyState) => ({
    title: name,
    align: 'right' as const,
    render: (_: unknown, line: Line) => {
      const to: RowsTarget | undefined = line.filter && { kind: 'visits', state, ...line.filter };
      const count = of(line);
      if (count === undefined) return '—';
      return (
        <FigureLink to={count === 0 ? undefined : to} label={`${line.name} ${name}`}>
          {count}
        </FigureLink>
      );
    },
  });
  const columns: TableColumnsType<Line> = [
    { title: t('months.visits.name'), dataIndex: 'name' },
    figure(t('months.visits.due'), ({ due }) => due),
    figure(t('months.visits.done'), ({ done }) => done, 'met'),
    figure(t('months.visits.late'), ({ late }) => late, 'late'),
    figure(t('months.visits.missed'), ({ missed, due, done }) => missed ?? due - done, 'missed'),
    figure(t('months.visits.excused'), ({ excused }) => excused, 'excused'),
    {
      title: t('months.visits.coverage'),
      align: 'right',
      render: (_, line) => (
        <strong>
          <Percent value={line.coverage} />
        </strong>
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
