import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type Action,
  effectOf,
  factsOf,
  findLedgers,
  HANDLING,
  ISSUE_FIELDS,
  type IssueFields,
  type LedgerRule,
  needsOf,
  NEW_ISSUE,
  next,
  STATES,
} from '@app/ledger';
import type { Principal } from '@app/org';
import {
  databaseOptions,
  dayOf,
  DiskStore,
  fingerprint,
  readCalendar,
  Settings,
  type WorkingCalendar,
} from '@app/platform';
import { DataSource } from 'typeorm';
import { sumPipelines } from '@app/pipeline';
import { seedDemo } from '../seeds/demo/demo';
import { CATEGORIES, seedReference } from '../seeds/reference/reference';
import { freshDatabase } from './support';

/** A Saturday, and a day on which the year has just begun and its calendar is not published. */
const SATURDAY = '2026-11-21';
const NEW_YEAR = '2027-01-05';

interface Seeded {
  database: DataSource;
  store: DiskStore;
  counts: Record<string, number>;
  close(): Promise<void>;
}

async function seeded(today: string): Promise<Seeded> {
  const { url, drop } = await freshDatabase();
  const database = await new DataSource(databaseOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 3 })).initialize();
  await database.transaction(seedReference);
  const folder = await mkdtemp(join(tmpdir(), 'xiaohao-demo-'));
  const store = new DiskStore(folder);
  const settings = Object.assign(new Settings(), { SECRETS_KEY: 'a key of the tests, long enough for it' });
  const counts = await seedDemo(database, today, store, settings);
  if (!counts) throw new Error('nothing was seeded');
  const close = async (): Promise<void> => {
    await database.destroy();
    await drop();
    await rm(folder, { recursive: true });
  };
  return { database, store, counts, close };
}

/** What a list's line of the month says, by SQL of its own: the roll-up has other tests. */
const LINE = `
  with counted as (
    select p.id, p.total_investment, l.rate_digits,
           (select a.amount from annual_plan a where a.project_id = p.id and a.year = l.year and a.from_month <= $2
             order by a.from_month desc limit 1) as plan,
           (select a.basis from annual_plan a where a.project_id = p.id and a.year = l.year and a.from_month <= $2
             order by a.from_month desc limit 1) as plan_basis
      from project_list l join list_member m on m.list_id = l.id join project p on p.id = m.project_id
     where l.year = 2024 and l.name = $1 and m.from_month <= $2 and (m.to_month is null or m.to_month >= $2))
  select count(*)::int as projects, sum(total_investment)::text as total, sum(plan)::text as plan,
         sum(done.amount)::text as completed,
         round(sum(done.amount) * 100 / sum(plan), max(rate_digits))::text as rate,
         string_agg(distinct plan_basis, ' ') as plan_basis, string_agg(distinct done.basis, ' ') as completed_basis
    from counted left join lateral (
      select sum(completed) as amount, min(basis) as basis from progress_entry
       where project_id = counted.id and month between '2024-01' and $2) done on true`;

/** 亿元, as printed → 万元 as the database keeps it. */
const yi = (text: string): string => `${Math.round(Number(text) * 10_000)}.0000`;

