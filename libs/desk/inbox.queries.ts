import type { Principal } from '@app/org';
import { containing, type Day, offset, type PageQuery, Parameters, type Tx } from '@app/platform';
import type { InboxGroup } from './inbox.dto';
import {
  type EventAction,
  type IssueRecord,
  issueScope,
  LEADER,
  type LedgerRule,
  NAMES,
  type Relation,
  ROW,
  RULE,
} from '@app/ledger';
import { TOOK_PART, type Wait, waysOf } from './turn.policy';

/** Whether anything of the ledgers can be this person's turn at all. */
const nothing = (principal: Principal): boolean => waysOf(principal, new Parameters()).length === 0;

/** Begins a `with` and leaves `mine`: each issue once that waits for the person, with why and until when. */
function mineSql(principal: Principal, p: Parameters, more = 'true'): string {
  const scope = issueScope(principal, p);
  const ways = waysOf(principal, p).map(
    ({ wait, where, due }) => `select i.id, '${wait}' as wait, ${due} as due from issue i
       left join project p on p.id = i.project_id where ${where} and ${scope} and ${more}`,
  );
  // Two roles may meet in one wait: it is one all the same.
  return `with way as (${ways.join('\nunion\n')}),
    mine as materialized (
      select id, min(due) as due, jsonb_agg(jsonb_build_object('wait', wait, 'dueOn', due) order by due, wait) as reasons,
             array_agg(wait) as waits
        from way group by id)`;
}

export interface InboxRecord extends IssueRecord, Relation {
  reasons: { wait: Wait; dueOn: Day | null }[];
  rule: LedgerRule;
}

/** The days that part the groups: today, and the last day that counts as soon. */
export interface InboxMoment {
  today: Day;
  soonUntil: Day;
}

/** One page of what waits for the person, the most pressing first, and how many in each group. */
export async function findMine(
  tx: Tx,
  principal: Principal,
  query: PageQuery & { group?: InboxGroup; wait?: Wait; q?: string },
  moment: InboxMoment,
): Promise<{ rows: InboxRecord[]; groups: { group: InboxGroup; count: number }[] }> {
  if (nothing(principal)) return { rows: [], groups: [] };
  const p = new Parameters();
  const text = query.q ? p.add(containing(query.q)) : undefined;
  const mine = mineSql(principal, p, text && `(i.title ilike ${text} or i.number ilike ${text})`);
  const today = p.add(moment.today);
  const group = `case when due < ${today}::date then 'overdue' when due = ${today}::date then 'today'
    when due <= ${p.add(moment.soonUntil)}::date then 'soon' else 'later' end`;
  const wait = query.wait === undefined ? 'true' : `${p.add(query.wait)} = any (waits)`;
  const chosen = query.group === undefined ? 'true' : `"group" = ${p.add(query.group)}`;
  const [{ ids, groups }] = (await tx.query(
    `${mine}, grouped as materialized (select id, due, reasons, ${group} as "group" from mine where ${wait})
     select (select coalesce(jsonb_agg(jsonb_build_object('group', "group", 'count', n)), '[]')
               from (select "group", count(*) as n from grouped group by "group") g) as groups,
            array(select jsonb_build_object('id', id, 'reasons', reasons) from grouped where ${chosen}
                   order by due nulls last, id limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}) as ids`,
    p.values,
  )) as [{ ids: unknown[]; groups: { group: InboxGroup; count: number }[] }];
  const rows = ids.length > 0 ? await withRelation(tx, principal, ids) : [];
  return { rows, groups };
}

/** The rows of a page with what the life-cycle table is asked with, in their order. */
const withRelation = (tx: Tx, principal: Principal, ids: unknown[]): Promise<InboxRecord[]> =>
  tx.query(
    `select ${ROW}, hit.reasons, i.registered_by as "registeredBy", i.step_unit_ids as "stepUnitIds", p.officer_id as "officerId",
            ${LEADER} as "leaderId", ${RULE} as rule,
            exists (select 1 from issue_event e where e.issue_id = i.id and e.actor_id = $2
                      and ${TOOK_PART}) as handled
       from rows from (jsonb_to_recordset($1::jsonb) as (id uuid, reasons jsonb)) with ordinality as hit (id, reasons, place)
       join issue i on i.id = hit.id ${NAMES} order by hit.place`,
    [JSON.stringify(ids), principal.id],
  );

