import type { Principal } from '@app/org';
import { firstDay, isoInstant, lastDay, type Month, offset, Parameters, type Tx, yearOf } from '@app/platform';
import { type Basis, type ProgressView, projectScope } from '@app/project';
import type { EarlierProgress, ToldQuery } from './told.dto';
import type { Told } from './told.rules';

/** A visit that spoke of progress, with who and when. */
export interface ToldVisit extends Told {
  visitedOn: string;
  officerName: string;
}

/** One project of a month: its entry, the one before, and what visits told, oldest first. */
export interface ToldProject {
  projectId: string;
  projectName: string;
  entry: ProgressView | null;
  previous: EarlierProgress | null;
  told: ToldVisit[];
  /** Of the last entry before, else of the plan of the year as of the month. */
  basis: Basis | null;
}

const SPOKE = '(v.completed is not null or v.physical_progress is not null or v.progress_unchanged)';

/** The parts of a project `p` in a month. */
function partsSql(p: Parameters, month: Month): string {
  const at = p.add(month);
  return `p.id as "projectId", p.name as "projectName",
    (select jsonb_build_object('month', e.month, 'completed', trim_scale(e.completed)::text, 'basis', e.basis,
              'physicalProgress', e.physical_progress, 'version', e.version, 'enteredByName', w.name, 'enteredAt', e.entered_at)
       from progress_entry e left join person w on w.id = e.entered_by where e.project_id = p.id and e.month = ${at}) as entry,
    (select jsonb_build_object('month', e.month, 'completed', trim_scale(e.completed)::text, 'physicalProgress', e.physical_progress)
       from progress_entry e where e.project_id = p.id and e.month < ${at} order by e.month desc limit 1) as previous,
    coalesce((select e.basis from progress_entry e where e.project_id = p.id and e.month < ${at} order by e.month desc limit 1),
      (select a.basis from annual_plan a where a.project_id = p.id and a.year = ${p.add(yearOf(month))} and a.from_month <= ${at}
        order by a.from_month desc limit 1)) as basis,
    coalesce((
      select jsonb_agg(jsonb_build_object('visitId', v.id, 'visitedOn', v.visited_on, 'officerName', o.name,
               'completed', trim_scale(v.completed)::text, 'physicalProgress', v.physical_progress,
               'unchanged', v.progress_unchanged) order by v.visited_on, v.visited_at, v.id)
        from visit v join person o on o.id = v.officer_id
       where v.project_id = p.id and v.visited_on between ${p.add(firstDay(month))} and ${p.add(lastDay(month))} and ${SPOKE}),
      '[]') as told`;
}

const seen = ({ entry, ...row }: ToldProject): ToldProject => ({
  ...row,
  entry: entry && { ...entry, enteredAt: isoInstant(new Date(entry.enteredAt)) },
});

/** Projects with an entry or a told visit first where the two may differ: told ones, then the others, by name. */
export async function findTold(
  tx: Tx,
  principal: Principal,
  month: Month,
  query: ToldQuery,
): Promise<{ rows: ToldProject[]; total: number }> {
  const p = new Parameters();
  const where = [projectScope(principal, p)];
  if (query.unitId !== undefined) where.push(`p.unit_id = ${p.add(query.unitId)}`);
  if (query.listId !== undefined) {
    const at = p.add(month);
    where.push(`exists (select from list_member m where m.list_id = ${p.add(query.listId)} and m.project_id = p.id
      and m.from_month <= ${at} and (m.to_month is null or m.to_month >= ${at}))`);
  }
  const condition = where.join(' and ');
  const [{ total }] = (await tx.query(`select count(*)::int as total from project p where ${condition}`, [
    ...p.values,
  ])) as [{ total: number }];
  const [from, to] = [p.add(firstDay(month)), p.add(lastDay(month))];
  const page = `select p.id, row_number() over (order by spoke desc, p.name collate "zh-x-icu", p.id) as place
    from project p cross join lateral (select exists (
      select from visit v where v.project_id = p.id and v.visited_on between ${from} and ${to} and ${SPOKE}) as spoke) s
   where ${condition} order by place limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`;
  const rows: ToldProject[] = await tx.query(
    `with page as (${page}) select ${partsSql(p, month)} from page join project p on p.id = page.id order by page.place`,
    p.values,
  );
  return { rows: rows.map(seen), total };
}

/** One project of the month, when the person may know of it. */
export async function findToldOf(
  tx: Tx,
  principal: Principal,
  month: Month,
  projectId: string,
): Promise<ToldProject | undefined> {
  const p = new Parameters();
  const [row]: ToldProject[] = await tx.query(
    `select ${partsSql(p, month)} from project p where p.id = ${p.add(projectId)} and ${projectScope(principal, p)}`,
    p.values,
  );
  return row && seen(row);
}
