import { lock, type Tx } from '@app/platform';
import { exceptionsOf, NOTICES } from './calendar';
import { LEDGERS } from './ledgers';
import { PHRASES } from './phrases';
import { seedSchemes } from './scoring';
import { seedViews } from './views';

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

/** Kinds that come up in the lists of tasks and the matters of the people, after those of the projects. */
export const PUBLIC_CATEGORIES = [
  ['education', '教育'],
  ['health', '医疗卫生'],
  ['care', '养老托育'],
  ['environment', '生态环境'],
  ['culture', '文化体育'],
  ['policy', '政策兑现'],
] as const;
export type PublicCategoryCode = (typeof PUBLIC_CATEGORIES)[number][0];

const KINDS = [...CATEGORIES, ...PUBLIC_CATEGORIES];

/**
 * What every district starts from. Only adds what is missing: days, rules and names that the district changed since
 * stay as they are, so it may run at every start.
 */
export async function seedReference(tx: Tx): Promise<void> {
  await lock(tx, 'seed');
  // In a district that works already the worker counts the open deadlines again that rest on a year which this adds.
  for (const notice of NOTICES) {
    await tx.query(
      `with added as (
         insert into calendar_year (year, notice, published_on, recount_since, recount_pass)
         select $1, $2, $3, case when used then now() end, case when used then 1 end
           from (select exists (select from issue) as used)
         on conflict on constraint calendar_year_pk do nothing returning year)
       insert into calendar_day (day, year, kind, name)
       select d.day, added.year, d.kind, d.name
         from added, jsonb_to_recordset($4::jsonb) as d (day date, kind text, name text)`,
      [notice.year, notice.notice, notice.publishedOn, JSON.stringify(exceptionsOf(notice))],
    );
  }
  await tx.query(
    `insert into ledger (code, name, description, sort, number_pattern, step_days, soon_days, extension_max,
                         report_every, report_day, evidence, actions, registrars, subject, has_steps, escalation)
     select l.code, l.name, l.description, l.sort, l."numberPattern", l.days, l."soonDays", l."extensionMax",
            l."reportEvery", l."reportDay", l.evidence, l.actions, l.registrars, l.subject, l."hasSteps", l.escalation
       from jsonb_to_recordset($1::jsonb) as l (code text, name text, description text, sort int, "numberPattern" text,
         days jsonb, "soonDays" int, "extensionMax" int, "reportEvery" int, "reportDay" int, evidence text,
         actions text[], registrars text[], subject text, "hasSteps" boolean, escalation jsonb)
     on conflict on constraint ledger_code_unique do nothing`,
    [JSON.stringify(LEDGERS.map((ledger, index) => ({ ...ledger, sort: (index + 1) * 10 })))],
  );
  await tx.query(
    `insert into issue_category (code, name, sort)
     select c.code, c.name, c.sort from unnest($1::text[], $2::text[]) with ordinality as c (code, name, sort)
     on conflict on constraint issue_category_pk do nothing`,
    [KINDS.map(([code]) => code), KINDS.map(([, name]) => name)],
  );
  await seedViews(tx);
  await seedSchemes(tx);
  await tx.query(
    // In the order given: pages offer them by their ids.
    `insert into phrase (action, text) select p.action, p.text
       from rows from (jsonb_to_recordset($1::jsonb) as (action text, text text)) with ordinality as p (action, text, place)
      where not exists (select 1 from phrase q where q.person_id is null and q.action = p.action) order by p.place`,
    [JSON.stringify(Object.entries(PHRASES).flatMap(([action, texts]) => texts.map((text) => ({ action, text }))))],
  );
}