describe('the demo district', () => {
  let saturday: Seeded;
  let newYear: Seeded;
  beforeAll(async () => {
    saturday = await seeded(SATURDAY);
    newYear = await seeded(NEW_YEAR);
  }, 240_000);
  afterAll(async () => {
    await saturday.close();
    await newYear.close();
  });
  const both = (): [string, Seeded][] => [
    [SATURDAY, saturday],
    [NEW_YEAR, newYear],
  ];

  test.each(['saturday', 'new year'])('shows how reminders went, on a %s', async (day) => {
    const { database } = day === 'saturday' ? saturday : newYear;
    const states: { state: string; n: number }[] = await database.query(
      'select state, count(*)::int as n from delivery group by 1 order by 1',
    );
    expect(states.map(({ state }) => state)).toEqual(['failed', 'sent', 'unknown']);
    expect(states[1]?.n).toBeGreaterThan(2);
    const rows: unknown[] = await database.query(
      `select c.active, (select count(*)::int from reminder_rule where ladder and active and ledger_id is not null) as steps,
              (select count(*)::int from reminder_tuning where muted) as muted from channel c`,
    );
    expect(rows).toEqual([{ active: false, steps: 4, muted: 1 }]);
  });

  test('counts the published funds and promotion stage by stage', async () => {
    const rows = await sumPipelines(saturday.database.manager, '2024-10');
    const stage = (pipeline: string, name: string): unknown[] => {
      const found = rows.find(
        (row) => row.pipelineName.startsWith(pipeline) && row.stageName === name && row.sector === null,
      );
      return [found?.count, found?.amount, found?.totalInvestment];
    };
    expect(stage('中央预算内', '申报')).toEqual([5, '15800', '35600']);
    expect(stage('中央预算内', '资金下达').slice(0, 2)).toEqual([2, '5987']);
    expect(stage('中央预算内', '储备')).toEqual([16, '86700', '168400']);
    expect(['申报', '省审核通过', '国家审核通过'].map((name) => stage('地方政府专项债', name)[0])).toEqual([
      24, 22, 18,
    ]);
    expect(stage('地方政府专项债', '储备')).toEqual([58, '804800', '1529300']);
    expect(stage('超长期特别国债 2024年第二批', '申报')).toEqual([10, '44310', '232163']);
    expect(stage('超长期特别国债 2024年第三批', '储备')).toEqual([26, '106100', '503500']);
    expect(['线索', '洽谈', '签约'].map((name) => stage('招商', name).slice(0, 2))).toEqual([
      [232, null],
      [158, '4541600'],
      [41, '1295300'],
    ]);
    expect(new Set(rows.filter(({ tallyMonth }) => tallyMonth !== null).map(({ stageName }) => stageName))).toEqual(
      new Set(['线索', '洽谈']),
    );
  });

  it('does nothing when there are people', async () => {
    expect(await seedDemo(saturday.database, SATURDAY)).toBeUndefined();
    const [row] = await saturday.database.query('select count(*)::int as people from person');
    expect(row.people).toBe(saturday.counts.person);
  });

  // shared by the paper in 2024: amounts in 亿元
  it.each([
    ['省重点', '2024-08', 3, '32', '10.05', '10.52', '104.68'],
    ['省重点', '2024-10', 3, '32', '10.05', '13.37', '133.03'],
    ['市重点', '2024-08', 22, '170.96', '54.81', '59.46', '108.48'],
    ['市重点', '2024-10', 21, '172.26', '56.49', '74.31', '131.55'],
    ['区重点', '2024-09', 224, '886.19', '172.98', '150.49', '87'],
  ])('%s of %s: %i projects, %s, %s planned, %s completed, %s %%', async (name, month, projects, ...printed) => {
    const [total, plan, completed, rate] = printed.map(String) as [string, string, string, string];
    for (const [, { database }] of both()) {
      const [line] = await database.query(LINE, [name, month]);
      expect(line).toMatchObject({ projects, total: yi(total), plan: yi(plan), completed: yi(completed), rate });
    }
  });

  it('keeps the two bases of the district list apart, and one basis for the city', async () => {
    const [district] = await saturday.database.query(LINE, ['区重点', '2024-09']);
    expect(district).toMatchObject({ plan_basis: 'with-preliminary', completed_basis: 'without-preliminary' });
    const [city] = await saturday.database.query(LINE, ['市重点', '2024-10']);
    expect(city).toMatchObject({ plan_basis: 'without-preliminary', completed_basis: 'without-preliminary' });
  });

  it.each(['2024-08', '2024-09'])('三个一批 of %s: 100, 60 and 100 %%', async (month) => {
    const rows = await saturday.database.query(
      `select m.batch, count(*)::int as projects, sum(p.total_investment)::text as total,
              count(*) filter (where s.actual_on <= ($1 || '-28')::date + 3)::int as reached
         from project_list l join list_member m on m.list_id = l.id join project p on p.id = m.project_id
         left join milestone s on s.project_id = p.id and s.kind =
           case m.batch when 'signed' then 'started' when 'started' then 'production' else 'capacity' end
        where l.year = 2024 and l.kind = 'three-batches' and m.from_month <= $1
          and (m.to_month is null or m.to_month >= $1)
        group by m.batch order by m.batch`,
      [month],
    );
    expect(rows).toEqual([
      { batch: 'production', projects: 4, total: yi('27.5'), reached: 4 },
      { batch: 'signed', projects: 7, total: yi('28'), reached: 7 },
      { batch: 'started', projects: 10, total: yi('76.7'), reached: 6 },
    ]);
  });

  it.each([
    ['2024-08-31', 41, 38],
    ['2024-09-30', 57, 44],
  ])('入库 at %s: %i eligible, %i entered', async (day, eligible, entered) => {
    const [row] = await saturday.database.query(
      `select count(*) filter (where statistics_eligible_on <= $1)::int as eligible,
              count(*) filter (where statistics_entered_on <= $1)::int as entered
         from project p where exists (
           select from list_member m join project_list l on l.id = m.list_id
            where m.project_id = p.id and l.kind = 'three-batches' and m.from_month <= left($1::text, 7))`,
      [day],
    );
    expect(row).toEqual({ eligible, entered });
  });

  it('prints the phases as the paper did', async () => {
    const rows = await saturday.database.query(
      `select l.name, count(*)::int as projects, sum(p.total_investment)::text as total
         from project_list l join list_member m on m.list_id = l.id join project p on p.id = m.project_id
        where l.year = 2024 and l.kind = 'three-batches'
          and m.batch = any (case when l.name like '%十二期' then array['signed', 'started'] else array['started'] end)
        group by l.name order by min(m.from_month)`,
    );
    expect(rows).toEqual([
      { name: '三个一批 第十一期', projects: 5, total: yi('32.2') },
      { name: '三个一批 第十二期', projects: 5, total: yi('38') },
      { name: '三个一批 第十三期', projects: 5, total: yi('32.1') },
      { name: '三个一批 第十四期', projects: 12, total: yi('79.1') },
    ]);
  });

  it('numbers the issues without gap, in the order of registration, 300 in 2024', async () => {
    for (const [today, { database }] of both()) {
      const rows = await database.query(
        `select year, count(*)::int as count, max(sequence) as last, min(c.last) as counter,
                bool_and(number = l.number_prefix || '-' || year || '-' || lpad(sequence::text, 4, '0')) as named,
                bool_and(sequence = place) as ordered
           from (select *, row_number() over (partition by ledger_id, year order by registered_at, sequence) as place
                   from issue) i
           join ledger_counter c using (ledger_id, year) join ledger l on l.id = ledger_id
          group by l.id, year order by year, l.sort`,
      );
      expect(rows[0]).toMatchObject({ year: 2024, count: 300 });
      // The other ledgers have numbers of their own.
      expect(rows.length).toBeGreaterThan(5);
      for (const row of rows)
        expect(row).toMatchObject({ last: row.count, counter: row.count, named: true, ordered: true });
      const [late] = await database.query(
        `select count(*)::int as events from issue_event where at >= ($1 || ' 00:00+08')::timestamptz`,
        [today],
      );
      expect(late.events).toBe(0);
    }
  });

  it('has issues in every state, of 2024 and around today', async () => {
    for (const [today, { database }] of both()) {
      const states = await database.query('select distinct state from issue where year = 2024');
      expect(states.map(({ state }: { state: string }) => state).sort()).toEqual([...STATES].sort());
      const [around] = await database.query(
        `select count(*) filter (where due_on < $1 and state = 'in-progress')::int as late,
                count(*) filter (where due_on = $1)::int as today,
                count(*) filter (where due_on > $1 and due_on <= $1::date + 7)::int as soon,
                count(*) filter (where state = 'registered')::int as registered,
                count(*) filter (where state = 'returned')::int as returned,
                count(*) filter (where state = 'pending-verification')::int as verify,
                count(distinct state)::int as states
           from issue where state <> 'closed'`,
        [today],
      );
      expect(around.late).toBeGreaterThanOrEqual(8);
      expect(around.today).toBeGreaterThanOrEqual(4);
      expect(around.soon).toBeGreaterThanOrEqual(10);
      expect(Math.min(around.registered, around.returned, around.verify)).toBeGreaterThanOrEqual(5);
    }
  });

  it('has deadlines that rest on the calendar of the next year, which is not published yet', async () => {
    const [row] = await saturday.database.query(
      `select count(*)::int as count from issue where state = 'in-progress' and due_on > '2026-12-31'`,
    );
    expect(row.count).toBeGreaterThanOrEqual(2);
  });

  it('tells at least sixty different problems, of every category', async () => {
    const [row] = await saturday.database.query(
      `select count(distinct title)::int as titles, count(distinct category_code)::int as categories,
              bool_or(title ~ '[{}]' or description ~ '[{}]') as unfilled
         from issue where ledger_id = (select id from ledger where code = 'project-issue')`,
    );
    expect(row.titles).toBeGreaterThanOrEqual(60);
    expect(row).toMatchObject({ categories: CATEGORIES.length, unfilled: false });
    const [notes] = await saturday.database.query(`select bool_or(note ~ '[{}]') as unfilled from issue_event`);
    expect(notes.unfilled).toBe(false);
  });

  it('visits 93 to 98 of 100 weekly duties of each month of 2024, on working days', async () => {
    const { database } = saturday;
    const calendar = await readCalendar(database);
    const days: { day: string }[] = await database.query('select distinct visited_on as day from visit');
    expect(days.filter(({ day }) => !calendar.isWorkday(day))).toEqual([]);
    const [weeks] = await database.query(
      `select count(distinct date_trunc('week', visited_on))::int as weeks from visit where visited_on < '2025-01-01'`,
    );
    expect(weeks.weeks).toBeGreaterThanOrEqual(40);
    const rows = await database.query(
      `select to_char(q.monday + 3, 'YYYY-MM') as month,
              round(count(v.found) * 100.0 / count(*), 1)::float as coverage
         from generate_series('2024-03-04'::date, '2024-12-23', '7 days') w
         cross join lateral (select w::date as monday) q
         join list_member m on m.from_month <= to_char(q.monday + 3, 'YYYY-MM')
                           and (m.to_month is null or m.to_month >= to_char(q.monday + 3, 'YYYY-MM'))
         join project_list l on l.id = m.list_id and l.year = 2024 and l.name = '市重点'
         left join lateral (select 1 as found from visit where project_id = m.project_id
                             and visited_on between q.monday and q.monday + 6 limit 1) v on true
        group by 1`,
    );
    expect(rows.length).toBe(10);
    for (const { coverage } of rows) {
      expect(coverage).toBeGreaterThan(85);
      expect(coverage).toBeLessThanOrEqual(100);
    }
    const mean = rows.reduce((sum: number, { coverage }: { coverage: number }) => sum + coverage, 0) / rows.length;
    expect(mean).toBeGreaterThan(93);
    expect(mean).toBeLessThan(98);
  });

  it('shows photos, documents and conversations with a file for each row, none from the future, and tells who was named', async () => {
    for (const [today, { database, store }] of both()) {
      const rows: { kind: string; name: string; keys: string[] }[] = await database.query(
        `select kind, name, array_remove(array[storage_key, thumbnail_key], null) as keys from attachment`,
      );
      expect(new Set(rows.map(({ kind }) => kind))).toEqual(new Set(['photo', 'document']));
      expect(rows.filter(({ name }) => !name.includes('演示'))).toEqual([]);
      for (const key of rows.flatMap(({ keys }) => keys)) expect(await store.has(key)).toBe(true);
      const [said] = await database.query(
        `select count(*)::int as comments, (max(at) < ($1 || ' 00:00+08')::timestamptz) as past,
                (select count(*)::int from reminder where rule = 'issue-mentioned') as told from issue_comment`,
        [today],
      );
      expect(said.comments).toBeGreaterThan(20);
      expect(said.told).toBeGreaterThan(0);
      expect(said.past).toBe(true);
    }
  });

  it('tells visits as phones send them: photos with a watermark, problems looked at again, corrections, a verdict on site', async () => {
    for (const [today, { database, store }] of both()) {
      const photos: { source: string; positioned: boolean; distance: number | null; keys: (string | null)[] }[] =
        await database.query(
          `select source, position_at is not null as positioned, distance, array[storage_key, thumbnail_key, stamped_key] as keys
             from visit_photo f join visit v on v.id = f.visit_id and f.id = any (v.photo_ids)
             left join photo_work w on w.photo_id = f.id`,
        );
      expect(photos.length).toBeGreaterThanOrEqual(15);
      for (const key of photos.flatMap(({ keys }) => keys)) expect(await store.has(key ?? 'none')).toBe(true);
      expect(photos.some(({ source }) => source === 'gallery')).toBe(true);
      expect(photos.some(({ source, positioned }) => source === 'camera' && !positioned)).toBe(true);
      expect(photos.filter(({ distance }) => (distance ?? 0) > 2_000).length).toBeGreaterThanOrEqual(1);
      // Drawn pictures look different, so that only the one that was used again is found.
      expect(
        await database.query(
          `select a.project_id <> b.project_id as elsewhere, m.distance from photo_match m
             join visit_photo a on a.id = m.photo_id join visit_photo b on b.id = m.earlier_id`,
        ),
      ).toEqual([{ elsewhere: true, distance: 0 }]);
      const [said] = await database.query(
        `select array_agg(distinct r.finding order by r.finding) as findings,
                count(*) filter (where r.state_then = 'closed')::int as closed,
                (select count(*)::int from visit_version) as corrected,
                (select count(*)::int from visit where clock_skew > 0) as skewed,
                (select count(*)::int from issue_event where action = 'verify' and data ? 'visitId') as verified,
                (select max(created_at) < ($1 || ' 00:00+08')::timestamptz from visit) as past
           from visit_recheck r`,
        [today],
      );
      expect(said).toEqual({
        ...{ findings: ['progress', 'solved', 'still'], closed: 1, corrected: 2, skewed: 1, verified: 1, past: true },
      });
      const [told] = await database.query(
        `select count(*) filter (where v.completed = e.completed)::int as same,
                count(*) filter (where v.completed <> e.completed)::int as other,
                count(*) filter (where v.progress_unchanged)::int as unchanged,
                count(*) filter (where v.completed is not null and e.month is null)::int as fresh
           from visit v left join progress_entry e
             on e.project_id = v.project_id and e.month = to_char(v.visited_on, 'YYYY-MM')
          where v.visited_on >= ($1::date - interval '2 months')`,
        [today],
      );
      expect(Math.min(told.same, told.other, told.unchanged, told.fresh)).toBeGreaterThanOrEqual(1);
    }
  });

  it('photographs each provincial key project in the last month that was published', async () => {
    for (const [, { database }] of both()) {
      const projects: { photos: number; shown: number }[] = await database.query(
        `select count(f.id)::int as photos, count(w.stamped_key)::int as shown
           from project_list l join list_member m on m.list_id = l.id and m.from_month <= '2024-10'
            and coalesce(m.to_month, '9999-12') >= '2024-10'
           left join visit v on v.project_id = m.project_id and v.visited_on between '2024-10-01' and '2024-10-31'
           left join visit_photo f on f.visit_id = v.id and f.id = any (v.photo_ids)
           left join photo_work w on w.photo_id = f.id
          where l.kind = 'provincial-key' and l.year = 2024 group by m.project_id`,
      );
      expect(projects).toEqual(Array(3).fill({ photos: 2, shown: 2 }));
    }
  });

  it('gives each account work of its own', async () => {
    for (const [, { database }] of both()) {
      const [row] = await database.query(
        `select (select count(*)::int from project j join person p on p.id = j.officer_id where p.username = 'officer') as projects,
                (select count(*)::int from issue i join person p on p.unit_id = i.lead_unit_id
                  where p.username = 'handler' and i.state in ('assigned', 'in-progress')) as open,
                (select count(*)::int from issue i join person p on p.id = i.handler_id
                  where p.username = 'handler' and i.state <> 'closed') as mine,
                (select count(distinct unit_id)::int from person where username in ('handler', 'head')) as units`,
      );
      expect(row.projects).toBeGreaterThanOrEqual(10);
      expect(row.open).toBeGreaterThanOrEqual(10);
      expect(row.mine).toBeGreaterThanOrEqual(3);
      expect(row.units).toBe(1);
    }
  });

  it('holds only histories that the workflow allows, and the state that they lead to', async () => {
    for (const [, { database }] of both()) expect(await faultsOf(database)).toEqual([]);
  });

  it('is the same district for the same day, and another for another', async () => {
    const again = await seeded(SATURDAY);
    try {
      expect(await contents(again.database)).toEqual(await contents(saturday.database));
      expect(await contents(newYear.database)).not.toEqual(await contents(saturday.database));
    } finally {
      await again.close();
    }
  }, 180_000);
});

