import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, DatePicker, Space } from 'antd';
import type { Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';
import { usePeriodText } from '../../components/period';
import { useIsPhone } from '../../components/use-is-phone';
import { addWeeks, mondayOf, weekOf } from '../../components/week';

/** One week back, one on, or any; and back to this one. */
export function WeekPicker(props: { week: string; today: string; onChange: (week: string) => void }) {
  const { t } = useTranslation();
  const { week, today } = props;
  const now = weekOf(today);
  const phone = useIsPhone();
  const text = usePeriodText()(week);
  return (
    <Space wrap>
      <Space.Compact>
        <Button
          icon={<LeftOutlined />}
          aria-label={t('visits.page.previousWeek')}
          onClick={() => props.onChange(addWeeks(week, -1))}
        />
        <DatePicker
          picker="week"
          allowClear={false}
          inputReadOnly
          aria-label={t('visits.page.week')}
          style={{ width: phone ? 250 : 285 }}
          value={mondayOf(week)}
          // On a phone there is no room for the year.
          format={() => (phone ? text.replace(/^\d{4}年/, '') : text)}
          onChange={(day: Dayjs | null) => day && props.onChange(weekOf(day))}
        />
        <Button
          icon={<RightOutlined />}
          aria-label={t('visits.page.nextWeek')}
          disabled={week >= now}
          onClick={() => props.onChange(addWeeks(week, 1))}
        />
      </Space.Compact>
      {week !== now && <Button onClick={() => props.onChange(now)}>{t('visits.page.thisWeek')}</Button>}
    </Space>
  );
}
