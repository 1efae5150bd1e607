import type { Role } from '@app/org';
import { hash } from '@node-rs/argon2';
import type { DataSource } from 'typeorm';

/** The fixed cast of the stories. Two of most roles, so that “somebody else” is always there. */
export const CAST = {
  officer: { name: '李专员', unit: 'bureau', roles: ['officer'] },
  officer2: { name: '王专员', unit: 'bureau', roles: ['officer'] },
  supervisor: { name: '赵督办', unit: 'bureau', roles: ['supervisor'] },
  supervisor2: { name: '钱督办', unit: 'bureau', roles: ['supervisor'] },
  handler: { name: '孙承办', unit: 'power', roles: ['handler'] },
  handler2: { name: '周承办', unit: 'land', roles: ['handler'] },
  head: { name: '吴主任', unit: 'power', roles: ['head'] },
  leader: { name: '郑区长', unit: 'leadership', roles: ['leader'] },
  admin: { name: '冯管理', unit: 'bureau', roles: ['administrator'] },
  /** Two hats: supervisor of the bureau and handler for what the bureau itself leads. */
  double: { name: '陈双职', unit: 'bureau', roles: ['supervisor', 'handler'] },
} as const satisfies Record<string, { name: string; unit: string; roles: readonly Role[] }>;
export type Actor = keyof typeof CAST;

export const UNITS = {
  bureau: { name: '经济发展局', kind: 'bureau' },
  power: { name: '供电公司', kind: 'company' },
  land: { name: '自然资源和规划局', kind: 'department' },
  leadership: { name: '区领导', kind: 'leadership' },
} as const;
export type UnitName = keyof typeof UNITS;

export const PASSWORD = 'Xiaohao-2024';

export interface Cast {
  people: Record<Actor, string>;
  units: Record<UnitName, string>;
}

/** Units, people, the problem ledger, its categories, and the calendar of 2024. */
export async function castInto(database: DataSource): Promise<Cast> {
  const units = {} as Record<UnitName, string>;
  for (const [key, unit] of Object.entries(UNITS) as [UnitName, (typeof UNITS)[UnitName]][]) {
    const [row] = (await database.query('insert into unit (name, kind) values ($1, $2) returning id', [
      unit.name,
      unit.kind,
    ])) as [{ id: string }];
    units[key] = row.id;
  }
  // A hash that says itself how much it costs to check: each story signs several people in.
  const passwordHash = await hash(PASSWORD, { memoryCost: 1024, timeCost: 1 });
  const people = {} as Record<Actor, string>;
  for (const [key, person] of Object.entries(CAST) as [Actor, (typeof CAST)[Actor]][]) {
    const [row] = (await database.query(
      `insert into person (username, name, unit_id, roles, password_hash) values ($1, $2, $3, $4, $5) returning id`,
      [key, person.name, units[person.unit], person.roles, passwordHash],
    )) as [{ id: string }];
    people[key] = row.id;
  }
  await database.query(`
    insert into ledger (code, name, number_pattern, step_days, soon_days)
    values ('project-issue', '项目问题台账', 'WT-{year}-{4}', '{"assign": {"low": 1, "medium": 1, "high": 1},
      "sign": {"low": 1, "medium": 1, "high": 1}, "due": {"low": 20, "medium": 10, "high": 5},
      "return": {"low": 2, "medium": 2, "high": 2}, "ruling": {"low": 2, "medium": 2, "high": 2},
      "verify": {"low": 3, "medium": 3, "high": 3}, "answer": {"low": 2, "medium": 2, "high": 2}}', 3)`);
  await database.query(
    `insert into issue_category (code, name, sort, unit_id) values ('power', '用电', 1, $1), ('land', '用地', 2, $2), ('other', '其他', 9, null)`,
    [units.power, units.land],
  );
  // State Council notice 国办发明电〔2023〕7号, the days that the tests walk through.
  await database.query(`
    insert into calendar_year (year, notice, published_on) values (2024, '国办发明电〔2023〕7号', '2023-10-25');
    insert into calendar_day (day, year, kind, name)
      select d::date, 2024, 'holiday', '国庆节' from generate_series('2024-10-01'::date, '2024-10-07', '1 day') d
      union all select d::date, 2024, 'holiday', '中秋节' from generate_series('2024-09-15'::date, '2024-09-17', '1 day') d
      union all values ('2024-09-14'::date, 2024, 'makeup', '中秋节'), ('2024-09-29', 2024, 'makeup', '国庆节'),
                       ('2024-10-12', 2024, 'makeup', '国庆节')`);
  return { people, units };
}