const RANDOM: Record<string, string[]> = {
  issue_event: ['id', 'hash'],
  visit_photo: ['storage_key', 'thumbnail_key'],
};

/** A hash of each table; the password's salt, the ledger's id and those of events that nobody chose are random, and with them the hashes over them; so are the names of files. */
async function contents(database: DataSource): Promise<Record<string, string>> {
  const tables = [
    ...['unit', 'person', 'project', 'project_list', 'list_member', 'annual_plan', 'progress_entry', 'milestone'],
    ...[
      'visit',
      'visit_recheck',
      'visit_version',
      'visit_photo',
      'issue',
      'issue_event',
      'ledger_counter',
      'issue_category',
      'setting',
    ],
  ];
  const hashes: Record<string, string> = {};
  for (const table of tables) {
    const rows: { row: string }[] = await database.query(
      `select (to_jsonb(t) - 'password_hash' - 'ledger_id' - $1::text[])::text as row from ${table} t order by 1`,
      [RANDOM[table] ?? []],
    );
    hashes[table] = createHash('sha256')
      .update(rows.map(({ row }) => row).join('\n'))
      .digest('hex');
  }
  return hashes;
}

type Step = {
  action: Action | 'register' | 'absorb' | 'order' | 'rate' | 'recheck';
  from: string | null;
  to: string;
  at: Date;
  note: string;
  data: Record<string, unknown>;
  dueOn: string | null;
  actor: Principal;
};
type Told = IssueFields & {
  number: string;
  severity: 'low' | 'medium' | 'high';
  registeredBy: string;
  officerId: string | null;
  leaderId: string | null;
  version: number;
  steps: (Omit<Step, 'at'> & { at: string })[];
};

