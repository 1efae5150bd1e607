import { offset, type Tx } from '@app/platform';
import type { RuleBody, RuleQuery } from './rule.dto';
import type { Relation, WatchCode } from './reminder.kinds';
import { type ReminderRule, RULE_COLUMNS } from './rule';

export interface RuleRecord extends ReminderRule {
  ledgerName: string | null;
  fault: string | null;
  mutedBy: number;
  lately: number;
}

const RECORD = `select ${RULE_COLUMNS}, r.fault, g.name as "ledgerName",
    (select count(*)::int from reminder_tuning t where t.rule = r.code and t.muted) as "mutedBy",
    (select count(*)::int from reminder m where m.rule = r.code and m.created_at >= $1::timestamptz - interval '7 days' and m.cancelled_at is null) as lately
  from reminder_rule r left join ledger g on g.id = r.ledger_id`;

export async function findRulePage(
  tx: Tx,
  query: RuleQuery,
  now: Date,
): Promise<{ rows: RuleRecord[]; total: number }> {
  const where = 'where $2::text is null or r.what = $2';
  const [{ total }] = (await tx.query(
    'select count(*)::int as total from reminder_rule r where $1::text is null or r.what = $1',
    [query.what ?? null],
  )) as [{ total: number }];
  const rows: RuleRecord[] = await tx.query(`${RECORD} ${where} order by r.sort, r.name, r.code limit $3 offset $4`, [
    now,
    query.what ?? null,
    query.pageSize,
    offset(query),
  ]);
  return { rows, total };
}

export async function findRule(tx: Tx, code: string, now: Date): Promise<RuleRecord | undefined> {
  const [row]: RuleRecord[] = await tx.query(`${RECORD} where r.code = $2`, [now, code]);
  return row;
}

export const lockRule = (tx: Tx, code: string): Promise<unknown> =>
  tx.query('select from reminder_rule where code = $1 for update', [code]);

const COLUMNS = `name, active, ledger_id, ladder, whom, "offset", unit, at_time, repeat_every, repeat_times, channels, mode,
  digest_at, title, body, send_from, send_until, workdays_only, mandatory, since`;
const valuesOf = (body: RuleBody, since: Date): unknown[] => [
  body.name,
  body.active,
  body.ledgerId,
  body.ladder,
  body.whom,
  body.offset,
  body.unit,
  body.atTime,
  body.repeatEvery,
  body.repeatTimes,
  body.channels,
  body.mode,
  body.digestAt,
  body.title,
  body.body,
  body.sendFrom,
  body.sendUntil,
  body.workdaysOnly,
  body.mandatory,
  since,
];
const PLACES = valuesOf({} as RuleBody, new Date(0))
  .map((_, index) => `$${index + 3}`)
  .join(', ');

export const insertRule = (tx: Tx, code: string, what: WatchCode, body: RuleBody, since: Date): Promise<unknown> =>
  tx.query(`insert into reminder_rule (code, what, ${COLUMNS}) values ($1, $2, ${PLACES})`, [
    code,
    what,
    ...valuesOf(body, since),
  ]);

export const updateRule = (tx: Tx, code: string, version: number, body: RuleBody, since: Date): Promise<unknown> =>
  tx.query(
    `update reminder_rule set (version, fault, fault_at, ${COLUMNS}) = row ($2::int + 1, null::text, null::timestamptz, ${PLACES})
      where code = $1`,
    [code, version, ...valuesOf(body, since)],
  );

export async function isNameTaken(tx: Tx, name: string, code: string | null): Promise<boolean> {
  const rows: unknown[] = await tx.query(
    'select from reminder_rule where name = $1 and active and code is distinct from $2',
    [name, code],
  );
  return rows.length > 0;
}

export const findChannelNames = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; name: string; kind: string; active: boolean }[]> =>
  tx.query('select id, name, kind, active from channel where id = any ($1::uuid[])', [ids]);

export const findPeopleNames = (
  tx: Tx,
  ids: readonly string[],
): Promise<{ id: string; name: string; unitName: string }[]> =>
  tx.query(
    `select p.id, p.name, u.name as "unitName" from person p join unit u on u.id = p.unit_id where p.id = any ($1::uuid[])`,
    [ids],
  );

export async function isLedger(tx: Tx, id: string): Promise<boolean> {
  return ((await tx.query('select from ledger where id = $1', [id])) as unknown[]).length > 0;
}

export interface LadderRow {
  ledgerId: string;
  ledgerName: string;
  papers: { kind: string; lateDays: number }[];
  own: boolean;
  had: number;
  steps: { code: string; name: string; lateDays: number; whom: Relation[] }[];
}

/** The steps of every ledger in use: its own ones, or the general ones. */
export const findLadders = (tx: Tx): Promise<LadderRow[]> =>
  tx.query(
    `select l.id as "ledgerId", l.name as "ledgerName", l.escalation as papers, own.any as own, own.had,
            (select coalesce(jsonb_agg(jsonb_build_object('code', r.code, 'name', r.name, 'lateDays', r."offset", 'whom', r.whom)
                                       order by r."offset", r.sort), '[]')
               from reminder_rule r
              where r.active and r.ladder and r.what = 'issue-overdue' and r.unit = 'working-day'
                and r.ledger_id is not distinct from case when own.any then l.id end) as steps
       from ledger l
       cross join lateral (select exists (
         select from reminder_rule r where r.active and r.ladder and r.ledger_id = l.id) as any, (
         select count(*)::int from reminder_rule r where r.ladder and r.what = 'issue-overdue' and r.ledger_id = l.id) as had) own
      where l.active order by l.sort, l.name`,
  );

/** Steps of the ladder, locked: those of the ledger, also out of use; without a ledger the general ones in use. */
export const lockLadderRules = (tx: Tx, ledgerId: string | null): Promise<ReminderRule[]> =>
  tx.query(
    `select ${RULE_COLUMNS} from reminder_rule r
      where r.ladder and r.what = 'issue-overdue' and r.ledger_id is not distinct from $1::uuid
        and (r.active or $1 is not null) order by r."offset", r.sort, r.code for update`,
    [ledgerId],
  );

/** A ledger in use, locked: nobody else changes its ladder meanwhile. */
export async function lockLedger(tx: Tx, id: string): Promise<{ name: string } | undefined> {
  const [row]: { name: string }[] = await tx.query('select name from ledger where id = $1 and active for update', [id]);
  return row;
}
