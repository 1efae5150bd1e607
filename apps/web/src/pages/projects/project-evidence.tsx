import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Empty } from '../../components/empty';
import { LightTag, StateTag } from '../../components/light-tag';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { useVisits } from '../visits/queries';
import { VisitCounts } from '../visits/visits-tab';
import { useProjectIssues } from './queries';

const line = { borderBottom: '1px solid #f0f0f0', paddingBottom: 10 } as const;

/** What holds the project up: its issues, newest first. */
export function ProjectIssues({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  const issues = useProjectIssues(projectId);
  if (!issues.data) return <PageState error={issues.error} onRetry={() => void issues.refetch()} />;
  const { items, total } = issues.data;
  return (
    <Section
      title={t('projects.one.issues')}
      extra={
        total > items.length && (
          <Link to={`/issues?projectId=${projectId}`}>{t('projects.one.more', { count: total })}</Link>
        )
      }
    >
      {items.length === 0 ? (
        <Empty text={t('projects.one.noIssues')} />
      ) : (
        <Flex vertical gap={10}>
          {items.map((issue) => (
            <div key={issue.id} style={line}>
              <Link to={`/issues/${issue.id}`}>{issue.title}</Link>
              <Flex wrap gap={10} align="center">
                <Typography.Text type="secondary">{issue.number}</Typography.Text>
                <StateTag state={issue.state} />
                {issue.light !== 'none' && <LightTag light={issue.light} text={issue.lightReason} />}
                <Typography.Text type="secondary">
                  {[issue.categoryName, issue.leadUnitName, issue.dueOn && `${t('projects.one.dueOn')} ${issue.dueOn}`]
                    .filter(Boolean)
                    .join(' · ')}
                </Typography.Text>
              </Flex>
            </div>
          ))}
        </Flex>
      )}
    </Section>
  );
}

/** The visits behind it, newest first. */
export function ProjectVisits({ projectId }: { projectId: string }) {
  const { t } = useTranslation();
  const visits = useVisits({ projectId, pageSize: 10 });
  if (!visits.data) return <PageState error={visits.error} onRetry={() => void visits.refetch()} />;
  return (
    <Section title={t('projects.one.visits')}>
      {visits.data.items.length === 0 ? (
        <Empty text={t('projects.one.noVisits')} />
      ) : (
        <Flex vertical gap={10}>
          {visits.data.items.map((visit) => (
            <div key={visit.id} style={line} className="wrap-anywhere">
              <Flex wrap gap={10}>
                <Link to={`/visits/${visit.id}`}>{visit.visitedAt.slice(0, 16).replace('T', ' ')}</Link>
                <Typography.Text type="secondary">{visit.officerName}</Typography.Text>
              </Flex>
              <div>{visit.note}</div>
              <VisitCounts visit={visit} />
            </div>
          ))}
        </Flex>
      )}
    </Section>
  );
}
