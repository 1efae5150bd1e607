import { issueScope } from '@app/ledger';
import type { Principal } from '@app/org';
import { addDays, type Day, type Month, Parameters, type Tx } from '@app/platform';
import { listedFor } from './duty.queries';
import type { FieldIssue, FieldProject } from './field.dto';

/** What was told of the progress in a month, and when. */
export interface Told {
  month: Month;
  completed: string | null;
  physicalProgress: string;
  at: string;
}

/** A project with what the phone shows of it; duty, points and issues are added by the service. */
export type FieldRecord = Omit<FieldProject, 'duty' | 'points' | 'progress' | 'issues'> & {
  /** One more than are asked for. */
  beyond: boolean;
  /** The newest entry of the desk, and what was told on site since. */
  entry: Told | null;
  told: Told | null;
};

/** Words that were told on site longer ago are no beginning any more. */
const TOLD_DAYS = 400;

/**
 * The projects of these officers and the one project besides, by name; of the former those with a duty before others, and
 * one more than `limit` when there are so many.
 *
 * @param people the officer, and those for whom they stand in
 * @param extra a project that is asked for by name and may be visited by the person
 */
export async function findFieldProjects(
  tx: Tx,
  { people, extra, today, limit }: { people: string[]; extra: string | null; today: Day; limit: number },
): Promise<FieldRecord[]> {
  const p = new Parameters();
  const day = p.add(today);
  const month = p.add(today.slice(0, 7));
  const named = p.add(extra);
  return tx.query(
    `with mine as (
       select p.id, row_number() over (order by exists (
                select 1 from visit_duty d where d.project_id = p.id and ${day}::date between d.starts and d.ends) desc,
                p.name collate "zh-x-icu", p.id) as place
         from project p where p.officer_id = any (${p.add(people)}::uuid[]) and p.id is distinct from ${named}::uuid
     ), shown as (
       select id, place from mine where place <= ${p.add(limit)} + 1
       union all select id, 0 from project where id = ${named}::uuid
     )
     select p.id, shown.place > ${p.add(limit)} as beyond, p.name, p.owner_name as "ownerName", p.address, p.latitude::float8 as latitude,
            p.longitude::float8 as longitude,
            (select jsonb_build_object('required', count(*) > 0, 'purpose', string_agg(distinct l.photo_purpose, '；'))
               from list_member m, project_list l
              where m.project_id = p.id and l.photo_required and ${listedFor(month)}) as photo,
            (select jsonb_build_object('id', v.id, 'visitedOn', v.visited_on, 'officerName', o.name, 'note', v.note)
               from visit v join person o on o.id = v.officer_id where v.project_id = p.id
              order by v.visited_on desc, v.visited_at desc, v.id desc limit 1) as "lastVisit",
            (select jsonb_build_object('month', e.month, 'completed', trim_scale(e.completed)::text,
                      'physicalProgress', e.physical_progress, 'at', e.entered_at)
               from progress_entry e where e.project_id = p.id and e.month <= ${month}
              order by e.month desc limit 1) as entry,
            (select jsonb_build_object('month', to_char(v.visited_on, 'YYYY-MM'),
                      'completed', trim_scale(v.completed)::text,
                      'physicalProgress', coalesce(v.physical_progress, ''), 'at', v.visited_at)
               from visit v where v.project_id = p.id and v.visited_on >= ${p.add(addDays(today, -TOLD_DAYS))}::date
                and (v.completed is not null or v.physical_progress <> '')
              order by v.visited_on desc, v.visited_at desc, v.id desc limit 1) as told
       from shown join project p on p.id = shown.id order by p.name collate "zh-x-icu", p.id`,
    p.values,
  );
}

/** Who is responsible for the project; undefined when there is none. */
export async function findOfficerOf(tx: Tx, projectId: string): Promise<{ officerId: string | null } | undefined> {
  const [row]: { officerId: string | null }[] = await tx.query(
    'select officer_id as "officerId" from project where id = $1',
    [projectId],
  );
  return row;
}

/** An open issue, with what its light is told by. */
export interface OpenIssue extends Omit<FieldIssue, 'light' | 'daysLeft' | 'waitsForVerification'> {
  projectId: string;
  ledgerId: string;
  signDueOn: Day | null;
}

/** Open issues of the projects, at most so many of each: what waits for verification first, then what is due first. */
export function findOpenIssues(tx: Tx, principal: Principal, projectIds: string[], most: number): Promise<OpenIssue[]> {
  const p = new Parameters();
  return tx.query(
    `select i.id, i.number, i.title, i.state, i.severity, i.project_id as "projectId", i.ledger_id as "ledgerId",
            i.due_on as "dueOn", i.sign_due_on as "signDueOn", c.name as "categoryName", u.name as "leadUnitName"
       from (select i.*, row_number() over (partition by i.project_id
                      order by (i.state = 'pending-verification') desc, i.due_on nulls last, i.number) as place
               from issue i where i.project_id = any (${p.add(projectIds)}::uuid[])
                and i.state not in ('closed', 'merged', 'cancelled') and ${issueScope(principal, p)}) i
       join issue_category c on c.code = i.category_code left join unit u on u.id = i.lead_unit_id
      where i.place <= ${p.add(most)} order by i.place, i.id`,
    p.values,
  );
}
