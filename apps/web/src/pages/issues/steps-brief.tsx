import { Flex, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import { LightTag } from '../../components/light-tag';
import type { IssueRow } from './queries';

/** How far an item of a task list is, in a line under its title; nothing for others. */
export function StepsBrief({ of: { steps } }: { of: IssueRow }) {
  const { t } = useTranslation();
  if (!steps || steps.total === 0) return null;
  return (
    <Flex wrap gap="0 12px" style={{ fontSize: 13 }}>
      <Typography.Text type="secondary">
        {t('ledgers.steps.progress', { done: steps.done, total: steps.total })}
        {steps.nextPlannedOn && `，${t('ledgers.steps.next', { day: steps.nextPlannedOn })}`}
      </Typography.Text>
      {steps.late > 0 && <LightTag light="red" text={t('ledgers.steps.late', { count: steps.late })} />}
    </Flex>
  );
}
