import { repairAll } from '@app/duty';
import type { Day, Tx } from '@app/platform';
import { inBulk } from './bulk';
import { ISSUE_PATHS } from './issue-paths';

/** How much of a year is made. */
export interface Scale {
  year: number;
  projects: number;
  issues: number;
  /** Of every account `scale-…`; null: nobody can sign in. */
  passwordHash: string | null;
  /** The first of the 365 days over which issues are registered; 1 January of the year when left out. */
  from?: Day;
  /** Without their records, which no list reads and which take most of the time: only what lists are measured with. */
  bare?: boolean;
  /** So many visits in all, spread over the year; as often as lists ask from June on when left out. */
  visits?: number;
  /**
   * For millions of rows: indexes and keys are made at the end, and records have no chain of hashes, which takes most of
   * the time and which nothing that is measured reads.
   */
  bulk?: boolean;
}

/** Tables whose rows mark what they touch: marking a million rows one by one says no more than that all is new. */
const MARKED = [
  ...[
    'project_standing',
    'project',
    'list_member',
    'annual_plan',
    'progress_entry',
    'milestone',
    'visit',
    'visit_duty',
  ],
  'issue',
];

/** Where the rows of a scale are. */
const BULKY = ['annual_plan', 'progress_entry', 'visit', 'issue', 'issue_event'];

const DEPARTMENTS = 20;
const OFFICERS = 40;

/**
 * Fills a year with as much as measuring needs, by SQL alone: projects on lists with plans, entries and visits, and
 * issues whose records are legal walks through the life cycle. The same every time but for the ids. Reference data must
 * be there; `analyze` is the caller's.
 */
export async function makeScale(tx: Tx, scale: Scale): Promise<void> {
  for (const table of MARKED) await tx.query(`alter table ${table} disable trigger rollup_marked`);
  if (scale.bulk) await inBulk(tx, BULKY, () => makeYear(tx, scale));
  else await makeYear(tx, scale);
  for (const table of MARKED) await tx.query(`alter table ${table} enable trigger rollup_marked`);
  await tx.query('delete from rollup_kept');
}

async function makeYear(tx: Tx, scale: Scale): Promise<void> {
  const { year, projects, issues, from = `${year}-01-01`, visits } = scale;
  await makePeople(tx, scale.passwordHash);
  await makeProjects(tx, year, projects);
  // What the worker would have made by the end of the year, batch by batch.
  await repairAll(tx, `${year}-12-31`);
  if (visits === undefined) await makeVisits(tx, year);
  else await makeVisitsOften(tx, year, Math.round(visits / projects));
  await makeIssues(tx, year, issues, from);
  if (!scale.bare) await makeEvents(tx, year, scale.bulk === true);
}

async function makePeople(tx: Tx, passwordHash: string | null): Promise<void> {
  await tx.query(
    `insert into unit (name, kind)
     select '规模测试局', 'bureau'
     union all select '规模单位' || lpad(n::text, 2, '0'), 'department' from generate_series(1, $1::int) n
     on conflict on constraint unit_name_unique do nothing`,
    [DEPARTMENTS],
  );
  await tx.query(
    `insert into person (username, name, unit_id, roles, password_hash)
     select 'scale-' || p.role || p.suffix, p.title || p.suffix, u.id, array[p.role], $3
       from (select 'supervisor' as role, '' as suffix, '督办专员' as title, '规模测试局' as unit
             union all select 'leader', '', '区领导', '规模测试局'
             union all select 'officer', '-' || lpad(n::text, 2, '0'), '项目专员', '规模测试局' from generate_series(1, $2::int) n
             union all select 'handler', '-' || lpad(n::text, 2, '0'), '承办人', '规模单位' || lpad(n::text, 2, '0')
                         from generate_series(1, $1::int) n) p
       join unit u on u.name = p.unit
     on conflict on constraint person_username_unique do nothing`,
    [DEPARTMENTS, OFFICERS, passwordHash],
  );
}

/** The project's number within the year, from its name. */
const NUMBER = `right(p.name, 5)::int`;
const ofYear = `p.name like '规模项目 ' || $1::int || '-%'`;

