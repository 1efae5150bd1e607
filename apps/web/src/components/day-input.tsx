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
