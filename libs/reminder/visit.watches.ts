import { dutySql, type DutyPeriod, periodsBetween } from '@app/duty';
import { addDays, addMonths, type Day, type Month, type Parameters, type WorkingCalendar } from '@app/platform';
import { SUPERVISORS } from './people.queries';
import type { Scope, Watch } from './watch';

/** A period that is over can be made up for within so many days. */
const MADE_UP_DAYS = 7;
/** So far back a sweep looks for periods that ended without a visit: a little longer than they can be made up for. */
const ENDED_SINCE_DAYS = 10;
/** So many are named; the page shows all. */
const MOST_NAMED = 5;
const MOST_EARLIER = 3;
const ENTRIES_BY = '25';

/**
 * The day from which a visit that has not happened yet is missing: the Thursday of the (last) week or the 25th of the
 * (last) month; where no working day follows, the last one of the period.
 */
export function missingFrom(calendar: WorkingCalendar, { every, ends }: Pick<DutyPeriod, 'every' | 'ends'>): Day {
  const byWeek = every === 'week' || every === 'fortnight';
  const usual = byWeek ? addDays(ends, -3) : `${ends.slice(0, 8)}25`;
  const lastWorked = calendar.addWorkingDays(addDays(ends, 1), -1).day;
  return lastWorked < usual ? lastWorked : usual;
}

const SPAN = `case d.every when 'week' then '本周' when 'fortnight' then '本期（两周）' when 'month' then '本月' else '本季度' end`;
const SPAN_BEFORE = `case d.every when 'week' then '上周' when 'fortnight' then '上期（两周）' when 'month' then '上月' else '上季度' end`;
const OFFICER = 'select o.id from person o where o.id = d.officer_id and o.active';
/** Whoever is to go: the officer, or who stands in for them. */
const PROJECTS = 'join project p on p.id = d.project_id';

/** Duties of the periods, with the day that counts for each; `d` has the columns of `dutySql`. */
function duties(
  p: Parameters,
  { today }: Scope,
  periods: readonly DutyPeriod[],
  dayOf: (of: DutyPeriod) => Day,
): string {
  const codes = p.add(periods.map(({ period }) => period));
  const days = p.add(periods.map(dayOf));
  return `from (${dutySql(p, `d.period = any (${codes}::text[])`, today)} select * from duty) d
    join unnest(${codes}::text[], ${days}::date[]) at (period, "on") on at.period = d.period ${PROJECTS}`;
}

const monthsAround = (scope: Scope): { month: Month; day: Day }[] => {
  const [first, last] = [scope.from.slice(0, 7), scope.until.slice(0, 7)];
  const months = [first];
  for (let month = first; month < last;) months.push((month = addMonths(month, 1)));
  return months.map((month) => {
    const day = `${month}-${ENTRIES_BY}`;
    return { month, day: scope.calendar.isWorkday(day) ? day : scope.calendar.addWorkingDays(day, -1).day };
  });
};

const OF_PROJECT = {
  subjectKind: 'project',
  subject: 'd.project_id',
  occurrence: 'd.period',
  people: {
    officer: OFFICER,
    supervisor: SUPERVISORS,
    head: `select m.id from person m where m.unit_id = p.unit_id and m.active and 'head' = any (m.roles)`,
  },
} as const satisfies Partial<Watch>;

