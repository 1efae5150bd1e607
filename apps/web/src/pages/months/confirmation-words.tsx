import { useTranslation } from 'react-i18next';
import { ToneTag } from '../../components/tone-tag';
import type { Confirmation } from './closing-queries';

/** 2024-10-12T09:30:00+08:00 → 10-12 09:30. */
export const shortTime = (at: string): string => at.slice(5, 16).replace('T', ' ');

/** Whether a unit has confirmed, and in time. */
export function ConfirmationTag({ row, dueOn, today }: { row: Confirmation; dueOn: string; today: string }) {
  const { t } = useTranslation();
  if (row.onTime === null) {
    const late = today > dueOn;
    return (
      <ToneTag tone={late ? 'bad' : 'warn'}>{t(late ? 'closing.confirm.overdue' : 'closing.confirm.waiting')}</ToneTag>
    );
  }
  return (
    <ToneTag tone={row.onTime ? 'good' : 'warn'}>
      {t(row.onTime ? 'closing.confirm.inTime' : 'closing.confirm.late')}
    </ToneTag>
  );
}
