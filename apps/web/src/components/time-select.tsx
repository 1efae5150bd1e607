import { Select } from 'antd';

const STEP_MINUTES = 15;
const two = (number: number): string => String(number).padStart(2, '0');
const TIMES = Array.from({ length: (24 * 60) / STEP_MINUTES }, (_, index) => {
  const minutes = index * STEP_MINUTES;
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
});
const MIDNIGHT = '24:00';

interface TimeSelectProps {
  /** `HH:mm` */
  value?: string;
  onChange?: (time: string) => void;
  /** The end of a span may be the end of the day. */
  toMidnight?: boolean;
  id?: string;
  'aria-label'?: string;
}

/** A time of day by quarters of an hour; one that was set otherwise can be kept. */
export function TimeSelect({ toMidnight, value, ...props }: TimeSelectProps) {
  const known = toMidnight ? [...TIMES, MIDNIGHT] : TIMES;
  const times = value === undefined || known.includes(value) ? known : [...known, value].sort();
  return (
    <Select
      {...props}
      showSearch
      style={{ width: 96 }}
      value={value}
      options={times.map((time) => ({ value: time, label: time }))}
    />
  );
}
