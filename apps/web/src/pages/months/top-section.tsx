import { Card, Col, Flex, Row, Typography } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useAmountText } from '../../components/amount';
import { FigureLink, MeasureHint, Pace, Percent } from './figure';
import type { Rollup } from './queries';
import type { RowsTarget } from './rows-address';

/** The five numbers that are asked for first. */
export function TopSection({ rollup }: { rollup: Rollup }) {
  const { t } = useTranslation();
  const amount = useAmountText();
  const { total, issues, visits } = rollup;
  return (
    <Row gutter={[12, 12]}>
      <Tile
        wide
        label={t('months.top.completion')}
        measures={['lists.completionRate', 'total']}
        below={
          <>
            <Words>{t('months.top.completed', { amount: amount(total.numerator) })}</Words>{' '}
            <Words>{t('months.top.plan', { amount: amount(total.denominator) })}</Words>
            <br />
            <Pace gap={total.gap} />
          </>
        }
      >
        <Percent value={total.completionRate} />
      </Tile>
      <Tile
        label={t('months.top.closure')}
        measures={['issues.closureRate']}
        to={{ kind: 'issues', which: 'settled' }}
        below={
          <>
            <Words>{t('months.top.registered', { count: issues.denominator })}</Words>{' '}
            <Words>{t('months.top.settled', { count: issues.numerator })}</Words>
          </>
        }
      >
        <Percent value={issues.closureRate} />
      </Tile>
      <Tile
        label={t('months.top.coverage')}
        measures={['visits.coverage']}
        to={{ kind: 'visits', state: 'missed' }}
        below={
          <>
            <Words>{t('months.top.due', { count: visits.due })}</Words>{' '}
            <Words>{t('months.top.done', { count: visits.done })}</Words>
          </>
        }
      >
        <Percent value={visits.coverage} />
      </Tile>
      <Tile
        label={t('months.top.overdue')}
        measures={['issues.overdue', 'issues.open']}
        to={{ kind: 'issues', which: 'overdue' }}
        below={
          <FigureLink to={{ kind: 'issues', which: 'open' }} label={t('months.issues.open')}>
            {t('months.top.overdueSub', { open: issues.open })}
          </FigureLink>
        }
      >
        {issues.overdue}
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
        <FigureLink to={{ kind: 'issues', which: 'registered' }} label={t('months.issues.registered')}>
          {issues.registered}
        </FigureLink>
        {' / '}
        <FigureLink to={{ kind: 'issues', which: 'closed' }} label={t('months.issues.closed')}>
          {issues.closed}
        </FigureLink>
      </Tile>
    </Row>
  );
}

/** Words that stay on one line. */
const Words = ({ children }: { children: ReactNode }) => <span style={{ whiteSpace: 'nowrap' }}>{children}</span>;

function Tile(props: {
  wide?: boolean;
  label: string;
  measures: string[];
  to?: RowsTarget;
  below: ReactNode;
  children: ReactNode;
}) {
  return (
    <Col xs={props.wide ? 24 : 12} md={8} xl={{ flex: '1 1 0' }}>
      <Card size="small" style={{ height: '100%' }}>
        <Flex justify="space-between" align="center">
          <Typography.Text type="secondary">{props.label}</Typography.Text>
          <MeasureHint codes={props.measures} />
        </Flex>
        <div style={{ fontSize: 28, fontWeight: 600, lineHeight: 1.4 }}>
          <FigureLink to={props.to} label={props.label}>
            {props.children}
          </FigureLink>
        </div>
        <Typography.Text type="secondary" style={{ fontSize: 13 }}>
          {props.below}
        </Typography.Text>
      </Card>
    </Col>
  );
}
