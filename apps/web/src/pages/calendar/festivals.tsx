import { Descriptions } from 'antd';
import { useTranslation } from 'react-i18next';
import { useIsPhone } from '../../components/use-is-phone';
import { festivalsOf } from './days';
import type { CalendarDay } from './queries';

/** The festivals of a year in words: off from–to, worked on. */
export function Festivals({ days }: { days: CalendarDay[] }) {
  const { t } = useTranslation();
  const phone = useIsPhone();
  const word = (day: string) => t('calendar.day', { month: Number(day.slice(5, 7)), day: Number(day.slice(8)) });
  const sentence = ({ off, worked }: ReturnType<typeof festivalsOf>[number]) =>
    [
      ...off.map(({ from, to, count }) =>
        t('calendar.rangeCount', {
          range: from === to ? word(from) : t('calendar.range', { from: word(from), to: word(to) }),
          count,
        }),
      ),
      ...(worked.length > 0 ? [t('calendar.worked', { days: worked.map(word).join(t('calendar.separator')) })] : []),
    ].join('；');
  return (
    <Descriptions
      size="small"
      column={phone ? 1 : 2}
      items={festivalsOf(days).map((festival) => ({
        key: festival.name,
        label: festival.name,
        children: sentence(festival),
      }))}
    />
  );
}