/** Steps by which one sets others to work. */
const STARTING = `('register', 'assign', 'transfer', 'urge', 'instruct', 'reopen', 'split')`;
const OPEN = `i.state not in ('closed', 'merged', 'cancelled')`;

function startedSql(principal: Principal, p: Parameters): string {
  const me = p.add(principal.id);
  return `from issue i left join project p on p.id = i.project_id
    where ${issueScope(principal, p)} and ${OPEN}
      and i.id in (select id from issue where registered_by = ${me}
                   union select issue_id from issue_event where actor_id = ${me} and action in ${STARTING})`;
}

export interface StartedRecord extends IssueRecord {
  mine: EventAction[];
}

/** One page of the open issues that the person set going, by whose turn ends first. */
export async function findStarted(
  tx: Tx,
  principal: Principal,
  query: PageQuery,
): Promise<{ rows: StartedRecord[]; total: number }> {
  const p = new Parameters();
  const from = startedSql(principal, p);
  const me = p.add(principal.id);
  const rows: (StartedRecord & { total: number })[] = await tx.query(
    `with hit as materialized (select i.id, i.turn_due_on ${from}),
          page as (select * from hit order by turn_due_on nulls last, id
                    limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select ${ROW}, (select count(*)::int from hit) as total,
            array(select e.action from issue_event e where e.issue_id = i.id and e.actor_id = ${me}
                     and e.action in ${STARTING} group by e.action order by min(e.seq)) as mine
       from page join issue i on i.id = page.id ${NAMES} order by page.turn_due_on nulls last, page.id`,
    p.values,
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

export interface DoneRecord extends IssueRecord {
  myAction: EventAction;
  myAt: Date;
  myNote: string;
}

/** One page of the issues in which the person did a step, the newest of these steps first. */
export async function findDone(
  tx: Tx,
  principal: Principal,
  query: PageQuery,
): Promise<{ rows: DoneRecord[]; total: number }> {
  const p = new Parameters();
  const me = p.add(principal.id);
  const scope = issueScope(principal, p);
  const rows: (DoneRecord & { total: number })[] = await tx.query(
    `with mine as materialized (
       select e.issue_id, max(e.at) as at, max(e.seq) as seq from issue_event e join issue i on i.id = e.issue_id
         left join project p on p.id = i.project_id where e.actor_id = ${me} and ${scope} group by e.issue_id),
     page as (select * from mine order by at desc, issue_id limit ${p.add(query.pageSize)} offset ${p.add(offset(query))})
     select ${ROW}, (select count(*)::int from mine) as total, e.action as "myAction", e.at as "myAt", e.note as "myNote"
       from page join issue i on i.id = page.issue_id ${NAMES}
       join issue_event e on e.issue_id = page.issue_id and e.seq = page.seq order by page.at desc, page.issue_id`,
    p.values,
  );
  return { rows, total: rows[0]?.total ?? 0 };
}

/** What the badge says, in one statement. */
export async function countInbox(tx: Tx, principal: Principal, today: Day): Promise<{ todo: number; overdue: number }> {
  if (nothing(principal)) return { todo: 0, overdue: 0 };
  const p = new Parameters();
  const [row] = (await tx.query(
    `${mineSql(principal, p)}
     select count(*)::int as todo, (count(*) filter (where due < ${p.add(today)}::date))::int as overdue from mine`,
    p.values,
  )) as [{ todo: number; overdue: number }];
  return row;
}

/** A day by which an issue waits for a person, for one of its reasons. */
export interface DueDay {
  issueId: string;
  number: string;
  title: string;
  wait: Wait;
  dueOn: Day;
}

/** What waits for the person on days within these, the earliest first. */
export async function findDueDays(
  tx: Tx,
  principal: Principal,
  { from, until, atMost }: { from: Day; until: Day; atMost: number },
): Promise<DueDay[]> {
  if (nothing(principal)) return [];
  const p = new Parameters();
  return tx.query(
    `${mineSql(principal, p)}
     select i.id as "issueId", i.number, i.title, r.wait, min(r."dueOn") as "dueOn"
       from mine cross join lateral jsonb_to_recordset(mine.reasons) as r (wait text, "dueOn" date)
       join issue i on i.id = mine.id
      where r."dueOn" between ${p.add(from)}::date and ${p.add(until)}::date
      group by i.id, r.wait order by min(r."dueOn"), i.id, r.wait limit ${p.add(atMost)}`,
    p.values,
  );
}
