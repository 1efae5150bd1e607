import type { SchemeRule } from '@app/scoring';

/** A scheme that is shipped as an example; the district changes it by a new version. */
export interface ShippedScheme {
  /** Stays the same: a district that renames the scheme does not get it a second time. */
  id: string;
  name: string;
  description: string;
  fromMonth: string;
  rule: SchemeRule;
}

/** What a city printed under its monthly table of 2017, item by item. */
export const CITY_2017: ShippedScheme = {
  id: '01928d40-0000-7000-8000-000000002017',
  name: '重点项目月度考核办法（某市 2017 年公布）',
  description:
    '某市 2017 年随重点项目建设考核情况在市报公布的计分办法：项目开工数量、规模、类型、进度、省考核、投产、单月完成投资、集中开工活动加分，受到批评减分。其中“进度”按责任单位全部项目合计计算；“省考核”按有依据的登记计分。作为示例随系统提供，可另行修订。',
  fromMonth: '2017-01',
  rule: {
    period: 'month',
    digits: 2,
    lists: [],
    items: [
      {
        code: 'starts',
        name: '项目开工',
        kind: 'count',
        direction: 'add',
        note: '新开、续建按开工节点的实际日期判断：本年开工为新开，往年开工且没有在往年竣工的为续建。',
        cases: [
          { label: '新开', where: [{ kind: 'milestone', value: 'started', when: 'year' }], points: '5' },
          {
            label: '续建',
            where: [
              { kind: 'milestone', value: 'started', when: 'earlier' },
              { kind: 'milestone', value: 'completed', when: 'earlier', not: true },
            ],
            points: '2',
          },
        ],
      },
      {
        code: 'size',
        name: '项目规模',
        kind: 'tiers',
        direction: 'add',
        over: 'plan',
        tiers: [
          { from: '100000', points: '20' },
          { from: '50000', points: '10' },
          { from: '10000', points: '6' },
          { from: null, points: '3' },
        ],
      },
      {
        code: 'category',
        name: '项目类型',
        kind: 'count',
        direction: 'add',
        cases: [
          { label: '产业类', where: [{ kind: 'category', value: 'industry' }], points: '15' },
          { label: '民生类', where: [{ kind: 'category', value: 'livelihood' }], points: '8' },
          { label: '基础功能类', where: [{ kind: 'category', value: 'basic' }], points: '6' },
        ],
      },
      {
        code: 'progress',
        name: '投资进度',
        kind: 'measure',
        direction: 'add',
        measure: 'investment.rate',
        per: 'rate',
        weight: '60',
        noBase: 'exclude',
      },
      {
        code: 'provincial',
        name: '省考核',
        kind: 'manual',
        direction: 'add',
        least: '20',
        most: '20',
        note: '列入省考核的加 20 分，登记时写明文号。',
      },
      {
        code: 'production',
        name: '投产投运',
        kind: 'count',
        direction: 'add',
        cases: [
          { label: '投产', where: [{ kind: 'milestone', value: 'production', when: 'year' }], points: '20' },
          { label: '投运', where: [{ kind: 'milestone', value: 'operation', when: 'year' }], points: '10' },
        ],
      },
      {
        code: 'month',
        name: '单月投资规模',
        kind: 'threshold',
        direction: 'add',
        measure: 'investment.month',
        value: '100000',
        inclusive: false,
        points: '30',
      },
      {
        code: 'joint-start',
        name: '集中开工活动',
        kind: 'manual',
        direction: 'add',
        least: '30',
        most: '30',
        perQuarter: 1,
        perYear: 4,
      },
      {
        code: 'criticised',
        name: '受到批评',
        kind: 'manual',
        direction: 'deduct',
        least: '5',
        most: '20',
        note: '项目投资环境受到市级以上部门批评的，按性质减 5 至 20 分。',
      },
    ],
  },
};

const share = (
  code: string,
  name: string,
  weight: string,
  batch: string,
  step: string,
): SchemeRule['items'][number] => ({
  ...{ code, name, kind: 'share', direction: 'add', weight, noBase: 'spread' },
  among: [{ kind: 'batch', value: batch }],
  reached: [{ kind: 'milestone', value: step, when: 'ever' }],
});

/** 三个一批 in the manner of Henan's evaluation; the weights are an example. */
export const THREE_BATCHES: ShippedScheme = {
  id: '01928d40-0000-7000-8000-000000002021',
  name: '“三个一批”活动评价办法（示例）',
  description:
    '参照河南省“三个一批”活动评价的做法：签约项目履约率、签约项目开工率、开工项目投产率、投产项目达效率、入库率和投资完成率。分值（15、20、20、15、10、20，合计 100）为示例，不是省里公布的分值；没有某一批项目的单位，该项不计，其余各项得分按全部分值折算。据实加分最多 10 分，减分最多 10 分。',
  fromMonth: '2021-07',
  rule: {
    period: 'month',
    digits: 2,
    lists: ['three-batches'],
    items: [
      share('fulfilled', '签约项目履约率', '15', 'signed', 'fulfilled'),
      share('started', '签约项目开工率', '20', 'signed', 'started'),
      share('production', '开工项目投产率', '20', 'started', 'production'),
      share('capacity', '投产项目达效率', '15', 'production', 'capacity'),
      {
        ...{
          code: 'registry',
          name: '入库率',
          kind: 'share',
          direction: 'add',
          weight: '10',
          noBase: 'spread',
          wide: true,
        },
        among: [{ kind: 'eligible' }],
        reached: [{ kind: 'entered' }],
      },
      {
        ...{ code: 'investment', name: '投资完成率', kind: 'measure', direction: 'add', measure: 'investment.rate' },
        ...{ per: 'rate', weight: '20', cap: '20', floor: '0', noBase: 'spread' },
      },
      { code: 'bonus', name: '加分', kind: 'manual', direction: 'add', least: '1', most: '10', cap: '10' },
      { code: 'deduction', name: '减分', kind: 'manual', direction: 'deduct', least: '1', most: '10', floor: '-10' },
    ],
  },
};

export const SCHEMES = [THREE_BATCHES, CITY_2017];
