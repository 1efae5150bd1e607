import { Card, Col, Flex, Row, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { FigureLink } from '../../components/figure-link';
import { figuresOf, MeasureHint, Pace, Percent } from './figure';
import type { Rollup } from './queries';

/** The five numbers that are asked for first. */
export function TopSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { total, issues, visits } = rollup;
  const of = figuresOf(rollup)('total');
  const linked = (measure: string, label: string, figure: ReactNode) => (
    <FigureLink {...of} measure={measure} label={label}>
      {figure}
    </FigureLink>
  );
  return (
    <Row gutter={[12, 12]}>
      <Tile
        wide
        label={t('months.top.completion')}
        measures={['lists.completionRate']}
        below={
          <>
            <Words>
              {linked(
                'investment.completed',
                t('months.lists.completed'),
                t('months.top.completed', { amount: amount(total.numerator) }),
              )}
            </Words>{' '}
            <Words>
              {linked(
                'investment.plan',
                t('months.lists.plan'),
                t('months.top.plan', { amount: amount(total.denominator) }),
              )}
            </Words>
            <br />
            {linked('investment.gap', t('months.lists.gap'), <Pace gap={total.gap} />)}
          </>
        }
      >
        {linked('investment.rate', t('months.top.completion'), <Percent value={total.completionRate} />)}
      </Tile>
      <Tile
        label={t('months.top.closure')}
        measures={['issues.closureRate']}
        below={
          <>
            <Words>{t('months.top.registered', { count: issues.denominator })}</Words>{' '}
            <Words>{t('months.top.settled', { count: issues.numerator })}</Words>
          </>
        }
      >
        {linked('issues.closure-rate', t('months.top.closure'), <Percent value={issues.closureRate} />)}
      </Tile>
      <Tile
        label={t('months.top.coverage')}
        measures={['visits.coverage']}
        below={
          <>
            <Words>{linked('visits.due', t('months.visits.due'), t('months.top.due', { count: visits.due }))}</Words>{' '}
            <Words>
              {linked('visits.done', t('months.visits.done'), t('months.top.done', { count: visits.done }))}
            </Words>
          </>
        }
      >
        {linked('visits.coverage', t('months.top.coverage'), <Percent value={visits.coverage} />)}
      </Tile>
      <Tile
        label={t('months.top.overdue')}
        measures={['issues.overdue', 'issues.open']}
        below={linked('issues.open', t('months.issues.open'), t('months.top.overdueSub', { open: issues.open }))}
      >
        {linked('issues.overdue', t('months.top.overdue'), issues.overdue)}
      </Tile>
      <Tile
        label={t('months.top.flow')}
        measures={['issues.registered', 'issues.closed']}
        below={
          <>
            <Words>{t('months.top.registered', { count: issues.registeredYearToDate })}</Words>{' '}
            <Words>{t('months.top.closed', { count: issues.closedYearToDate })}</Words>
          </>
        }
      >
        {linked('issues.registered', t('months.issues.registered'), issues.registered)}
        {' / '}
        {linked('issues.closed', t('months.issues.closed'), issues.closed)}
      </Tile>
    </Row>
  );
}

/** Words that stay on one line. */
const Words = ({ children }: { children: ReactNode }) => <span style={{ whiteSpace: 'nowrap' }}>{children}</span>;

function Tile(props: { wide?: boolean; label: string; measures: string[]; below: ReactNode; children: ReactNode }) {
  return (
    <Col xs={props.wide ? 24 : 12} md={8} xl={{ flex: '1 1 0' }}>
      <Card size="small" style={{ height: '100%' }}>
        <Flex justify="space-between" align="center">
          <Typography.Text type="secondary">{props.label}</Typography.Text>
          <MeasureHint codes={props.measures} />
        </Flex>
        <div style={{ fontSize: 28, fontWeight: 600, lineHeight: 1.4 }}>{props.children}</div>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {props.below}
        </Typography.Text>
      </Card>
    </Col>
  );
}
