import { Flex, Typography } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMe } from '../../client/session';
import type { DutyCellData } from '../../components/duty-cell';
import { DutyLegend } from '../../components/duty-mark';
import { DutyStrip } from '../../components/duty-strip';
import { Empty } from '../../components/empty';
import { PageState } from '../../components/page-state';
import { Section } from '../../components/section';
import { ExcuseDialog } from '../visits/excuse-dialog';
import { useProjectDuties } from '../visits/matrix-queries';
import type { Project } from './queries';

/** The weeks of a year, or the last 53: what was asked for, what was met, what was found. */
export function ProjectWeeks({ project, year }: { project: Project; year?: number }) {
  const { t } = useTranslation();
  const me = useMe();
  const duties = useProjectDuties(project.id, year);
  const [excusing, setExcusing] = useState<DutyCellData>();
  if (!duties.data) return <PageState error={duties.error} onRetry={() => void duties.refetch()} />;
  const { weeks, due, done, coverage } = duties.data;
  // Weeks before the first thing that happened say nothing.
  const first = weeks.findIndex(({ state, visitIds }) => state !== null || visitIds.length > 0);
  return (
    <Section
      title={year === undefined ? t('projects.weeks.title') : t('projects.weeks.titleOf', { year })}
      extra={
        due > 0 && (
          <Typography.Text type="secondary">
            {t('projects.weeks.figures', {
              due,
              done,
              coverage: coverage === null ? t('months.none') : t('months.percent', { value: coverage }),
            })}
          </Typography.Text>
        )
      }
    >
      {first === -1 ? (
        <Empty text={t('projects.weeks.none')} />
      ) : (
        <Flex vertical gap={16}>
          <DutyStrip
            cells={weeks.slice(first)}
            onDecide={me.permissions.includes('duty.excuse') ? setExcusing : undefined}
          />
          <DutyLegend />
        </Flex>
      )}
      {excusing?.period && excusing.state && (
        <ExcuseDialog
          projectId={project.id}
          projectName={project.name}
          period={excusing.period}
          state={excusing.state}
          reason={excusing.excuseReason}
          onClose={() => setExcusing(undefined)}
        />
      )}
    </Section>
  );
}
