import { useTranslation } from 'react-i18next';
import { LightTag } from '../../components/light-tag';
import type { IssueRow } from './queries';

/** The light with the working days left, or its own word where no clock runs. */
export function DaysLeft({ issue }: { issue: Pick<IssueRow, 'light' | 'daysLeft'> }) {
  const { t } = useTranslation();
  const { light, daysLeft } = issue;
  if (daysLeft === null || light === 'none') return <LightTag light={light} />;
  if (light === 'red') {
    return (
      <LightTag
        light={light}
        text={daysLeft === 0 ? t('issues.days.lateNow') : t('issues.days.late', { count: -daysLeft })}
      />
    );
  }
  return (
    <LightTag
      light={light}
      text={daysLeft === 0 ? t('issues.days.today') : t('issues.days.left', { count: daysLeft })}
    />
  );
}
