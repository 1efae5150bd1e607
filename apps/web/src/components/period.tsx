import { useTranslation } from 'react-i18next';
import { isWeek, mondayOf } from './week';
import dayjs from 'dayjs';

/** `2024-W42` or `2024-10` as people say it: the 42nd week with its days, or the month. */
export function usePeriodText(): (period: string) => string {
  const { t } = useTranslation();
  return (period) => {
    if (!isWeek(period)) return dayjs(`${period}-01`).format(t('visits.period.month'));
    const monday = mondayOf(period);
    const format = t('visits.period.day');
    return t('visits.period.week', {
      year: period.slice(0, 4),
      week: Number(period.slice(6)),
      from: monday.format(format),
      to: monday.add(6, 'day').format(format),
    });
  };
}

export function Period({ period }: { period: string }) {
  const text = usePeriodText();
  return <>{text(period)}</>;
}
