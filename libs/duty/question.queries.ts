import { type Day, type Month, Parameters, type Tx, yearOf } from '@app/platform';
import type { QuestionKind } from './question.dto';

/** Where `visit v` stands among those of its project, the newest first. */
const NEWEST = 'v.visited_on desc, v.visited_at desc, v.id desc';
const TRIMMED = `btrim(v.note, E' \\n\\r\\t\\u3000')`;

/** How many visits without a problem found make one wonder, and from how many points behind on. */
export const QUIET_VISITS = 8;
export const BEHIND_POINTS = 5;
/** From so many metres on a photo was not taken at the project, whatever the phone's accuracy. */
export const FAR_METRES = 2000;

/** The newest visit of `project p` before a day, with the Monday of its week. */
const newestBefore = (day: string): string => `cross join lateral (
    select v.id, v.visited_on, ${TRIMMED} as note, date_trunc('week', v.visited_on)::date as monday
      from visit v where v.project_id = p.id and v.visited_on < ${day} order by ${NEWEST} limit 1)`;

type Statement = (p: Parameters, time: QuestionTime) => string;

const sameText: Statement = (p, { today, from }) => `
  select 'same-text:' || a.id, 'same-text', p.id, array[a.id, b.id, c.id], '{}'::uuid[], a.visited_on,
         jsonb_build_object('note', a.note)
    from project p ${newestBefore(`${p.add(today)}::date + 1`)} a ${newestBefore('a.monday')} b ${newestBefore('b.monday')} c
   where a.visited_on >= ${p.add(from)}::date and a.note = b.note and b.note = c.note`;

const noIssueWhileBehind: Statement = (p, { from, month }) => {
  const at = p.add(month);
  const year = p.add(yearOf(month));
  // completed / plan < month / 12 − points / 100, multiplied out so that it stays exact.
  const expected = Number(month.slice(5)) * 100 - BEHIND_POINTS * 12;
  return `
  select 'no-issue-while-behind:' || p.id || ':' || ${at}::text, 'no-issue-while-behind', p.id, last.ids, '{}'::uuid[],
         last.newest, jsonb_build_object('plan', plan.amount::text, 'completed', coalesce(done.completed, 0)::text)
    from (select distinct on (a.project_id) a.project_id, a.amount from annual_plan a
           where a.year = ${year}::int and a.from_month <= ${at} order by a.project_id, a.from_month desc) plan
    left join (select e.project_id, sum(e.completed) as completed from progress_entry e
                where e.month between ${year}::text || '-01' and ${at} group by e.project_id) done
      on done.project_id = plan.project_id
    join project p on p.id = plan.project_id
   cross join lateral (
     select array_agg(v.id order by ${NEWEST}) as ids, max(v.visited_on) as newest
       from (select v.* from visit v where v.project_id = p.id order by ${NEWEST} limit ${QUIET_VISITS}) v) last
   where plan.amount > 0 and coalesce(done.completed, 0) * 1200 < plan.amount * ${expected}
     and cardinality(last.ids) = ${QUIET_VISITS} and last.newest >= ${p.add(from)}::date
     and not exists (select from issue i where i.visit_id = any (last.ids))`;
};

const photoReused: Statement = (p, { from }) => `
  select 'photo-reused:' || v.id || ':' || count(distinct m.photo_id), 'photo-reused', v.project_id,
         array[v.id] || array_agg(distinct b.visit_id), array_agg(distinct m.photo_id) || array_agg(distinct b.id),
         max(m.found_at)::date,
         jsonb_build_object('count', count(distinct m.photo_id), 'earlier', jsonb_agg(distinct jsonb_build_object(
           'day', coalesce(e.visited_on, b.taken_at::date), 'project', case when b.project_id <> v.project_id then q.name end)))
    from photo_match m join visit_photo a on a.id = m.photo_id join visit v on v.id = a.visit_id
    join visit_photo b on b.id = m.earlier_id join project q on q.id = b.project_id
    left join visit e on e.id = b.visit_id
   where m.found_at >= ${p.add(from)}::date group by v.id`;

const closedButStill: Statement = (p, { from }) => `
  select 'closed-but-still:' || v.id || ':' || i.id, 'closed-but-still', v.project_id, array[v.id], '{}'::uuid[],
         v.created_at::date,
         jsonb_build_object('number', i.number, 'title', i.title, 'state', i.state, 'day', v.visited_on)
    from visit_recheck r join visit v on v.id = r.visit_id join issue i on i.id = r.issue_id
   where r.finding = 'still' and r.state_then in ('closed', 'cancelled') and i.state in ('closed', 'cancelled')
     and v.created_at >= ${p.add(from)}::date`;

