import { type Day, isoInstant, periodName, type Tx } from '@app/platform';
import { notYet, SUPERVISORS } from './reminder.queries';
import { type DueReminder, type Rule, WORDS } from './reminder.rules';

/** So far back a sweep looks for what nobody was told of: longer than any outage or holiday. */
const SINCE = '14 days';

/** Of whom `evaluation e` speaks: the newest result counts. */
const RESULT = `(select x.content::json as content from evaluation_result x where x.evaluation_id = e.id
  order by x.number desc limit 1)`;
const EVALUATION = `e.id, s.name as scheme, e.period`;

interface EvaluationDue {
  id: string;
  scheme: string;
  period: string;
  occurrence: string;
  personId: string;
}

const reminderOf = (
  rule: Rule,
  { id, occurrence, personId }: EvaluationDue,
  words: { title: string; body: string },
): DueReminder => ({ rule, subjectKind: 'evaluation', subjectId: id, occurrence, personId, ...words });

const nameOf = ({ period, scheme }: EvaluationDue): string => `${periodName(period)}${scheme}`;

/** The heads of the units that take part, and of those that are listed without a base, while they may object. */
export async function evaluationsAnnounced(tx: Tx, now: Date): Promise<DueReminder[]> {
  const rows: (EvaluationDue & { until: Date })[] = await tx.query(
    `select ${EVALUATION}, e.objections_until as until, e.announced_at::text as occurrence, who.id as "personId"
       from evaluation e join scoring_scheme s on s.id = e.scheme_id
      cross join lateral ${RESULT} r
      cross join lateral (
        select (u ->> 'unitId')::uuid as unit_id from json_array_elements(r.content -> 'units') u
         union select (u ->> 'unitId')::uuid from json_array_elements(r.content -> 'without') u) among
       join person who on who.unit_id = among.unit_id and who.active and 'head' = any (who.roles)
      where e.state = 'announced' and e.objections_until > $1
        and ${notYet('evaluation-announced', 'e.id', 'e.announced_at::text', 'who.id')}`,
    [now],
  );
  return rows.map((row) =>
    reminderOf('evaluation-announced', row, WORDS['evaluation-announced'](nameOf(row), isoInstant(row.until))),
  );
}

/** Supervisors, of objections that wait for a ruling. */
export async function objectionsRaised(tx: Tx): Promise<DueReminder[]> {
  const rows: (EvaluationDue & { unitName: string; text: string })[] = await tx.query(
    `select ${EVALUATION}, u.name as "unitName", o.content as text, o.id::text as occurrence, who.id as "personId"
       from evaluation_objection o join evaluation e on e.id = o.evaluation_id and e.state = 'announced'
       join scoring_scheme s on s.id = e.scheme_id join unit u on u.id = o.unit_id
      cross join lateral (${SUPERVISORS}) who
      where not exists (select from evaluation_ruling r where r.objection_id = o.id)
        and ${notYet('objection-raised', 'e.id', 'o.id::text', 'who.id')}`,
  );
  return rows.map((row) => reminderOf('objection-raised', row, WORDS['objection-raised'](nameOf(row), row)));
}

/** Who objected and the heads of the unit, of the ruling. */
export async function objectionsRuled(tx: Tx, today: Day): Promise<DueReminder[]> {
  const rows: (EvaluationDue & { outcome: 'upheld' | 'refused'; reason: string })[] = await tx.query(
    `select ${EVALUATION}, r.outcome, r.reason, o.id::text as occurrence, who.id as "personId"
       from evaluation_ruling r join evaluation_objection o on o.id = r.objection_id
       join evaluation e on e.id = o.evaluation_id join scoring_scheme s on s.id = e.scheme_id
       join person who on who.active and (who.id = o.raised_by or (who.unit_id = o.unit_id and 'head' = any (who.roles)))
      where r.ruled_at >= $1::date - interval '${SINCE}' and ${notYet('objection-ruled', 'e.id', 'o.id::text', 'who.id')}`,
    [today],
  );
  return rows.map((row) => reminderOf('objection-ruled', row, WORDS['objection-ruled'](nameOf(row), row)));
}

/** The heads of the units that are ranked, of what was published. */
export async function evaluationsPublished(tx: Tx, today: Day): Promise<DueReminder[]> {
  const rows: (EvaluationDue & { unitName: string; rank: number; total: string; units: number })[] = await tx.query(
    `select ${EVALUATION}, u ->> 'name' as "unitName", (u ->> 'rank')::int as rank, u ->> 'total' as total,
            json_array_length(r.content -> 'units') as units, 'published' as occurrence, who.id as "personId"
       from evaluation e join scoring_scheme s on s.id = e.scheme_id
      cross join lateral ${RESULT} r
      cross join lateral json_array_elements(r.content -> 'units') u
       join person who on who.unit_id = (u ->> 'unitId')::uuid and who.active and 'head' = any (who.roles)
      where e.state = 'published' and e.published_at >= $1::date - interval '${SINCE}'
        and ${notYet('evaluation-published', 'e.id', `'published'`, 'who.id')}`,
    [today],
  );
  return rows.map((row) => reminderOf('evaluation-published', row, WORDS['evaluation-published'](nameOf(row), row)));
}