/** Plays every record again through the workflow, from the database alone, and says where it does not fit. */
async function faultsOf(database: DataSource): Promise<string[]> {
  const calendar = await readCalendar(database);
  const rule = (await findLedgers(database.manager)).find(({ code }) => code === 'project-issue');
  const units = new Map<string, string>(
    (await database.query('select id, name from unit')).map(({ id, name }: { id: string; name: string }) => [name, id]),
  );
  const handlers: { id: string; name: string; unitId: string }[] = await database.query(
    `select id, name, unit_id as "unitId" from person where roles && array['handler', 'head']`,
  );
  const told: Told[] = await database.query(
    `select i.number, i.severity, i.version, ${ISSUE_FIELDS}, i.registered_by as "registeredBy",
            p.officer_id as "officerId", p.leader_id as "leaderId",
            (select jsonb_agg(jsonb_build_object('action', e.action, 'from', e.from_state, 'to', e.to_state, 'at', e.at,
                      'note', e.note, 'data', e.data, 'dueOn', e.due_on,
                      'actor', jsonb_build_object('id', a.id, 'name', a.name, 'unitId', a.unit_id, 'roles', a.roles,
                                                  'standsInFor', '{}'::uuid[])) order by e.seq)
               from issue_event e left join person a on a.id = e.actor_id where e.issue_id = i.id) as steps
       from issue i join project p on p.id = i.project_id join ledger l on l.id = i.ledger_id
      where l.code = 'project-issue'`,
  );
  return told.flatMap((issue) => {
    const fault = play(issue, { rule: rule as LedgerRule, calendar, units, handlers });
    return fault ? [`${issue.number}: ${fault}`] : [];
  });
}

