import { DatePicker } from 'antd';
import dayjs, { type Dayjs } from 'dayjs';
import { useTranslation } from 'react-i18next';

interface DayInputProps {
  id?: string;
  /** `YYYY-MM-DD`, or `YYYY-MM` for a month. */
  value?: string | null;
  onChange?: (value: string | null) => void;
  /** The first one that may be chosen. */
  first?: string;
  /** The last one that may be chosen. */
  last?: string;
  allowClear?: boolean;
  disabled?: boolean;
  'aria-label'?: string;
  placeholder?: string;
}

/** A day as the API writes it. */
export function DayInput({ id, value, onChange, first, last, allowClear, disabled, ...aria }: DayInputProps) {
  return (
    <DatePicker
      {...aria}
      id={id}
      style={{ width: '100%' }}
      allowClear={allowClear}
      disabled={disabled}
      value={value ? dayjs(value) : null}
      disabledDate={(day) => {
        const text = day.format('YYYY-MM-DD');
        return (first !== undefined && text < first) || (last !== undefined && text > last);
      }}
      onChange={(day: Dayjs | null) => onChange?.(day?.format('YYYY-MM-DD') ?? null)}
    />
  );
}

/** A month as the API writes it. */
export function MonthInput({ id, value, onChange, last, allowClear = false, ...aria }: DayInputProps) {
  const { t } = useTranslation();
  return (
    <DatePicker
      {...aria}
      id={id}
      picker="month"
      style={{ width: '100%' }}
      format={t('months.monthFormat')}
      allowClear={allowClear}
      value={value ? dayjs(`${value}-01`) : null}
      disabledDate={(day) => last !== undefined && day.format('YYYY-MM') > last}
      onChange={(day: Dayjs | null) => onChange?.(day?.format('YYYY-MM') ?? null)}
    />
  );
}

/** An instant as the API writes it: date and time in Shanghai, in whatever zone the browser is. */
export function TimeInput({ id, value, onChange }: DayInputProps) {
  return (
    <DatePicker
      id={id}
      style={{ width: '100%' }}
      showTime={{ format: 'HH:mm' }}
      format="YYYY-MM-DD HH:mm"
      showNow={false}
      allowClear={false}
      value={value ? dayjs(value.slice(0, 16)) : null}
      onChange={(at: Dayjs | null) => onChange?.(at ? shanghaiTime(at) : null)}
    />
  );
}

/** Six o'clock in the evening in Shanghai, as many days after a day. */
export const eveningAfter = (day: string, days: number): string => shanghaiTime(dayjs(`${day}T18:00`).add(days, 'day'));

const shanghaiTime = (clock: Dayjs): string => `${clock.format('YYYY-MM-DDTHH:mm')}:00+08:00`;
