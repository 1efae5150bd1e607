import { findLedgers, type LedgerRule } from '@app/ledger';
import { hashPassword, type Principal } from '@app/org';
import {
  addDays,
  type Day,
  type FileStore,
  FixedClock,
  instantAt,
  lock,
  readCalendar,
  type Settings,
  type Tx,
  type WorkingCalendar,
} from '@app/platform';
import { sweep } from '@app/reminder';
import type { DataSource } from 'typeorm';
import { SeedFault } from '../command';
import { seedChannel, tellGroup } from './channels';
import { seedClosing } from './closing';
import { seedBulletins } from './bulletins';
import { seedDuties } from './duties';
import { seedField } from './field';
import { seedFiles } from './files';
import { sendPapers } from './late';
import { SOLVED_BY } from './org';
import { rateIssues } from './ratings';
import { markCategories, seedScoring } from './scoring';
import { makeDistrict } from './district';
import { seedIndicators } from './indicators';
import { seedLists } from './lists';
import { seedPipelines } from './pipelines';
import { insertRows, type Rows } from './rows';

export const PASSWORD = 'Xiaohao-2024';
export const NOTE =
  '本演示中省重点、市重点、区重点和“三个一批”2024年8月至10月的合计为焦作高新区公布的数据；拆分到单个项目和月份的数据为演示而编制，并非公布数据。省重点项目同时列入市重点，跨清单合计只计一次。人员、走访、问题、项目位置和2025年以后的内容均为虚构，照片是绘制的演示图片。民生实事的省 7 项、市 8 项是公布的项数，玉珑路小学、全城幼儿园、养老中心是公布的名称，其余名称、节点和进度为演示编制。资金与招商各环节的合计是公布的数据（招商线索和洽谈按汇总数填报），拆分到单个条目的名称、金额、单位和日期为演示编制，规划储备为虚构。指标中，2022年的6项年度目标、2024年9月街道硬化整治 81 个村（共 104 个村）和污水管网 460 公里（占 87%）为公布数据，其余指标的名称、目标和各月数据为演示编制。';
/** The history reaches into March 2025. */
export const FIRST_TODAY: Day = '2025-04-01';

/** The problem ledger's rule as the district has it. */
async function readRule(tx: Tx): Promise<LedgerRule | undefined> {
  return (await findLedgers(tx)).find(({ code }) => code === 'project-issue');
}

/**
 * Loads the demo district into an empty database that has the reference data.
 *
 * @param store where photos and documents go; without one there are none
 * @param settings with a key for secrets: there is a group robot too, and what it was told
 * @returns how many rows of each table, or undefined when there are people already and nothing was done
 */
export async function seedDemo(
  database: DataSource,
  today: Day,
  store?: FileStore,
  settings?: Settings,
): Promise<Record<string, number> | undefined> {
  let told: Date | undefined;
  const seeded = await database.transaction(async (tx) => {
    await lock(tx, 'seed');
    const [{ people }] = (await tx.query('select exists (select from person) as people')) as [{ people: boolean }];
    if (people) return undefined;
    const rule = await readRule(tx);
    if (!rule) throw new SeedFault('库中还没有基础数据，请先运行 npm run db:reference。');
    const calendar: WorkingCalendar = await readCalendar(tx);
    const rows = makeDistrict({ today, calendar, rule });
    // One hash for all: argon2 is slow by intention.
    const password_hash = await hashPassword(PASSWORD);
    await insertRows(tx, { ...rows, person: rows.person.map((person) => ({ ...person, password_hash })) });
    await markCategories(tx);
    await fillSettings(tx, rows);
    if (store) await seedFiles(tx, today, store);
    await sendPapers(tx, calendar, today);
    await rateIssues(tx, calendar, today, supervisorOf(rows));
    await seedPipelines(tx, supervisorOf(rows).id);
    await seedLists({ tx, today, calendar, store });
    await seedIndicators(tx, today);
    await seedBulletins(tx, supervisorOf(rows).id);
    await seedDuties(tx, today);
    if (store) await seedField(tx, today, calendar, store);
    await seedScoring(tx, today);
    await seedClosing(tx, today, calendar, supervisorOf(rows));
    const morning = instantAt(calendar.addWorkingDays(addDays(today, 1), -1).day, '10:00');
    if (settings && (await seedChannel(tx, settings, new FixedClock(morning)))) told = morning;
    await remind(tx, calendar, morning);
    return Object.fromEntries(Object.entries(rows).map(([table, all]) => [table, all.length]));
  });
  if (told && settings) await tellGroup(database, settings, told);
  return seeded;
}

/** Who answers for the bureau. */
function supervisorOf({ person }: Rows): Principal {
  const found = (person as Principal[]).find(({ roles }) => roles.includes('supervisor'));
  if (!found) throw new SeedFault('演示数据中没有督办专员。');
  return found;
}

/**
 * What the worker would have told people by the last working morning, so that inboxes are alive on any day. Some want it
 * otherwise than the rule, and one ledger climbs a ladder of its own.
 */
async function remind(tx: Tx, calendar: WorkingCalendar, morning: Date): Promise<void> {
  await tx.query(
    `insert into reminder_tuning (person_id, rule, muted)
     select p.id, r.code, true from person p, reminder_rule r
      where p.username = 'head' and r.code = 'issue-due-soon' and not r.mandatory`,
  );
  // Major issues reach the leader twice as fast.
  await tx.query(
    `insert into reminder_rule
     select (jsonb_populate_record(r, jsonb_build_object('code', 'demo-' || r.code, 'ledger_id', l.id, 'offset', s.days,
               'name', regexp_replace(r.name, '\\d+', s.days::text) || '（' || l.name || '）'))).*
       from reminder_rule r join ledger l on l.code = 'major-issue'
       join (values (1, 1), (3, 2), (5, 3), (10, 5)) s (usual, days) on s.usual = r."offset"
      where r.ladder and r.ledger_id is null`,
  );
  await sweep(tx, calendar, morning);
}

async function fillSettings(tx: Tx, rows: Rows): Promise<void> {
  await tx.query(
    `insert into setting (key, value) values ('district', $1), ('demo', $2) on conflict (key) do nothing`,
    [JSON.stringify({ name: '焦作高新区' }), JSON.stringify({ note: NOTE })],
  );
  const units = new Map((rows.unit as { id: string; code: string }[]).map(({ id, code }) => [code, id]));
  const usual = Object.entries(SOLVED_BY).filter(([code]) => code !== 'other');
  await tx.query(
    `update issue_category c set unit_id = u.unit_id
       from unnest($1::text[], $2::uuid[]) as u (code, unit_id) where c.code = u.code`,
    [usual.map(([code]) => code), usual.map(([, { lead }]) => units.get(lead))],
  );
}
