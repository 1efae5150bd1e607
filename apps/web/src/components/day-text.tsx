import { Tag, Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useDistrict } from '../client/dictionary';

/** A day to come; with a mark where it was counted over a year whose holidays are not published yet. */
export function DayText({ day }: { day: string }) {
  const { calendarUntil } = useDistrict();
  if (Number(day.slice(0, 4)) <= calendarUntil) return day;
  return (
    <span style={{ display: 'inline-flex', flexWrap: 'wrap', gap: '0 6px', alignItems: 'center' }}>
      {day}
      <EstimatedMark />
    </span>
  );
}

/** 按周末推算, in words and with the reason. */
export function EstimatedMark() {
  const { t } = useTranslation();
  return (
    <Tooltip title={t('calendar.estimatedWhy')}>
      <Tag tabIndex={0} color="gold" style={{ marginInlineEnd: 0, fontSize: 12, lineHeight: '18px' }}>
        {t('calendar.estimated')}
      </Tag>
    </Tooltip>
  );
}
