import { FigureReader, QuantityReader } from '@app/figure';
import type { Principal } from '@app/org';
import { addDays, addMonths, type Day, FixedClock, instantAt, monthOf, type Tx } from '@app/platform';
import { RollupFigures } from '@app/rollup';
import { EntryService, EvaluationService, FactsReader, ObjectionService, ScoreKeeper, UnitFigures } from '@app/scoring';
import { SeedFault } from '../command';
import { CITY_2017, THREE_BATCHES } from '../reference/schemes';
import { Random } from './random';

/** The month whose figures were published; it is evaluated, objected to, ruled and published. */
const MONTH = '2024-10';

/** What each project is for, by its industry: the zone printed no such thing. Some works of the city are in operation. */
export async function markCategories(tx: Tx): Promise<void> {
  await tx.query(
    `update project set category = case when industry = '社会事业' then 'livelihood'
       when industry in ('基础设施', '园区建设') then 'basic' else 'industry' end`,
  );
  await tx.query(
    `insert into milestone (project_id, kind, actual_on)
     select id, 'operation', date '2024-07-01' + (10 * row_number() over (order by name))::int from (
       select id, name from project where category = 'basic' and created_at < '2024-02-01' order by name limit 6) p`,
  );
  // What was signed and has started was carried out as signed.
  await tx.query(
    `insert into milestone (project_id, kind, actual_on)
     select s.project_id, 'fulfilled', s.actual_on - 45 from milestone s
      where s.kind = 'started' and s.actual_on is not null
        and exists (select from list_member m where m.project_id = s.project_id and m.batch = 'signed')
     on conflict on constraint milestone_pk do nothing`,
  );
}

/** The bonuses and deductions of the month; all of them are made up. */
const ENTRIES = [
  [
    'joint-start',
    '李湾街道办事处',
    '2024-10-10',
    '30',
    '组织四季度项目集中开工（演示编制）',
    '集中开工活动方案（演示）',
  ],
  ['joint-start', '李湾街道办事处', '2024-10-28', '30', '组织第二次集中开工（演示编制）', '集中开工活动简报（演示）'],
  ['provincial', '文苑街道办事处', '2024-10-15', '20', '新材料项目列入省考核（演示编制）', '省考核项目名单（演示）'],
  ['criticised', '住房和城乡建设局', '2024-10-21', '5', '工地扬尘问题受到市级通报（演示编制）', '市级通报（演示）'],
] as const;

/** Both examples at work: the month that was printed by the city's scheme, the last month by that of 三个一批. */
export async function seedScoring(tx: Tx, today: Day): Promise<void> {
  const random = new Random('scoring');
  const clock = new FixedClock(instantAt('2024-11-05', '10:00'));
  const figures = new UnitFigures(new RollupFigures(new FigureReader(new QuantityReader(clock)), clock));
  const evaluations = new EvaluationService(clock, new ScoreKeeper(clock, new FactsReader(figures)));
  const objections = new ObjectionService(clock, evaluations);
  const supervisor = await principalOf(tx, 'supervisor');
  const units = new Map((await named(tx, 'unit')).map(({ id, name }) => [name, id]));
  const schemes = new Map((await named(tx, 'scoring_scheme')).map(({ id, name }) => [name, id]));
  const city = known(schemes, CITY_2017.name);
  const id = (): string => random.id(clock.now());

  for (const [itemCode, unit, occurredOn, points, note, evidence] of ENTRIES) {
    const body = { id: id(), schemeId: city, itemCode, unitId: known(units, unit), occurredOn, points, note, evidence };
    await new EntryService(clock).add(tx, supervisor, body);
  }
  const draft = await evaluations.run(tx, supervisor, { schemeId: city, period: MONTH });
  await evaluations.announce(tx, supervisor, draft.id, { objectionsUntil: '2024-11-12T18:00:00+08:00' });
  clock.set(instantAt('2024-11-07', '15:20'));
  const head = await principalOf(tx, 'head.mafang');
  const objection = await objections.raise(tx, head, draft.id, {
    id: id(),
    itemCode: 'provincial',
    text: '我镇汽车零部件项目已列入省考核项目名单，本期未计加分，请核实。（演示编制）',
  });
  clock.set(instantAt('2024-11-11', '09:40'));
  await objections.rule(tx, supervisor, objection.id, {
    outcome: 'upheld',
    reason: '经核对省考核项目名单，情况属实，按办法加 20 分。（演示编制）',
    adjustments: [{ itemCode: 'provincial', points: '20' }],
    recompute: false,
  });
  clock.set(instantAt('2024-11-13', '09:00'));
  await evaluations.publish(tx, supervisor, draft.id);

  // The month that ended last, shown to the units until a few days from now.
  clock.set(instantAt(today, '09:30'));
  const period = addMonths(monthOf(clock.now()), -1);
  const last = await evaluations.run(tx, supervisor, { schemeId: known(schemes, THREE_BATCHES.name), period });
  const objectionsUntil = `${addDays(today, 5)}T18:00:00+08:00`;
  await evaluations.announce(tx, supervisor, last.id, { objectionsUntil });
}

const named = (tx: Tx, table: 'unit' | 'scoring_scheme'): Promise<{ id: string; name: string }[]> =>
  tx.query(`select id, name from ${table}`);

function known(ids: Map<string, string>, name: string): string {
  const id = ids.get(name);
  if (id === undefined) throw new SeedFault(`演示数据中没有“${name}”。`);
  return id;
}

async function principalOf(tx: Tx, username: string): Promise<Principal> {
  const [person]: Omit<Principal, 'standsInFor' | 'sessionId'>[] = await tx.query(
    `select p.id, p.username, p.name, p.unit_id as "unitId", u.name as "unitName", p.roles
       from person p join unit u on u.id = p.unit_id where p.username = $1`,
    [username],
  );
  if (!person) throw new SeedFault(`演示数据中没有用户“${username}”。`);
  return { ...person, standsInFor: [], sessionId: '' };
}
