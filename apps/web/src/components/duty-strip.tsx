import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { DutyCell, type DutyCellData } from './duty-cell';
import { usePeriodText } from './period';
import { monthOfWeek } from './week';

interface StripProps {
  cells: DutyCellData[];
  onDecide?: (cell: DutyCellData) => void;
}

/** A few weeks side by side, each under its number. */
export function DutyWeeks({ cells, onDecide }: StripProps) {
  const name = usePeriodText();
  return (
    <div className="duty-weeks">
      {cells.map((cell) => (
        <div key={cell.week}>
          <div className="week" aria-hidden>
            {Number(cell.week.slice(6))}
          </div>
          <DutyCell cell={cell} name={name(cell.week)} onDecide={onDecide && (() => onDecide(cell))} />
        </div>
      ))}
    </div>
  );
}

/** Weeks of one project side by side, month by month. */
export function DutyStrip({ cells: all, onDecide }: StripProps) {
  const { t } = useTranslation();
  const name = usePeriodText();
  const months: [month: string, cells: DutyCellData[]][] = [];
  for (const cell of all) {
    const month = monthOfWeek(cell.week);
    const last = months.at(-1);
    if (last?.[0] === month) last[1].push(cell);
    else months.push([month, [cell]]);
  }
  return (
    <div className="duty-strip">
      {months.map(([month, cells]) => (
        <div key={month}>
          <div className="month">{dayjs(`${month}-01`).format(t('months.monthFormat'))}</div>
          <div className="cells">
            {cells.map((cell) => (
              <DutyCell
                key={cell.week}
                cell={cell}
                name={name(cell.week)}
                onDecide={onDecide && (() => onDecide(cell))}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
