import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';
import { DutyCell, type DutyCellData } from './duty-cell';
import { mondayOf, monthOfWeek } from './week';

/** Weeks of one project side by side, month by month. */
export function DutyStrip(props: { cells: DutyCellData[]; onDecide?: (cell: DutyCellData) => void }) {
  const { t } = useTranslation();
  const months: [month: string, cells: DutyCellData[]][] = [];
  for (const cell of props.cells) {
    const month = monthOfWeek(cell.week);
    const last = months.at(-1);
    if (last?.[0] === month) last[1].push(cell);
    else months.push([month, [cell]]);
  }
  const name = ({ week }: DutyCellData): string => {
    const monday = mondayOf(week);
    const format = t('visits.period.day');
    return t('visits.period.week', {
      year: week.slice(0, 4),
      week: Number(week.slice(6)),
      from: monday.format(format),
      to: monday.add(6, 'day').format(format),
    });
  };
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
                name={name(cell)}
                onDecide={props.onDecide && (() => props.onDecide?.(cell))}
              />
            ))}
          </div>
        </div>
      ))}
    </div>
  );
}
