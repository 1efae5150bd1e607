import { Card, Col, Flex, Row, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageState } from '../../components/page-state';
import { useCoverage } from './queries';

/** Coverage of the month the week counts for: in total, by list and by unit. */
export function CoverageCard({ month }: { month: string }) {
  const { t } = useTranslation();
  const coverage = useCoverage(month, true);
  if (!coverage.data) return <PageState error={coverage.error} onRetry={() => void coverage.refetch()} />;
  const { data } = coverage;
  return (
    <Card
      size="small"
      title={t('visits.page.coverageOf', { month: dayjs(`${month}-01`).format(t('months.monthFormat')) })}
      extra={<Link to={`/months/${month}?rows=visits&met=false`}>{t('months.visits.missed')}</Link>}
    >
      <Row gutter={[24, 12]}>
        <Col xs={24} md={6}>
          <div style={{ fontSize: 28, fontWeight: 600 }}>
            {data.coverage === null ? t('months.none') : t('months.percent', { value: data.coverage })}
          </div>
          <Typography.Text type="secondary">
            {t('months.top.coverageSub', { due: data.due, done: data.done })}
          </Typography.Text>
          <Typography.Text type="secondary" style={{ display: 'block', fontSize: 12 }}>
            {t('visits.page.coverageHint')}
          </Typography.Text>
        </Col>
        <Col xs={24} md={9}>
          <Lines
            title={t('visits.page.byList')}
            lines={data.lists.map((list) => ({ ...list, key: list.listId, to: `listId=${list.listId}` }))}
            month={month}
          />
        </Col>
        <Col xs={24} md={9}>
          <Lines
            title={t('visits.page.byUnit')}
            lines={data.units.map((unit) => ({
              ...unit,
              key: unit.unitId ?? 'none',
              to: unit.unitId === null ? undefined : `unitId=${unit.unitId}`,
            }))}
            month={month}
          />
        </Col>
      </Row>
    </Card>
  );
}

interface Line {
  key: string;
  name: string;
  due: number;
  done: number;
  coverage: string | null;
  to?: string;
}

function Lines({ title, lines, month }: { title: string; lines: Line[]; month: string }) {
  const { t } = useTranslation();
  return (
    <>
      <Typography.Text strong>{title}</Typography.Text>
      <div role="group" aria-label={title}>
        {lines.map(({ key, name, due, done, coverage, to }) => (
          <Flex key={key} justify="space-between" gap={8} style={{ padding: '2px 0' }}>
            <span>{name}</span>
            <span style={{ whiteSpace: 'nowrap' }}>
              {done}/{due}{' '}
              {to === undefined ? (
                (coverage ?? t('months.none'))
              ) : (
                <Link to={`/months/${month}?rows=visits&${to}`}>
                  {coverage === null ? t('months.none') : t('months.percent', { value: coverage })}
                </Link>
              )}
            </span>
          </Flex>
        ))}
      </div>
    </>
  );
}
