import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { isWeek, mondayOf } from './week';

const FORTNIGHT = /^(\d{4}-W\d{2})\/W(\d{2})$/;
const QUARTER = /^(\d{4})-Q([1-4])$/;

/** `2024-W42`, `2024-W41/W42`, `2024-10` or `2024-Q4` as people say it: weeks with their days, the month, the quarter. */
export function usePeriodText(): (period: string) => string {
  const { t } = useTranslation();
  return (period) => {
    const [, first, second] = FORTNIGHT.exec(period) ?? [];
    const week = first ?? period;
    if (isWeek(week)) {
      const monday = mondayOf(week);
      const format = t('visits.period.day');
      const words = {
        year: week.slice(0, 4),
        week: Number(week.slice(6)),
        from: monday.format(format),
        to: monday.add(second === undefined ? 6 : 13, 'day').format(format),
      };
      return second === undefined
        ? t('visits.period.week', words)
        : t('duties.fortnight', { ...words, second: Number(second) });
    }
    const [, year, quarter] = QUARTER.exec(period) ?? [];
    if (quarter !== undefined) return t('duties.quarter', { year, quarter });
    return dayjs(`${period}-01`).format(t('visits.period.month'));
  };
}

export function Period({ period }: { period: string }) {
  const text = usePeriodText();
  return <>{text(period)}</>;
}