const farOff: Statement = (p, { from }) => `
  select 'far-off:' || v.id, 'far-off', v.project_id, array[v.id], array_agg(f.id order by f.taken_at, f.id),
         v.created_at::date, jsonb_build_object('count', count(*), 'nearest', min(f.distance), 'day', v.visited_on)
    from (select distinct visit_id from visit_photo
           where latitude is not null and received_at >= ${p.add(from)}::date and distance > ${FAR_METRES}) far
    join visit v on v.id = far.visit_id join visit_photo f on f.id = any (v.photo_ids)
   group by v.id having bool_and(coalesce(f.distance - coalesce(f.accuracy, 0) > ${FAR_METRES}, false))`;

/**
 * Each leaves `key, kind, project_id, visit_ids, photo_ids, since, data`. The key changes when something new happens, so
 * that a question which was looked into is not asked again before.
 */
const STATEMENTS: Record<QuestionKind, Statement> = {
  'same-text': sameText,
  'no-issue-while-behind': noIssueWhileBehind,
  'photo-reused': photoReused,
  'closed-but-still': closedButStill,
  'far-off': farOff,
};

/** As of when it is asked: what happened since `from`, and figures up to the end of the month. */
export interface QuestionTime {
  today: Day;
  from: Day;
  month: Month;
}

/** A question before it is put into words; what `data` holds depends on the kind. */
export interface QuestionRecord {
  key: string;
  kind: QuestionKind;
  projectId: string;
  projectName: string;
  visitIds: string[];
  photoIds: string[];
  since: Day;
  data: Record<string, unknown>;
  seen: { byName: string; at: Date; note: string } | null;
}

/** One page, the newest first; or the one with this key, seen or not. */
export async function findQuestions(
  tx: Tx,
  time: QuestionTime,
  which: { key: string } | { seen: boolean; limit: number; offset: number },
): Promise<{ rows: QuestionRecord[]; total: number }> {
  const p = new Parameters();
  // A key tells its kind: the other statements need not run to find it again.
  const statements = 'key' in which ? [STATEMENTS[which.key.split(':')[0] as QuestionKind]] : Object.values(STATEMENTS);
  const all = statements.map((statement) => statement(p, time)).join('\n union all ');
  const condition = 'key' in which ? `q.key = ${p.add(which.key)}` : `s.key is ${which.seen ? 'not null' : 'null'}`;
  const [limit, offset] = 'key' in which ? [1, 0] : [which.limit, which.offset];
  const rows: (Omit<QuestionRecord, 'seen'> & { total: number; byName: string | null; at: Date; note: string })[] =
    await tx.query(
      `with question (key, kind, project_id, visit_ids, photo_ids, since, data) as materialized (${all}),
       wanted as materialized (select q.* from question q left join question_seen s on s.key = q.key where ${condition})
       select q.key, q.kind, q.project_id as "projectId", p.name as "projectName", q.visit_ids as "visitIds",
              q.photo_ids as "photoIds", q.since, q.data, o.name as "byName", s.seen_at as at, s.note,
              (select count(*)::int from wanted) as total
         from (select * from wanted order by since desc, key limit ${p.add(limit)} offset ${p.add(offset)}) q
         join project p on p.id = q.project_id
         left join question_seen s on s.key = q.key left join person o on o.id = s.seen_by
        order by q.since desc, q.key`,
      p.values,
    );
  const total = rows[0]?.total ?? 0;
  return {
    total,
    rows: rows.map(({ total: _, byName, at, note, ...row }) => ({
      ...row,
      seen: byName === null ? null : { byName, at, note },
    })),
  };
}

/** Notes who looked into it, and what came of it. */
export function saveSeen(tx: Tx, seen: { key: string; personId: string; now: Date; note: string }): Promise<unknown> {
  return tx.query(
    `insert into question_seen (key, seen_by, seen_at, note) values ($1, $2, $3, $4)
     on conflict on constraint question_seen_pk do update
       set seen_by = excluded.seen_by, seen_at = excluded.seen_at, note = excluded.note
       where (question_seen.seen_by, question_seen.note) is distinct from (excluded.seen_by, excluded.note)`,
    [seen.key, seen.personId, seen.now, seen.note],
  );
}
