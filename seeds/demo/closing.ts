import { FigureReader, QuantityReader } from '@app/figure';
import type { Principal, Role } from '@app/org';
import {
  addMonths,
  type CalendarService,
  type Day,
  FixedClock,
  instantAt,
  lastDay,
  type Month,
  type Tx,
  type WorkingCalendar,
} from '@app/platform';
import { type Basis, ClosedMonths, ProjectService } from '@app/project';
import { ConfirmationService, RollupMonth, RollupService } from '@app/rollup';

/** The months whose figures the zone published. */
const PUBLISHED: Month[] = ['2024-08', '2024-09', '2024-10'];
const ALL = { page: 1, pageSize: 200 };

/** Moves along through the days after a month, as its people do. */
class Desk {
  readonly clock = new FixedClock(new Date(0));
  private readonly figures = new FigureReader(new QuantityReader(this.clock));
  readonly months = new RollupService(this.clock, this.figures, new RollupMonth(this.figures, this.clock));
  readonly confirmations: ConfirmationService;
  readonly projects = new ProjectService(this.clock, new ClosedMonths(this.clock));

  constructor(
    private readonly calendar: WorkingCalendar,
    private readonly today: Day,
  ) {
    const calendars = { current: () => Promise.resolve(calendar) };
    this.confirmations = new ConfirmationService(this.clock, calendars as CalendarService);
  }

  /** Puts the clock on a working day after the month; false where that has not come yet. */
  at(month: Month, workingDay: number, time: string): boolean {
    const { day } = this.calendar.addWorkingDays(lastDay(month), workingDay);
    this.clock.set(instantAt(day, time));
    return day < this.today;
  }
}

/**
 * Units confirm, the supervisor closes, and one month is restated: what was reported late goes in with its reason. Comes
 * last of all: what is closed is written no more.
 */
export async function seedClosing(tx: Tx, today: Day, calendar: WorkingCalendar, supervisor: Principal): Promise<void> {
  const desk = new Desk(calendar, today);
  const running = today.slice(0, 7);
  const [last, before] = [addMonths(running, -1), addMonths(running, -2)];
  const closed = [...new Set([...PUBLISHED, addMonths(running, -3), before])];
  const people = await peopleOf(tx);
  const late = await tooLittle(tx, before);
  for (const month of [...closed, last]) await confirmAll(tx, desk, month, people, supervisor);
  for (const month of closed) {
    if (desk.at(month, 8, '16:00')) await desk.months.close(tx, supervisor, month);
  }
  if (!late || !desk.at(before, 12, '10:30')) return;
  const { projectId, completed, basis, physicalProgress } = late;
  const correctionReason = '企业漏报设备到货，核对发票后补报';
  await desk.projects.putProgress(
    tx,
    supervisor,
    { id: projectId, month: before },
    { completed, basis, physicalProgress, correctionReason },
  );
  await desk.months.restate(tx, supervisor, before, '一个项目漏报设备到货 1200 万元，经核对发票后更正');
}

type People = Map<string, Principal>;

/** Who confirms for each unit: its head, or else a handler. */
async function peopleOf(tx: Tx): Promise<People> {
  const rows: { id: string; username: string; name: string; unitId: string; unitName: string; roles: Role[] }[] =
    await tx.query(
      `select distinct on (p.unit_id) p.id, p.username, p.name, p.unit_id as "unitId", u.name as "unitName", p.roles
         from person p join unit u on u.id = p.unit_id
        where p.active and p.roles && array['head', 'handler'] order by p.unit_id, 'head' = any (p.roles) desc, p.username`,
    );
  return new Map(rows.map((row) => [row.unitId, { ...row, standsInFor: [], sessionId: '' }]));
}

/** Most on one of the first five working days, every sixth unit late, one by a letter to the bureau. */
async function confirmAll(tx: Tx, desk: Desk, month: Month, people: People, supervisor: Principal): Promise<void> {
  desk.at(month, 1, '08:30');
  const { items } = await desk.confirmations.list(tx, supervisor, month, ALL);
  for (const [place, { unitId }] of items.entries()) {
    const day = place % 6 === 4 ? 7 : 1 + ((place * 3) % 5);
    if (!desk.at(month, day, place % 2 === 0 ? '09:40' : '15:20')) continue;
    const person = people.get(unitId);
    await desk.confirmations.confirm(
      tx,
      person ?? supervisor,
      month,
      person ? {} : { unitId, reason: '单位来函确认，系统账号办理中' },
    );
  }
}

/** An entry of the month loses 1200 万元 before the month is confirmed: what the restatement will add. */
async function tooLittle(
  tx: Tx,
  month: Month,
): Promise<{ projectId: string; completed: string; basis: Basis; physicalProgress: string } | undefined> {
  const [entry]: { projectId: string; completed: string; basis: Basis; physicalProgress: string }[] = await tx.query(
    `select e.project_id as "projectId", trim_scale(e.completed)::text as completed, e.basis,
            e.physical_progress as "physicalProgress"
       from progress_entry e join list_member m on m.project_id = e.project_id
        and m.from_month <= $1 and (m.to_month is null or m.to_month >= $1)
       join project_list l on l.id = m.list_id and l.year = left($1, 4)::int and l.kind = 'city-key'
      where e.month = $1 and e.completed > 1200 order by e.completed desc, e.project_id limit 1`,
    [month],
  );
  if (!entry) return undefined;
  await tx.query('update progress_entry set completed = completed - 1200 where project_id = $1 and month = $2', [
    entry.projectId,
    month,
  ]);
  return entry;
}
