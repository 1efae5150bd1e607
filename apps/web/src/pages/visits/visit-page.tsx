import { Alert, Button, Col, Flex, Row, Typography } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { ToneTag } from '../../components/tone-tag';
import { useIsPhone } from '../../components/use-is-phone';
import { type Visit, useVisit } from './queries';
import { VisitChange } from './visit-change';
import { VisitCorrection } from './visit-correction';
import { VisitFacts } from './visit-facts';
import { VisitFound, VisitRechecks, VisitVerifies } from './visit-issues';
import { VisitPhotos } from './visit-photos';
import { VisitVersions } from './visit-versions';

/** One visit: what was seen, what it changed, what was found and looked at again, and what rests on it. */
export default function VisitPage() {
  const { id = '' } = useParams();
  const visit = useVisit(id);
  if (!visit.data) return <PageState error={visit.error} onRetry={() => void visit.refetch()} />;
  return <Whole visit={visit.data} />;
}

function Whole({ visit }: { visit: Visit }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const [correcting, setCorrecting] = useState(false);
  const seen = (
    <Section key="seen" title={t('visit.seen')}>
      <div className="wrap-anywhere" style={{ whiteSpace: 'pre-wrap', fontSize: 16 }}>
        {visit.note}
      </div>
      {visit.before && (
        <div className="wrap-anywhere in-words" style={{ marginTop: 12 }}>
          <Typography.Text type="secondary">
            {t('visit.before')} <Link to={`/visits/${visit.before.visitId}`}>{visit.before.visitedOn}</Link>：
            {visit.before.note}
          </Typography.Text>
        </div>
      )}
    </Section>
  );
  const change = <VisitChange key="change" visit={visit} />;
  const photos = <VisitPhotos key="photos" photos={visit.photos} />;
  const found = <VisitFound key="found" visit={visit} />;
  const rechecks = <VisitRechecks key="rechecks" visit={visit} />;
  const facts = <VisitFacts key="facts" visit={visit} />;
  const verifies = visit.verifies.length > 0 && <VisitVerifies key="verifies" visit={visit} />;
  const versions = visit.versions.length > 0 && <VisitVersions key="versions" visit={visit} />;
  return (
    <Flex vertical gap={16}>
      <Head visit={visit} onCorrect={() => setCorrecting(true)} />
      {visit.monthClosed && <ClosedMonth day={visit.visitedOn} />}
      {phone ? (
        [facts, seen, change, photos, found, rechecks, verifies, versions]
      ) : (
        <Row gutter={[16, 16]}>
          <Col xs={24} lg={15}>
            <Flex vertical gap={16}>
              {[seen, change, photos, found, rechecks]}
            </Flex>
          </Col>
          <Col xs={24} lg={9}>
            <Flex vertical gap={16}>
              {[facts, verifies, versions]}
            </Flex>
          </Col>
        </Row>
      )}
      {correcting && <VisitCorrection visit={visit} onClose={() => setCorrecting(false)} />}
    </Flex>
  );
}

function Head({ visit, onCorrect }: { visit: Visit; onCorrect: () => void }) {
  const { t } = useTranslation();
  return (
    <Flex justify="space-between" align="start" wrap gap={12}>
      <div style={{ minWidth: 0 }} className="wrap-anywhere">
        <Typography.Title level={4} style={{ margin: 0 }}>
          <Link to={`/projects/${visit.projectId}`}>{visit.projectName}</Link>
        </Typography.Title>
        <Flex wrap gap="4px 12px" align="center">
          <Typography.Text type="secondary">{t('visit.title', { number: visit.number })}</Typography.Text>
          <Typography.Text type="secondary">{dayjs(visit.visitedAt).format(t('visit.time'))}</Typography.Text>
          {visit.versions.length > 0 && (
            <ToneTag tone="info">{t('visit.corrected', { count: visit.versions.length })}</ToneTag>
          )}
        </Flex>
      </div>
      {visit.allowedActions.includes('correct') && (
        <Button type="primary" ghost onClick={onCorrect}>
          {t('visit.correct')}
        </Button>
      )}
    </Flex>
  );
}

/** It came after the figures of its month were published. */
function ClosedMonth({ day }: { day: string }) {
  const { t } = useTranslation();
  const month = day.slice(0, 7);
  return (
    <Alert
      type="warning"
      showIcon
      title={t('visit.monthClosed', { month: dayjs(`${month}-01`).format(t('months.monthFormat')) })}
      action={<Link to={`/months/${month}`}>{t('visit.toMonth')}</Link>}
    />
  );
}
