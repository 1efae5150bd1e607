import { offset, type PageQuery, Parameters, type Tx } from '@app/platform';
import { type KeptFamily, type MonthState, rowsSql } from './kept.queries';

/** What a project is counted by; of these each row is about one. */
const PROJECT_FAMILIES = ['project', 'member', 'plan', 'entry', 'batch'] as const satisfies readonly KeptFamily[];
type ProjectFamily = (typeof PROJECT_FAMILIES)[number];

/** A row that is not the same in both states; null where it is not there at all. */
export interface ChangedRow {
  family: ProjectFamily;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

export interface ChangedProject {
  projectId: string;
  projectName: string;
  unitName: string | null;
  rows: ChangedRow[];
}

/** What a person reads without a change of the figures: the name, and who entered it when. */
const NOT_COUNTED = ['name', 'list', 'enteredBy', 'enteredAt'];

/** Revisions of the time before plans and entries were kept, too: their members have no months. */
async function isOld(tx: Tx, state: MonthState): Promise<boolean> {
  if (!('revision' in state)) return false;
  const [{ old }] = (await tx.query(
    `select exists (select from rollup_row where month = $1 and revision = $2 and family = 'member'
        and content::jsonb -> 'from' is null) as old`,
    [state.month, state.revision],
  )) as [{ old: boolean }];
  return old;
}

/** Leaves `changed`: the rows about projects that differ between the two states, by family and id. */
function changedSql(p: Parameters, before: MonthState, after: MonthState, old: boolean): string {
  const families = old ? PROJECT_FAMILIES.filter((one) => one !== 'plan' && one !== 'entry') : PROJECT_FAMILIES;
  const ignored = `${p.add(old ? [...NOT_COUNTED, 'from', 'to', 'batch'] : NOT_COUNTED)}::text[]`;
  const side = (state: MonthState): string =>
    families
      .map(
        (family) =>
          `select '${family}' as family, id, project_id, content from (${rowsSql(p, state, family)}) ${family}`,
      )
      .join(' union all ');
  return `with was as (${side(before)}), is_now as (${side(after)}), changed as materialized (
    select coalesce(a.family, b.family) as family, coalesce(a.project_id, b.project_id) as project_id,
           a.content::jsonb as before, b.content::jsonb as after
      from was a full join is_now b on a.family = b.family and a.id = b.id
     where a.content is distinct from b.content
       and case when a.content is null or b.content is null then true
                else a.content::jsonb - ${ignored} is distinct from b.content::jsonb - ${ignored} end
  )`;
}

/** The projects that count differently in the two states, by name, with the rows that differ; and how many they are. */
export async function findChangedProjects(
  tx: Tx,
  before: MonthState,
  after: MonthState,
  query: PageQuery,
): Promise<{ items: ChangedProject[]; total: number }> {
  const p = new Parameters();
  const old = (await isOld(tx, before)) || (await isOld(tx, after));
  const rows: (ChangedProject & { total: number })[] = await tx.query(
    `${changedSql(p, before, after, old)}
     select p.id as "projectId", p.name as "projectName", u.name as "unitName", c.rows, count(*) over()::int as total
       from (select project_id, json_agg(json_build_object('family', family, 'before', before, 'after', after)
                      order by family, coalesce(after, before) ->> 'month') as rows
               from changed group by project_id) c
       join project p on p.id = c.project_id left join unit u on u.id = p.unit_id
      order by p.name collate "zh-x-icu", p.id limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}`,
    p.values,
  );
  return { items: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** How many rows of a family that is about something else differ between the two states. */
export async function countChanged(
  tx: Tx,
  family: 'issue' | 'duty',
  before: MonthState,
  after: MonthState,
): Promise<number> {
  const p = new Parameters();
  const [{ changed }] = (await tx.query(
    `select count(*)::int as changed from (${rowsSql(p, before, family)}) a
       full join (${rowsSql(p, after, family)}) b on b.id = a.id
      where a.tags is distinct from b.tags or a.unit_id is distinct from b.unit_id`,
    p.values,
  )) as [{ changed: number }];
  return changed;
}
