import { Flex } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../../client/dictionary';
import { EstimatedMark } from '../../components/day-text';
import { LightTag } from '../../components/light-tag';
import { JudgementMark } from './lights';
import type { IssueRow } from './queries';

type Shown = Pick<IssueRow, 'state' | 'dueOn' | 'light' | 'daysLeft'>;

/**
 * The light with the working days left, or its own word where no clock runs; beside it whether they rest on a guess, and
 * somebody's own judgement.
 */
export function DaysLeft({ issue }: { issue: Shown & Pick<IssueRow, 'judgement' | 'dueEstimated'> }) {
  const { judgement, dueEstimated, daysLeft } = issue;
  const guessed = dueEstimated && daysLeft !== null && daysLeft > 0;
  if (!judgement && !guessed) return <Computed issue={issue} />;
  return (
    <Flex wrap gap="2px 12px" align="center">
      <Computed issue={issue} />
      {guessed && <EstimatedMark />}
      {judgement && <JudgementMark judgement={judgement} />}
    </Flex>
  );
}

function Computed({ issue: { state, dueOn, light, daysLeft } }: { issue: Shown }) {
  const { t } = useTranslation();
  const { today } = useDistrict();
  if (daysLeft === null || light === 'none') return <LightTag light={light} />;
  const late = light === 'red';
  // The deadline is still to come: what is late is the signing.
  const what = state === 'assigned' && dueOn !== null && dueOn >= today ? 'unsigned' : 'late';
  const text = late
    ? daysLeft === 0
      ? t(`issues.days.${what}Now`)
      : t(`issues.days.${what}`, { count: -daysLeft })
    : daysLeft === 0
      ? t('issues.days.today')
      : t('issues.days.left', { count: daysLeft });
  return <LightTag light={light} text={text} />;
}
