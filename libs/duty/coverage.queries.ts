import { addDays, type Day, type Month, Parameters, rate, type Tx, type Week, weekStart } from '@app/platform';
import { listOrder } from '@app/project';
import type { Coverage, CoverageView } from './duty.dto';
import { listedFor } from './duty.queries';
import { dutySql } from './state.queries';

/** Of which stretch of time: a duty counts for the week in which it ends, for its month, and for the year of that. */
export type CoverageTime = { week: Week } | { month: Month } | { year: number };

interface Counts {
  due: number;
  met: number;
  late: number;
  missed: number;
  excused: number;
}
interface Group extends Counts {
  kind: 'total' | 'list' | 'unit';
  id: string | null;
  name: string;
}

const SUMS = ['due', 'met', 'late', 'missed', 'excused']
  .map((name) => `coalesce(sum(${name}), 0)::int as ${name}`)
  .join();

function within(p: Parameters, time: CoverageTime): string {
  if ('month' in time) return `d.month = ${p.add(time.month)}`;
  if ('year' in time) return `d.month between ${p.add(`${time.year}-01`)} and ${p.add(`${time.year}-12`)}`;
  const monday = weekStart(time.week);
  return `d.ends between ${p.add(monday)}::date and ${p.add(addDays(monday, 6))}::date`;
}

/** Duties met ÷ (duties due − excused), of those whose period has begun by the day; see {@link CoverageView}. */
export async function coverage(tx: Tx, time: CoverageTime, today: Day): Promise<CoverageView> {
  const p = new Parameters();
  const where = `${within(p, time)} and d.starts <= ${p.add(today)}::date`;
  const groups: Group[] = await tx.query(
    `${dutySql(p, where, today)}, tally as materialized (
       select project_id, month, unit_id, count(*) as due, count(*) filter (where state = 'met') as met,
              count(*) filter (where state = 'late') as late, count(*) filter (where state = 'missed') as missed,
              count(*) filter (where state = 'excused') as excused
         from duty group by project_id, month, unit_id)
     select 'total' as kind, null::uuid as id, '' as name, ${SUMS} from tally
     union all (
     select 'list', l.id, l.name, ${SUMS}
       from tally t join list_member m on m.project_id = t.project_id join project_list l on ${listedFor('t.month')}
      group by l.id order by ${listOrder('l')})
     union all (
     select 'unit', u.id, coalesce(u.name, '未明确责任单位'), ${SUMS}
       from tally t left join unit u on u.id = t.unit_id
      group by u.id order by u.name collate "zh-x-icu" nulls last)`,
    p.values,
  );
  const of = (kind: Group['kind']): Group[] => groups.filter((group) => group.kind === kind);
  const [total] = of('total');
  return {
    period: 'week' in time ? time.week : 'month' in time ? time.month : String(time.year),
    ...('month' in time ? { month: time.month } : {}),
    ...figures(total ?? { due: 0, met: 0, late: 0, missed: 0, excused: 0 }),
    lists: of('list').map((group) => ({ listId: group.id as string, name: group.name, ...figures(group) })),
    units: of('unit').map((group) => ({ unitId: group.id, name: group.name, ...figures(group) })),
  };
}

const figures = ({ due, met, late, missed, excused }: Counts): Coverage => ({
  due,
  done: met,
  coverage: rate(met, due - excused, 2),
  late,
  missed,
  excused,
});
