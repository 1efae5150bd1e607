import type { StepDays } from '@app/ledger';
import { lock, type Tx } from '@app/platform';
import { exceptionsOf, NOTICES } from './calendar';

/** Kinds of problems, in the order they are offered. Which department solves them is the district's to say. */
export const CATEGORIES = [
  ['power', '用电'],
  ['water-drainage', '给排水'],
  ['land', '用地'],
  ['funds', '资金'],
  ['permits', '手续'],
  ['labour', '用工'],
  ['roads', '道路交通'],
  ['demolition', '征迁'],
  ['other', '其他'],
] as const;
export type CategoryCode = (typeof CATEGORIES)[number][0];

/** Working days of each step, by severity: an urgent matter is 5 days' work, an ordinary one 20. */
const STEP_DAYS: StepDays = {
  assign: { low: 1, medium: 1, high: 1 },
  sign: { low: 1, medium: 1, high: 1 },
  due: { low: 20, medium: 10, high: 5 },
  return: { low: 2, medium: 2, high: 2 },
  ruling: { low: 2, medium: 2, high: 2 },
  verify: { low: 3, medium: 3, high: 3 },
  answer: { low: 2, medium: 2, high: 2 },
};

/**
 * What every district starts from. Only adds what is missing: days, rules and names that the district changed since
 * stay as they are, so it may run at every start.
 */
export async function seedReference(tx: Tx): Promise<void> {
  await lock(tx, 'seed');
  for (const notice of NOTICES) {
    await tx.query(
      `with added as (
         insert into calendar_year (year, notice, published_on) values ($1, $2, $3)
         on conflict on constraint calendar_year_pk do nothing returning year)
       insert into calendar_day (day, year, kind, name)
       select d.day, added.year, d.kind, d.name
         from added, jsonb_to_recordset($4::jsonb) as d (day date, kind text, name text)`,
      [notice.year, notice.notice, notice.publishedOn, JSON.stringify(exceptionsOf(notice))],
    );
  }
  await tx.query(
    `insert into ledger (code, name, number_pattern, step_days, soon_days)
     values ('project-issue', '项目问题台账', 'WT-{year}-{4}', $1, 3)
     on conflict on constraint ledger_code_unique do nothing`,
    [JSON.stringify(STEP_DAYS)],
  );
  await tx.query(
    `insert into issue_category (code, name, sort)
     select c.code, c.name, c.sort from unnest($1::text[], $2::text[]) with ordinality as c (code, name, sort)
     on conflict on constraint issue_category_pk do nothing`,
    [CATEGORIES.map(([code]) => code), CATEGORIES.map(([, name]) => name)],
  );
}