/** What can be due of projects and their visits. */
export const VISIT_WATCHES: readonly Watch[] = [
  {
    code: 'visit-due',
    label: { zh: '一周的走访任务', en: 'Visits due this week' },
    subjectKind: 'plan',
    personal: true,
    // One word for all of an officer's projects of the week, on its first working day.
    from: (p, scope) => {
      const periods = periodsBetween(scope.calendar, scope.today, scope.until);
      const weeks = periods.filter(({ every }) => every === 'week');
      const starts = p.add(weeks.map(({ starts: first }) => first));
      const opens = p.add(weeks.map(({ starts: first }) => scope.calendar.addWorkingDays(addDays(first, -1), 1).day));
      const codes = p.add(weeks.map(({ period }) => period));
      const among = `d.starts <= ${p.add(scope.until)}::date and d.ends >= ${p.add(scope.today)}::date`;
      return `from (select w.code, w."on", w.starts, d.officer_id, count(*) as n, min(d.ends) as ends,
                array_agg(p.name order by d.ends, p.name) as names
           from unnest(${codes}::text[], ${opens}::date[], ${starts}::date[]) w (code, "on", starts)
           join (${dutySql(p, among, scope.today)} select * from duty) d
             on d.state = 'open' and d.starts <= w.starts + 6 and d.ends between w.starts and w.starts + 6
           ${PROJECTS} group by 1, 2, 3, 4) d`;
    },
    where: 'true',
    subject: `('00000000-0000-4000-8000-000001' || replace(d.code, '-W', ''))::uuid`,
    occurrence: 'd.code',
    on: 'd."on"',
    words: {
      数量: 'd.n::text',
      名称: `array_to_string(d.names[1:${MOST_NAMED}], '、') || case when d.n > ${MOST_NAMED} then '等' else '' end`,
      期限: `to_char(d.ends, 'FMMM月FMDD日')`,
    },
    people: { officer: OFFICER },
  },
  {
    ...OF_PROJECT,
    code: 'visit-missing',
    label: { zh: '走访将缺（周四、25 日）', en: 'Visit about to be missed' },
    from: (p, scope) =>
      duties(p, scope, periodsBetween(scope.calendar, scope.today, scope.until), (of) =>
        missingFrom(scope.calendar, of),
      ),
    where: `d.state = 'open'`,
    on: 'at."on"',
    words: {
      项目: 'p.name',
      地址: 'p.address',
      时段: SPAN,
      期限: `to_char(d.ends, 'FMMM月FMDD日')`,
    },
  },
  {
    ...OF_PROJECT,
    code: 'visit-missed',
    label: { zh: '走访缺失', en: 'Visit missed' },
    from: (p, scope) =>
      duties(
        p,
        scope,
        periodsBetween(scope.calendar, addDays(scope.today, -ENDED_SINCE_DAYS), scope.today).filter(
          ({ ends }) => ends < scope.today,
        ),
        ({ ends }) => ends,
      ),
    // Later nothing can be made of it any more.
    where: (p, { today }) => `d.state = 'missed' and d.ends + ${MADE_UP_DAYS} >= ${p.add(today)}::date`,
    on: 'at."on"',
    words: {
      项目: 'p.name',
      地址: 'p.address',
      时段: SPAN_BEFORE,
      补访: `to_char(d.ends + ${MADE_UP_DAYS}, 'FMMM月FMDD日')`,
    },
  },
  {
    code: 'photo-reused',
    label: { zh: '照片重复使用', en: 'Photo used before' },
    subjectKind: 'visit',
    // Once for each visit, when all of its photos have been looked at.
    from: (p, { from }) => `from (
        select f.visit_id, count(distinct m.photo_id)::int as photos, array_agg(distinct e.visit_id) as earlier_ids,
               max(m.found_at) as found_at
          from photo_match m join visit_photo f on f.id = m.photo_id join visit_photo e on e.id = m.earlier_id
         where m.found_at >= ${p.add(from)}::date
         group by f.visit_id) a
      join visit v on v.id = a.visit_id join project p on p.id = v.project_id`,
    where: 'not exists (select from photo_work w where w.photo_id = any (v.photo_ids) and w.done_at is null)',
    subject: 'v.id',
    occurrence: `'photos'`,
    on: 'a.found_at',
    moment: true,
    words: {
      项目: 'p.name',
      期限: `to_char(v.visited_on, 'FMMM月FMDD日')`,
      数量: 'a.photos::text',
      名称: `(select string_agg(ep.name || ' ' || ev.visited_on, '、' order by ev.visited_on desc)
          from (select * from visit where id = any (a.earlier_ids) order by visited_on desc limit ${MOST_EARLIER}) ev
          join project ep on ep.id = ev.project_id)`,
    },
    people: { supervisor: SUPERVISORS },
  },
  {
    code: 'entry-missing',
    label: { zh: '月度进展未填报（25 日）', en: 'Monthly entry missing' },
    subjectKind: 'entries',
    personal: true,
    // One word for all of an officer's projects that are on a list of the month and have no entry for it.
    from: (p, scope) => {
      const months = monthsAround(scope);
      return `from (select w.month, w."on", p.officer_id, count(*) as n, array_agg(p.name order by p.name) as names
           from unnest(${p.add(months.map(({ month }) => month))}::text[], ${p.add(months.map(({ day }) => day))}::date[]) w (month, "on")
           join project p on exists (
             select from list_member m join project_list l on l.id = m.list_id
              where m.project_id = p.id and l.year = left(w.month, 4)::int and m.from_month <= w.month
                and (m.to_month is null or m.to_month >= w.month))
          where not exists (select from progress_entry e where e.project_id = p.id and e.month = w.month)
            and not exists (select from rollup_revision r where r.month = w.month)
          group by 1, 2, 3) d`;
    },
    where: 'true',
    subject: `('00000000-0000-4000-8000-000000' || replace(d.month, '-', ''))::uuid`,
    occurrence: 'd.month',
    on: 'd."on"',
    words: {
      月份: `left(d.month, 4) || '年' || right(d.month, 2)::int || '月'`,
      数量: 'd.n::text',
      名称: `array_to_string(d.names[1:${MOST_NAMED}], '、') || case when d.n > ${MOST_NAMED} then '等' else '' end`,
    },
    people: { officer: OFFICER },
  },
];
