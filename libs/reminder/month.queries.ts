import type { Day, Month, Tx } from '@app/platform';
import { type DueReminder, subjectOfMonth, WORDS } from './reminder.rules';
import { notYet } from './reminder.queries';

/** So far back a sweep looks for urging to confirm: longer than any outage or holiday. */
const URGED_SINCE = '14 days';

/** So far back a sweep looks for what the nightly comparison found. */
const FOUND_SINCE = '14 days';

/** Supervisors and administrators, of each time that kept sums of a month differed from the facts. */
export async function figuresDiffered(tx: Tx, today: Day): Promise<DueReminder[]> {
  const rows: { id: string; month: Month; differences: number; personId: string }[] = await tx.query(
    `select c.id::text as id, c.subject_id as month, (c.before ->> 'found')::int as differences,
            who.id as "personId"
       from change_record c
       join person who on who.active and who.roles && array['supervisor', 'administrator']
      where c.subject_kind = 'figure-cache' and c.at >= $1::date - interval '${FOUND_SINCE}'
        and ${notYet('figures-differ', `('00000000-0000-4000-8000-000000' || replace(c.subject_id, '-', ''))::uuid`, 'c.id::text', 'who.id')}`,
    [today],
  );
  return rows.map(({ id, month, differences, personId }) => ({
    rule: 'figures-differ',
    subjectKind: 'figures',
    subjectId: subjectOfMonth(month),
    occurrence: id,
    personId,
    ...WORDS['figures-differ'](month, differences),
  }));
}

/** The people of a unit that was urged to confirm a month's data, unless they have by now. */
export async function monthsUrged(tx: Tx, today: Day): Promise<DueReminder[]> {
  const rows: { id: string; month: Month; by: string; note: string; personId: string }[] = await tx.query(
    `select g.id, g.month, a.name as by, g.note, who.id as "personId"
       from month_urge g join person a on a.id = g.urged_by
       join person who on who.unit_id = g.unit_id and who.active and who.roles && array['head', 'handler']
      where g.urged_at >= $1::date - interval '${URGED_SINCE}'
        and not exists (select from month_confirmation c where c.month = g.month and c.unit_id = g.unit_id
                          and greatest(c.confirmed_at, c.again_at) > g.urged_at)
        and not exists (select from rollup_revision r where r.month = g.month)
        and ${notYet('month-urged', `('00000000-0000-4000-8000-000000' || replace(g.month, '-', ''))::uuid`, 'g.id::text', 'who.id')}`,
    [today],
  );
  return rows.map(({ id, month, personId, ...said }) => ({
    rule: 'month-urged',
    subjectKind: 'month',
    subjectId: subjectOfMonth(month),
    occurrence: id,
    personId,
    ...WORDS['month-urged'](month, said),
  }));
}