async function makeProjects(tx: Tx, year: number, count: number): Promise<void> {
  await tx.query(
    `insert into project (name, owner_name, industry, address, total_investment, unit_id, officer_id,
                          statistics_eligible_on, statistics_entered_on)
     select format('规模项目 %s-%s', $1::int, lpad(n::text, 5, '0')), '规模企业' || n % 997, '装备制造', '规模路' || n % 300 || '号',
            n * 7919 % 900000 + 1000 + (n % 10000)::numeric / 10000,
            (select array_agg(id order by name) from unit where name like '规模单位%')[1 + n % $3],
            (select array_agg(id order by username) from person where username like 'scale-officer-%')[1 + n % $4],
            case when n % 12 = 5 then make_date($1::int, 1 + n % 9, 10) end,
            case when n % 12 = 5 and n % 5 > 0 then make_date($1::int, 2 + n % 9, 20) end
       from generate_series(1, $2::int) n`,
    [year, count, DEPARTMENTS, OFFICERS],
  );
  await tx.query(
    `with list as (
       insert into project_list (name, year, kind, rate_digits, visit_every)
       values ('规模·省重点', $1::int, 'provincial-key', 2, 'week'), ('规模·市重点', $1::int, 'city-key', 2, 'week'),
              ('规模·区重点', $1::int, 'district-key', 0, 'month'), ('规模·三十工程', $1::int, 'thirty-projects', 2, 'week'),
              ('规模·三个一批', $1::int, 'three-batches', 2, 'week')
       returning id, kind)
     insert into list_member (list_id, project_id, from_month, to_month, batch)
     select list.id, p.id, $1::int || case when ${NUMBER} % 40 = 4 then '-06' else '-01' end,
            case when ${NUMBER} % 40 = 3 then $1::int || '-08' end,
            case when list.kind = 'three-batches' then (array['signed', 'started', 'production'])[1 + ${NUMBER} / 12 % 3] end
       from project p join list on case list.kind when 'provincial-key' then ${NUMBER} % 100 = 0
                                                  when 'city-key' then ${NUMBER} % 10 = 0
                                                  when 'thirty-projects' then ${NUMBER} % 50 = 7
                                                  when 'three-batches' then ${NUMBER} % 12 = 5
                                                  else true end
      where ${ofYear}`,
    [year],
  );
  // Two in three plans are revised in July; entries are a twelfth of the plan, give or take.
  await tx.query(
    `insert into annual_plan (project_id, year, from_month, amount, basis, entered_at)
     select p.id, $1::int, $1::int || r.month, round(p.total_investment * r.share, 4),
            case when ${NUMBER} % 9 = 0 then 'with-preliminary' else 'without-preliminary' end, make_date($1::int, 1, 5)
       from project p join (values ('-01', 0.31), ('-07', 0.34)) r (month, share) on r.month = '-01' or ${NUMBER} % 3 > 0
      where ${ofYear}`,
    [year],
  );
  await tx.query(
    `insert into progress_entry (project_id, month, completed, basis, physical_progress, entered_at)
     select p.id, $1::int || '-' || lpad(m::text, 2, '0'), round(p.total_investment * (20 + (${NUMBER} + m * 7) % 13) / 1000, 4),
            'without-preliminary', '主体施工第' || m || '月', make_date($1::int, m, 28)
       from project p cross join generate_series(1, 12) m where ${ofYear}`,
    [year],
  );
  await tx.query(
    `insert into milestone (project_id, kind, planned_on, actual_on)
     select p.id, s.kind, make_date($1::int, s.month, 15), case when ${NUMBER} % 7 < 6 then make_date($1::int, s.month, 1 + ${NUMBER} % 28) end
       from project p cross join (values ('signed', 1), ('started', 4), ('production', 7), ('capacity', 9)) s (kind, month)
      where ${ofYear} and ${NUMBER} % 12 = 5`,
    [year],
  );
}

