import { Card, Col, Flex, Pagination, Row, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Pieces } from '../../components/pieces';
import { mondayOf } from '../../components/week';
import { useVisits, type VisitRow } from './queries';
import { usePages } from './use-pages';

/** The visits of a week, newest first. */
export function VisitsTab({ week }: { week: string }) {
  const { t } = useTranslation();
  const { page, pageSize, pagination } = usePages();
  const monday = mondayOf(week);
  const visits = useVisits({
    from: monday.format('YYYY-MM-DD'),
    to: monday.add(6, 'day').format('YYYY-MM-DD'),
    page,
    pageSize,
  });
  if (!visits.data) return <PageState error={visits.error} onRetry={() => void visits.refetch()} />;
  if (visits.data.items.length === 0) return <Empty text={t('visits.page.emptyVisits')} />;
  return (
    <Flex vertical gap={4}>
      <Row gutter={[12, 12]}>
        {visits.data.items.map((visit) => (
          <Col key={visit.id} xs={24} lg={12}>
            <VisitBrief visit={visit} />
          </Col>
        ))}
      </Row>
      <Pagination {...pagination(visits.data.total)} align="end" style={{ marginTop: 12 }} />
    </Flex>
  );
}

/** A visit in a list: where, when, what was seen, and what it brought. */
export function VisitBrief({ visit }: { visit: VisitRow }) {
  const { t } = useTranslation();
  return (
    <Card size="small" style={{ height: '100%' }}>
      <Flex justify="space-between" gap={8} wrap className="wrap-anywhere">
        <Link to={`/visits/${visit.id}`}>{visit.projectName}</Link>
        <Typography.Text type="secondary">{dayjs(visit.visitedAt).format(t('visit.time'))}</Typography.Text>
      </Flex>
      <div className="wrap-anywhere">{visit.note}</div>
      <VisitCounts visit={visit} />
    </Card>
  );
}

/** What it brought: problems found and looked at again, photos. */
export function VisitCounts({ visit }: { visit: VisitRow }) {
  const { t } = useTranslation();
  return (
    <Pieces
      of={[
        visit.issueCount > 0 &&
          `${t('visits.page.issuesFound')} ${t('visits.page.count', { count: visit.issueCount })}`,
        visit.recheckCount > 0 && `${t('visit.rechecks')} ${t('visits.page.count', { count: visit.recheckCount })}`,
        visit.photoCount > 0 && t('visit.photosN', { count: visit.photoCount }),
      ]}
    />
  );
}
