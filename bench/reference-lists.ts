import { dayOf, type WorkingCalendar } from '@app/platform';
import type { Horizon, IssueRecord } from '../libs/ledger/ledger.queries';
import { rowView } from '../libs/ledger/ledger.view';
import { NAMES, ROW } from './reference-issues';
import { prepared, type Reference, type Statement } from './reference-sql';

const RUNNING = `i.state in ('assigned', 'in-progress', 'returned', 'pending-verification')`;
const BY_DUE = 'i.due_on nulls last, i.id';
const NEWEST = 'i.registered_at desc, i.id';

/** Page and count of one filter, each by the index that suits it. $1 and $2: rows on the page, rows before it. */
const page = (condition: string, order: string): Statement =>
  prepared(`
  with page as (select i.id from issue i where ${condition} order by ${order} limit $1 offset $2)
  select ${ROW}, (select count(*)::int from issue i where ${condition}) as total
    from page join issue i on i.id = page.id ${NAMES} order by ${order}`);

const ALL = page('true', NEWEST);
const OF_UNIT = page('(i.lead_unit_id = $3 or i.support_unit_ids @> array[$3::uuid]) and i.state = any ($4)', BY_DUE);
const RED = page(`${RUNNING} and (i.due_on < $3::date or i.state = 'assigned' and i.sign_due_on < $3::date)`, BY_DUE);
const YELLOW = page(
  `${RUNNING} and i.due_on between $3::date and $4::date and not (i.state = 'assigned' and i.sign_due_on < $3::date)`,
  BY_DUE,
);
const NAMED = `i.project_id = any (array(select id from project where bigrams(name) @> bigrams($3) and name ilike '%' || $3 || '%'))`;
const FOUND = page(
  `(bigrams(i.number || E'\\n' || i.title) @> bigrams($3) or ${NAMED})
   and (i.title ilike '%' || $3 || '%' or i.number ilike '%' || $3 || '%' or ${NAMED})`,
  NEWEST,
);
const COUNTS = prepared(`
  with states as (select state, count(*)::int as count from issue group by state)
  select (select json_agg(states order by state) from states) as states,
         (select count(*)::int from issue i where ${RUNNING} and (i.due_on < $1::date or i.state = 'assigned' and i.sign_due_on < $1::date)) as overdue,
         (select count(*)::int from issue i where ${RUNNING} and i.due_on between $1::date and $2::date
             and not (i.state = 'assigned' and i.sign_due_on < $1::date)) as "dueSoon",
         (select count(*)::int from issue where state in ('registered', 'returned', 'pending-verification') or extension_to is not null) as mine`);

/** Lists of issues, each filter as one would write it by hand for this filter alone. */
export class ReferenceLists {
  private constructor(
    private readonly database: Reference,
    private readonly calendar: WorkingCalendar,
    private readonly ledgers: { id: string; soonDays: number }[],
  ) {}

  static async open(database: Reference, calendar: WorkingCalendar): Promise<ReferenceLists> {
    const ledgers = prepared('select id, soon_days as "soonDays" from ledger where code = $1');
    return new ReferenceLists(database, calendar, await database.rows(ledgers, ['project-issue']));
  }

  async list(query: URLSearchParams): Promise<object> {
    const horizon = this.horizon();
    const pageSize = Number(query.get('pageSize'));
    const at = Number(query.get('page') ?? 1);
    const [statement, ...values] = this.statementOf(query, horizon);
    const rows = await this.database.rows<IssueRecord & { total: number }>(statement, [
      ...[pageSize, (at - 1) * pageSize],
      ...values,
    ]);
    const items = rows.map((row) => rowView(row, horizon, this.calendar));
    return { items, total: rows[0]?.total ?? 0, page: at, pageSize };
  }

  async counts(): Promise<object> {
    const { today, soonUntil } = this.horizon();
    const [row] = await this.database.rows<object>(COUNTS, [today, Object.values(soonUntil)[0]]);
    return row as object;
  }

  private statementOf(query: URLSearchParams, { today, soonUntil }: Horizon): [Statement, ...unknown[]] {
    if (query.has('unitId')) return [OF_UNIT, query.get('unitId'), query.get('state')?.split(',')];
    if (query.get('light') === 'red') return [RED, today];
    if (query.get('light') === 'yellow') return [YELLOW, today, Object.values(soonUntil)[0]];
    return query.has('q') ? [FOUND, query.get('q')] : [ALL];
  }

  private horizon(): Horizon {
    const today = dayOf(new Date());
    const soon = this.ledgers.map(({ id, soonDays }) => [id, this.calendar.addWorkingDays(today, soonDays).day]);
    return { today, soonUntil: Object.fromEntries(soon) as Record<string, string> };
  }
}