/** From June on, each project as often as its strictest list asks, but for one time in twenty. */
async function makeVisits(tx: Tx, year: number): Promise<void> {
  await tx.query(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, latitude, longitude, body_hash, created_at)
     select uuidv7(), p.id, p.officer_id, d.day + time '10:30', d.day, '现场查看进度，设备安装按计划推进，现场有序。',
            35.2, 113.2, 'scale', d.day + time '18:00'
       from project p
       join lateral (select case when ${NUMBER} % 10 = 0 or ${NUMBER} % 50 = 7 or ${NUMBER} % 12 = 5 then 7 else 30 end as days) every on true
       join lateral (select make_date($1::int, 6, 2) + i * every.days + ${NUMBER} % 3 as day
                       from generate_series(0, 210 / every.days) i where (i + ${NUMBER}) % 20 > 0) d on true
      where ${ofYear}`,
    [year],
  );
}

/** Each project so many times in the year, but for one time in twenty. */
async function makeVisitsOften(tx: Tx, year: number, times: number): Promise<void> {
  await tx.query(
    `insert into visit (id, project_id, officer_id, visited_at, visited_on, note, latitude, longitude, body_hash, created_at)
     select uuidv7(), p.id, p.officer_id, d.day + time '10:30', d.day, '现场查看进度，设备安装按计划推进，现场有序。',
            35.2, 113.2, 'scale', d.day + time '18:00'
       from project p
       join lateral (select make_date($1::int, 1, 1) + (i * 364 / $2::int + ${NUMBER} % 3) as day
                       from generate_series(0, $2::int - 1) i where (i / 4 + ${NUMBER}) % 20 > 0) d on true
      where ${ofYear}`,
    [year, times],
  );
}

const PATHS = JSON.stringify(ISSUE_PATHS.map((path, place) => ({ place, ...path })));

const WALK = `jsonb_to_recordset($2::jsonb) as w (place int, state text, steps jsonb)`;

async function makeIssues(tx: Tx, year: number, count: number, from: Day): Promise<void> {
  // One path for each place of twenty, so that every state has its share; hours between two steps differ by issue.
  const lead = `(1 + n / ${ISSUE_PATHS.length} % ${DEPARTMENTS})`;
  const registered = `($5::date + n * interval '365 days' / $3::int)::timestamptz`;
  await tx.query(
    `insert into issue (id, ledger_id, number, year, sequence, project_id, title, description, category_code, severity, state,
                        version, cycle, registered_by, registered_at, lead_unit_id, support_unit_ids, handler_id, assigned_on,
                        sign_due_on, return_until, first_due_on, due_on, suspended_on, review_on, closed_at, touched_at, body_hash)
     select uuidv7(), l.id, l.number_prefix || '-' || $1::int || '-' || lpad(n::text, greatest(4, length(n::text)), '0'), $1::int, n, p.id,
            '规模问题' || n || '：' || (array['临时用电容量不足', '雨污管网未接通', '用地手续未办结', '贷款尚未到位'])[1 + n % 4],
            '企业反映该问题影响施工进度，现场已核实，需要主办单位协调解决。',
            (array['power', 'water-drainage', 'land', 'funds', 'permits', 'labour', 'roads', 'other'])[1 + n / 3 % 8],
            (array['low', 'medium', 'high'])[1 + n % 3], w.state, t.count, 1 + t.reopened, p.officer_id, t.first,
            case when t.count > 1 then unit.ids[${lead}] end,
            case when n % 4 = 0 and t.count > 1 then array[unit.ids[1 + ${lead} % ${DEPARTMENTS}]] else '{}' end,
            case when t.count > 2 then handler.ids[${lead}] end,
            a.day, a.day + 1, a.day + 2, a.day + 14, a.day + 14,
            case when w.state = 'suspended' then t.last::date end, case when w.state = 'suspended' then t.last::date + 30 end,
            case when w.state = 'closed' then t.last end, t.last, 'scale'
       from generate_series(1, $3::int) n
       join ${WALK} on w.place = n % ${ISSUE_PATHS.length}
       join lateral (select jsonb_array_length(w.steps) as count, ${registered} as first,
                            ${registered} + (jsonb_array_length(w.steps) - 1) * (20 + n % 30) * interval '1 hour' as last,
                            (w.steps @> '[{"action": "reopen"}]')::int as reopened) t on true
       join lateral (select case when t.count > 1 then (t.first + (20 + n % 30) * interval '1 hour')::date end as day) a on true
       join project p on p.name = format('规模项目 %s-%s', $1::int, lpad((1 + n * 7 % $4::int)::text, 5, '0'))
       join ledger l on l.code = 'project-issue'
       cross join (select array_agg(id order by name) as ids from unit where name like '规模单位%') unit
       cross join (select array_agg(id order by username) as ids from person where username like 'scale-handler-%') handler`,
    [year, PATHS, count, await projectsOf(tx, year), from],
  );
  await tx.query(
    `insert into ledger_counter (ledger_id, year, last) select id, $1::int, $2 from ledger where code = 'project-issue'
     on conflict on constraint ledger_counter_pk do update set last = excluded.last`,
    [year, count],
  );
}

/** The record of each issue: its walk, one event a step. */
async function makeEvents(tx: Tx, year: number, unchained: boolean): Promise<void> {
  await tx.query(
    `insert into issue_event (issue_id, seq, action, from_state, to_state, actor_id, unit_id, at, note, due_on, data, body_hash${unchained ? ', hash' : ''})
     select i.id, s.seq, s.step ->> 'action', s.step ->> 'from', s.step ->> 'to', who.id, who.unit_id,
            i.registered_at + (s.seq - 1) * (20 + i.sequence % 30) * interval '1 hour', s.step ->> 'note',
            case when s.seq > 1 then i.due_on end,
            case when s.step ->> 'action' = 'assign' then jsonb_build_object('leadUnit', u.name, 'dueOn', i.due_on) else '{}' end, 'scale'${unchained ? `, '\\x00'` : ''}
       from issue i join ${WALK} on w.place = i.sequence % ${ISSUE_PATHS.length}
       cross join lateral jsonb_array_elements(w.steps) with ordinality as s (step, seq)
       left join unit u on u.id = i.lead_unit_id
       left join person handler on handler.unit_id = i.lead_unit_id and handler.username like 'scale-handler-%'
       join person supervisor on supervisor.username = 'scale-supervisor'
       join person who on who.id = case s.step ->> 'by' when 'officer' then i.registered_by when 'lead' then handler.id else supervisor.id end
      where i.year = $1::int and i.body_hash = 'scale'
      order by i.sequence, s.seq`,
    [year, PATHS],
  );
}

async function projectsOf(tx: Tx, year: number): Promise<number> {
  const [row] = (await tx.query(`select count(*)::int as count from project p where ${ofYear}`, [year])) as [
    { count: number },
  ];
  return row.count;
}