/** The same whatever the order of keys, and whether an instant is a Date or text. */
const plain = (value: unknown): string => fingerprint(JSON.parse(JSON.stringify(value)));

interface Known {
  rule: LedgerRule;
  calendar: WorkingCalendar;
  units: Map<string, string>;
  handlers: { id: string; name: string; unitId: string }[];
}

function play(issue: Told, { rule, calendar, units, handlers }: Known): string | undefined {
  const [register, ...rest] = issue.steps;
  if (register?.action !== 'register' || issue.steps.length !== issue.version)
    return 'does not begin with its registration';
  const registeredOn = dayOf(new Date(register.at));
  const turnDueOn = calendar.addWorkingDays(registeredOn, rule.days.assign[issue.severity]).day;
  const fields: IssueFields = { ...NEW_ISSUE, turnDueOn };
  let before = new Date(register.at);
  const handled = new Set<string>();
  for (const [index, { action, from, to, at, note, data, dueOn, actor }] of rest.entries()) {
    const seq = index + 2;
    const now = new Date(at);
    if (now <= before) return `${action} is not after the step before`;
    if (action === 'absorb' || action === 'order' || action === 'rate' || action === 'recheck') {
      before = now;
      if (action !== 'rate') continue;
      // The enterprise has spoken: nothing is taken back any more, and who is dissatisfied is to be answered.
      Object.assign(fields, { undo: null, lastStepBy: null });
      if (data.score !== 'dissatisfied') continue;
      const day = calendar.addWorkingDays(dayOf(now), rule.days.answer[issue.severity]).day;
      Object.assign(fields, { ratingDueOn: day, turnDueOn: day });
      continue;
    }
    if (action === 'register' || from !== fields.state) return `${action} from ${from}, but it is ${fields.state}`;
    const today = dayOf(now);
    const { leadUnitId } = fields;
    const { registeredBy, officerId, leaderId } = issue;
    const people = { registeredBy, officerId, leaderId, handled: handled.has(actor.id) };
    const relation = { ...fields, ...people, projectId: 'some', stepUnitIds: [], version: seq - 1 };
    const step = next(action, factsOf(actor, relation, { today, calendar, rule, stepsOpen: 0 }));
    if ('refused' in step) return `${action} on ${today}: ${step.refused}`;
    if (step.to !== to) return `${action} leads to ${step.to}, not ${to}`;
    if (!calendar.isWorkday(today)) return `${action} on ${today}, which is not worked`;
    const unit = (name: unknown): string => units.get(String(name)) ?? '';
    const body = {
      leadUnitId: data.leadUnit === undefined ? undefined : unit(data.leadUnit),
      supportUnitIds: (data.supportUnits as string[] | undefined)?.map(unit),
      handlerId: handlers.find(({ name, unitId }) => name === data.handler && unitId === leadUnitId)?.id,
      dueOn: (data.askedDueOn ?? data.answerBy ?? data.dueOn) as string | undefined,
      reviewOn: data.reviewOn as string | undefined,
      targetId: data.targetId as string | undefined,
      light: data.light as 'red' | undefined,
      until: data.until as string | undefined,
      risk: data.risk as string | undefined,
      done: data.partDone as boolean | undefined,
      measures: data.measures as string | undefined,
      note,
    };
    if ((needsOf(action) as readonly string[]).includes('note') && note === '') return `${action} without a note`;
    const moment = { now, today, calendar, rule, severity: issue.severity, actor };
    Object.assign(fields, effectOf(action, fields, step.to, body, moment).change);
    if (dueOn !== fields.dueOn) return `${action} leaves the deadline ${dueOn}, not ${fields.dueOn}`;
    if ((HANDLING as string[]).includes(action)) handled.add(actor.id);
    before = now;
  }
  const keys = Object.keys(NEW_ISSUE) as (keyof IssueFields)[];
  const different = keys.filter((key) => plain(fields[key]) !== plain(issue[key]));
  return different.length > 0 ? `${different.join(', ')} differ from what the record leads to` : undefined;
}
