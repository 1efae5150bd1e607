import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button, DatePicker, Space } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

interface MonthStepperProps {
  /** `YYYY-MM` */
  month: string;
  /** Of the district; no month after its own can be chosen. */
  today: string;
  onMonth: (month: string) => void;
}

/** The month that a page shows: one back, one on, or any that has begun. */
export function MonthStepper({ month, today, onMonth }: MonthStepperProps) {
  const { t } = useTranslation();
  const running = today.slice(0, 7);
  const shown = dayjs(`${month}-01`);
  const go = (to: dayjs.Dayjs) => onMonth(to.format('YYYY-MM'));
  return (
    <Space.Compact>
      <Button
        icon={<LeftOutlined />}
        aria-label={t('months.previous')}
        onClick={() => go(shown.subtract(1, 'month'))}
      />
      <DatePicker
        picker="month"
        allowClear={false}
        inputReadOnly
        aria-label={t('months.month')}
        value={shown}
        format={t('months.monthFormat')}
        disabledDate={(day) => day.format('YYYY-MM') > running}
        onChange={(day: dayjs.Dayjs | null) => day && go(day)}
      />
      <Button
        icon={<RightOutlined />}
        aria-label={t('months.next')}
        disabled={month >= running}
        onClick={() => go(shown.add(1, 'month'))}
      />
    </Space.Compact>
  );
}
