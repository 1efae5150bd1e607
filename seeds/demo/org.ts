import type { Principal, Role, UnitKind } from '@app/org';
import { instantAt } from '@app/platform';
import type { CategoryCode } from '../reference/reference';
import { Random } from './random';

/** A person as the history needs them: one who acts. `unit_id` and the like are the columns of `person`. */
export interface DemoPerson extends Principal {
  title: string;
  unit_id: string;
  created_at: string;
}
export interface DemoUnit {
  id: string;
  name: string;
  kind: UnitKind;
}

const UNITS = {
  bureau: ['经济发展局', 'bureau'],
  leadership: ['高新区管委会', 'leadership'],
  power: ['供电公司', 'company'],
  water: ['水务公司', 'company'],
  land: ['自然资源和规划局', 'department'],
  housing: ['住房和城乡建设局', 'department'],
  environment: ['生态环境局', 'department'],
  finance: ['财政金融局', 'department'],
  labour: ['人力资源和社会保障局', 'department'],
  safety: ['应急管理局', 'department'],
  permits: ['行政审批局', 'department'],
  social: ['社会事业局', 'department'],
  wenyuan: ['文苑街道办事处', 'street'],
  liwan: ['李湾街道办事处', 'street'],
  mafang: ['马坊镇人民政府', 'street'],
} as const satisfies Record<string, readonly [string, UnitKind]>;
export type UnitCode = keyof typeof UNITS;
const CODES = Object.keys(UNITS) as UnitCode[];
export const DEPARTMENTS = CODES.filter((code) => code !== 'bureau' && code !== 'leadership');

/** The department that usually solves a kind of problem, and where such a problem is sent by mistake. */
export const SOLVED_BY: Record<CategoryCode, { lead: UnitCode; mistaken: UnitCode; support: UnitCode }> = {
  power: { lead: 'power', mistaken: 'housing', support: 'land' },
  'water-drainage': { lead: 'water', mistaken: 'housing', support: 'environment' },
  land: { lead: 'land', mistaken: 'permits', support: 'liwan' },
  funds: { lead: 'finance', mistaken: 'labour', support: 'permits' },
  permits: { lead: 'permits', mistaken: 'environment', support: 'safety' },
  labour: { lead: 'labour', mistaken: 'safety', support: 'social' },
  roads: { lead: 'housing', mistaken: 'mafang', support: 'wenyuan' },
  demolition: { lead: 'wenyuan', mistaken: 'land', support: 'land' },
  other: { lead: 'environment', mistaken: 'housing', support: 'liwan' },
};

export interface Org {
  units: Record<UnitCode, DemoUnit>;
  people: DemoPerson[];
  officers: DemoPerson[];
  supervisors: DemoPerson[];
  leaders: DemoPerson[];
  handlers: Record<UnitCode, DemoPerson[]>;
  heads: Record<UnitCode, DemoPerson>;
}

const SURNAMES = [...'陈林黄吴徐孙马朱胡郭何高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘'];
const GIVEN = [
  ...['立行', '静', '建国', '晓燕', '志远', '敏', '文博', '丽娟', '海涛', '洁', '明哲', '雪梅', '东升', '慧'],
  ...['国栋', '佳', '永强', '秀英', '子健', '芳', '春生', '婷', '卫东', '琳', '思远', '红', '长江', '颖', '少华'],
];
/** The six accounts that are printed at the start. */
export const ACCOUNTS = ['officer', 'handler', 'head', 'supervisor', 'leader', 'admin'] as const;

/** Units and people of the demo; names of people are made up. */
export function makeOrg(): Org {
  const random = new Random('org');
  const founded = instantAt('2023-12-20', '09:00');
  const units = Object.fromEntries(
    CODES.map((code) => [code, { id: random.id(founded), name: UNITS[code][0], kind: UNITS[code][1] }]),
  ) as Record<UnitCode, DemoUnit>;
  const people: DemoPerson[] = [];
  const hire = (username: string, unit: UnitCode, role: Role, title: string): DemoPerson => {
    const index = people.length;
    // 30 surnames and 29 given names share no divisor: 870 people before a name comes twice.
    const name = `${SURNAMES[index % SURNAMES.length]}${GIVEN[index % GIVEN.length]}`;
    const { id, name: unitName } = units[unit];
    const person = {
      id: random.id(founded),
      username,
      name,
      title,
      unitId: id,
      unitName,
      roles: [role],
      standsInFor: [],
      sessionId: '',
    };
    people.push({ ...person, unit_id: id, created_at: founded.toISOString() });
    return people[index] as DemoPerson;
  };
  const numbered = (name: string, count: number): string[] =>
    Array.from({ length: count }, (_, index) => (index === 0 ? name : `${name}${String(index + 1).padStart(2, '0')}`));

  const officers = numbered('officer', 12).map((name) => hire(name, 'bureau', 'officer', '项目专员、首席服务官'));
  const supervisors = numbered('supervisor', 2).map((name) => hire(name, 'bureau', 'supervisor', '督办专员'));
  const leaders = numbered('leader', 3).map((name) => hire(name, 'leadership', 'leader', '区领导'));
  hire('admin', 'bureau', 'administrator', '系统管理员');
  const handlers = {} as Org['handlers'];
  const heads = {} as Org['heads'];
  for (const code of DEPARTMENTS) {
    // The accounts that are printed belong to the power company: most problems of the demo are about electricity.
    const suffix = code === 'power' ? '' : `.${code}`;
    heads[code] = hire(`head${suffix}`, code, 'head', '部门负责人');
    handlers[code] = numbered(`handler${suffix}`, 3).map((name) => hire(name, code, 'handler', '承办人'));
  }
  return { units, people, officers, supervisors, leaders, handlers, heads };
}
