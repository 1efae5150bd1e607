import { issueScope } from '@app/ledger';
import { type Principal, seesAll } from '@app/org';
import { firstDay, lastDay, Parameters, type Tx } from '@app/platform';
import { projectScope } from '@app/project';
import type { EvidenceSum } from './open-evidence.dto';
import type { OpenRow, RowPart } from './open.dto';
import { ROW_COLUMNS, type RowsOf, unitOf } from './open-rows';

/**
 * Begins a `with` and leaves `line`: the counted rows, with their share by now, and `seen`, whether the person may see
 * it. Rows that are there only by now have no `num` and are not `counted`.
 */
function rowSql(p: Parameters, principal: Principal, { asked, counted, present }: RowsOf): string {
  const adding = (sql: string | undefined): string | undefined =>
    sql && (asked.countedOnly ? `select * from (${sql}) x where x.num <> 0` : sql);
  const kept = adding(counted(p, asked));
  if (kept === undefined) throw new Error('these rows are not known');
  const now = adding(present?.(p, asked));
  const joined = now
    ? `select coalesce(k.key, n.key) as key, coalesce(k.kind, n.kind) as kind,
              coalesce(k.project_id, n.project_id) as project_id, coalesce(k.issue_id, n.issue_id) as issue_id,
              coalesce(k.visit_id, n.visit_id) as visit_id, coalesce(k.unit_id, n.unit_id) as unit_id,
              coalesce(k.name, n.name) as name, coalesce(k.detail, n.detail) as detail,
              coalesce(k.words, n.words) as words, k.num, k.den, n.num as num_now, n.den as den_now,
              k.key is not null as counted,
              (k.key is null or n.key is null or k.num is distinct from n.num or k.den is distinct from n.den) as changed
         from (${kept}) k full join (${now}) n on n.key = k.key`
    : `select ${ROW_COLUMNS}, null::numeric as num_now, null::numeric as den_now, true as counted, false as changed
         from (${kept}) k`;
  return `with joined as materialized (${joined}), line as (select b.*, ${seenSql(p, principal)} as seen from joined b)`;
}

/** A row is of an issue, of a project, or of a unit; totals of the whole are everybody's. */
function seenSql(p: Parameters, principal: Principal): string {
  if (seesAll(principal)) return 'true';
  return `case when b.issue_id is not null then exists (select from issue i where i.id = b.issue_id and ${issueScope(principal, p)})
    when b.project_id is not null then exists (select from project p where p.id = b.project_id and ${projectScope(principal, p)})
    when b.kind in ('tally', 'actual', 'target') and b.unit_id is null then true
    else b.unit_id is not distinct from ${p.add(principal.unitId)}::uuid end`;
}

const PARTS: Record<RowPart, string> = {
  all: 'counted',
  counted: 'counted and num <> 0',
  rest: 'counted and (num is null or num = 0)',
  changed: 'changed',
};

export interface RowsSummary {
  /** Rows of the part that the person may see, and those that belong to others. */
  total: number;
  hidden: number;
  /** Over all rows: how many, how many of them differ by now, and their sums, exact. */
  rows: number;
  changed: number;
  numerator: string | null;
  denominator: string | null;
  evidence: Omit<EvidenceSum, 'note'> | null;
}

/** What supports more rows than these is not asked: the issues of years, one by one. */
const MOST_SUPPORTED = 30_000;

