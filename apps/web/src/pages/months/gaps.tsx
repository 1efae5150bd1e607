import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';
import { useConfirmations } from './closing-queries';

/** So many units are named; the section on the page names all. */
const NAMED = 6;

/** What is missing before the month is closed: units that have not confirmed, projects without entry or plan. */
export function Gaps({ month }: { month: string }) {
  const { t } = useTranslation();
  const confirmations = useConfirmations(month);
  const { data } = confirmations;
  if (!data) return null;
  const named = (names: string[]): string =>
    names.length > NAMED ? t('closing.gaps.more', { names: names.slice(0, NAMED).join('、') }) : names.join('、');
  const waiting = data.items.filter(({ confirmedAt }) => confirmedAt === null).map(({ unitName }) => unitName);
  const changed = data.items.filter((row) => row.changed > 0).map(({ unitName }) => unitName);
  const lines = [
    waiting.length > 0 && t('closing.gaps.units', { count: data.due - data.reported, names: named(waiting) }),
    changed.length > 0 && t('closing.gaps.changed', { count: changed.length, names: named(changed) }),
    data.withoutEntry > 0 && t('closing.gaps.entries', { count: data.withoutEntry }),
    data.withoutPlan > 0 && t('closing.gaps.plans', { count: data.withoutPlan }),
  ].filter((line) => line !== false);
  if (lines.length === 0) return <Alert type="success" showIcon title={t('closing.gaps.none')} />;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('closing.gaps.title')}
      description={
        <>
          {lines.map((line) => (
            <div key={line}>{line}</div>
          ))}
          <div>{t('closing.gaps.anyway')}</div>
        </>
      }
    />
  );
}
