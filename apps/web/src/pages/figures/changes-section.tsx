import { Flex, Typography } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Section } from '../../components/section';
import { useChangeWords } from '../projects/project-changes';
import type { FigureChange, OpenedFigure } from './queries';

/** What was written about the projects of the figure after it was published. */
export function ChangesSection({ opened }: { opened: OpenedFigure }) {
  const { t } = useTranslation();
  const { publication, changes, changeTotal, lateVisits, lateVisitTotal } = opened;
  if (!publication) return null;
  return (
    <Section title={t('figures.now.changes', { count: changeTotal })}>
      {changes.length === 0 ? (
        <Typography.Text type="secondary">{t('figures.now.none')}</Typography.Text>
      ) : (
        <Flex vertical gap={12}>
          {changes.length < changeTotal && (
            <Typography.Text type="secondary">{t('figures.now.first', { count: changes.length })}</Typography.Text>
          )}
          <ChangeList changes={changes} named />
        </Flex>
      )}
      {lateVisitTotal > 0 && (
        <Flex vertical gap={8} style={{ marginTop: 16 }}>
          <Typography.Text strong>{t('figures.now.lateVisits', { count: lateVisitTotal })}</Typography.Text>
          {lateVisits.map(({ id, projectName, officerName, visitedOn, receivedAt }) => (
            <div key={id} className="wrap-anywhere">
              <Link to={`/visits/${id}`}>{`${projectName} ${visitedOn}`}</Link>{' '}
              <Typography.Text type="secondary">
                {t('figures.now.received', { name: officerName, at: dayjs(receivedAt).format(t('visit.time')) })}
              </Typography.Text>
            </div>
          ))}
        </Flex>
      )}
    </Section>
  );
}

/** Changes in words: who, when, of which project, from what to what, why. */
export function ChangeList({ changes, named = false }: { changes: FigureChange[]; named?: boolean }) {
  const { t } = useTranslation();
  const words = useChangeWords();
  return (
    <>
      {changes.map((change) => (
        <div key={change.id} className="wrap-anywhere">
          <Typography.Text type="secondary">
            {dayjs(change.at).format(t('visit.time'))} {change.actorName}
          </Typography.Text>
          <div>
            {named && (
              <>
                <Link to={`/projects/${change.projectId}`}>{change.projectName}</Link>{' '}
              </>
            )}
            {words(change)}
          </div>
          {change.reason && <div>{t('figures.now.reason', { reason: change.reason })}</div>}
        </div>
      ))}
    </>
  );
}