/** Counts and sums over all rows of a figure, and how many have something that supports them. */
export async function summarise(tx: Tx, principal: Principal, rows: RowsOf, part: RowPart): Promise<RowsSummary> {
  const p = new Parameters();
  const { month } = rows.asked;
  const sql = rowSql(p, principal, rows);
  const at = p.add(month);
  const span = `between ${p.add(firstDay(month))}::date and ${p.add(lastDay(month))}::date`;
  const [row] = (await tx.query(
    `${sql}, project_of as materialized (
       select distinct project_id as id from line where counted and issue_id is null and project_id is not null
     ), issue_of as materialized (
       select distinct issue_id as id from line where counted and issue_id is not null
     )
     select count(*) filter (where ${PARTS[part]} and seen)::int as total,
            count(*) filter (where ${PARTS[part]} and not seen)::int as hidden,
            count(*) filter (where counted)::int as rows, count(*) filter (where changed)::int as changed,
            trim_scale(sum(num) filter (where counted))::text as numerator,
            trim_scale(sum(den) filter (where counted))::text as denominator,
            case when exists (select from project_of) then (
              select jsonb_build_object('of', 'project', 'count', count(*), 'entered', count(*) filter (where exists (
                  select from progress_entry e where e.project_id = o.id and e.month = ${at})),
                'confirmed', count(*) filter (where exists (
                  select from month_confirmation c where c.month = ${at} and c.unit_id = ${unitOf('o.id', at)})),
                'visited', count(*) filter (where exists (
                  select from visit v where v.project_id = o.id and v.visited_on ${span})),
                'photographed', count(*) filter (where exists (
                  select from visit v where v.project_id = o.id and v.visited_on ${span} and v.photo_ids <> '{}')))
                from project_of o)
            when (select count(*) between 1 and ${MOST_SUPPORTED} from issue_of) then (
              select jsonb_build_object('of', 'issue', 'count', count(*), 'entered', count(*), 'confirmed', 0,
                'visited', count(*) filter (where i.visit_id is not null
                  or exists (select from visit_recheck r where r.issue_id = i.id)),
                'photographed', count(*) filter (where exists (
                    select from attachment t where t.issue_id = i.id and t.kind = 'photo')
                  or exists (select from visit v where v.id = i.visit_id and v.photo_ids <> '{}')
                  or exists (select from visit_recheck r join visit v on v.id = r.visit_id
                              where r.issue_id = i.id and v.photo_ids <> '{}')))
                from issue_of o join issue i on i.id = o.id) end as evidence
       from line`,
    p.values,
  )) as [RowsSummary];
  return row;
}

/** One page of the rows that the person may see: what counts most first. */
export async function findRows(
  tx: Tx,
  principal: Principal,
  rows: RowsOf,
  part: RowPart,
  page: { limit: number; offset: number },
): Promise<Omit<OpenRow, 'evidence'>[]> {
  const p = new Parameters();
  const sql = rowSql(p, principal, rows);
  const found: (Omit<OpenRow, 'evidence' | 'now'> & {
    numNow: string | null;
    denNow: string | null;
    changed: boolean;
  })[] = await tx.query(
    `${sql}
       select r.key, r.kind, r.project_id as "projectId", r.issue_id as "issueId", r.visit_id as "visitId", r.name,
              r.detail, u.name as "unitName", r.words, trim_scale(r.num)::text as numerator,
              trim_scale(r.den)::text as denominator, trim_scale(r.num_now)::text as "numNow",
              trim_scale(r.den_now)::text as "denNow", r.changed
         from line r left join unit u on u.id = r.unit_id
        where ${PARTS[part]} and seen
        order by r.num desc nulls last, r.den desc nulls last, r.name collate "zh-x-icu", r.detail, r.key
        limit ${p.add(page.limit)} offset ${p.add(page.offset)}`,
    p.values,
  );
  return found.map(({ numNow, denNow, changed, ...row }) => ({
    ...row,
    now: changed ? { numerator: numNow, denominator: denNow } : null,
  }));
}

/** Projects of the counted rows, and of those that are there only by now, that the person may see. */
export async function findSeenProjects(tx: Tx, principal: Principal, rows: RowsOf): Promise<string[]> {
  const p = new Parameters();
  const found: { id: string }[] = await tx.query(
    `${rowSql(p, principal, rows)} select distinct project_id as id from line where seen and project_id is not null`,
    p.values,
  );
  return found.map(({ id }) => id);
}
