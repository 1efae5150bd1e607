import { amountText, decimal } from '@app/platform';
import type { Case, Condition, ScoringItem, Tier, When } from './scheme.kinds';

/** An amount in 万元 as people read it. */
export function amountWords(amount: string): string {
  const value = decimal(amount);
  return value.abs().lessThan(10_000) ? `${amountText(value)} 万元` : `${amountText(value.dividedBy(10_000))} 亿元`;
}

/** A value with its unit, amounts as {@link amountWords}. */
export const valueWords = (value: string, unit: string): string =>
  unit === '万元' ? amountWords(value) : unit === '%' || unit === '' ? `${value}${unit}` : `${value} ${unit}`;

/** Points with their sign. */
export const signed = (points: string): string => (points.startsWith('-') ? `−${points.slice(1)}` : `+${points}`);

const MILESTONES: Record<string, string> = {
  fulfilled: '履约',
  signed: '签约',
  started: '开工',
  capped: '主体封顶',
  production: '投产',
  operation: '投运',
  capacity: '达效',
  completed: '竣工',
};
export const CATEGORY_WORDS: Record<string, string> = { industry: '产业类', livelihood: '民生类', basic: '基础功能类' };
const BATCHES: Record<string, string> = { signed: '签约一批', started: '开工一批', production: '投产一批' };
export const LIST_WORDS: Record<string, string> = {
  'provincial-key': '省重点',
  'city-key': '市重点',
  'district-key': '区重点',
  'thirty-projects': '三十工程',
  'three-batches': '三个一批',
  other: '其他清单',
};
const WHENS: Record<When, string> = { period: '本期内', year: '本年', earlier: '往年', ever: '截至期末已' };

export function conditionWords({ kind, value = '', when = 'ever', not = false }: Condition): string {
  const turned = not ? '不' : '';
  switch (kind) {
    case 'milestone':
      return not
        ? `${when === 'earlier' ? '往年' : when === 'year' ? '本年' : when === 'period' ? '本期' : '截至期末'}未${MILESTONES[value] ?? value}`
        : `${WHENS[when]}${MILESTONES[value] ?? value}`;
    case 'category':
      return `${turned}属于${CATEGORY_WORDS[value] ?? value}`;
    case 'batch':
      return `${turned}在${BATCHES[value] ?? value}`;
    case 'list':
      return `${turned}在${LIST_WORDS[value] ?? value}清单`;
    case 'eligible':
      return not ? '未达到入库标准' : '达到入库标准';
    case 'entered':
      return not ? '未入库' : '已入库';
  }
}

const all = (conditions: readonly Condition[] = []): string =>
  conditions.length === 0 ? '全部项目' : conditions.map(conditionWords).join('、');

const OVER_WORDS = {
  plan: '年度计划投资',
  total: '总投资',
  completed: '累计完成投资',
  month: '本期完成投资',
  measure: '指标值',
};

/** Tiers from the largest down: “≥ 10 亿元 +20，5 亿元至 10 亿元 +10，…”. */
function tierWords(tiers: readonly Tier[], say: (value: string) => string): string {
  const down = sortedTiers(tiers);
  return down
    .map(({ from, points }, index) => {
      const above = down[index - 1]?.from ?? null;
      if (from === null) return `${above === null ? '其余' : `${say(above)}以下`} ${signed(points)}`;
      return above === null
        ? `${say(from)}及以上 ${signed(points)}`
        : `${say(from)}（含）至 ${say(above)} ${signed(points)}`;
    })
    .join('，');
}

/** The largest first, that without a border last. */
export const sortedTiers = (tiers: readonly Tier[]): Tier[] =>
  [...tiers].sort((a, b) => {
    if (a.from === null) return 1;
    return b.from === null ? -1 : decimal(b.from).comparedTo(a.from);
  });

/** What the label says already is not said twice. */
function caseWords({ label, where, points }: Case): string {
  const words = all(where);
  return `${label}${words === `属于${label}` ? '' : `（${words}）`}每个 ${signed(points)}`;
}

const times = ({ perQuarter, perYear }: ScoringItem): string[] =>
  [perQuarter && `每季度最多计 ${perQuarter} 次`, perYear && `全年最多计 ${perYear} 次`].filter(
    (text) => !!text,
  ) as string[];

/** The rule of an item in one sentence, from its data: what a unit reads beside its points. */
export function ruleWords(item: ScoringItem, measure: MeasureWords): string {
  const limits = [
    ...(item.cap != null ? [`最高 ${item.cap} 分`] : []),
    ...(item.floor != null ? [`最低 ${item.floor} 分`] : []),
    ...times(item),
  ];
  return [`${item.direction === 'deduct' ? '减分项：' : ''}${bodyWords(item, measure)}`, ...limits].join('；');
}

/** What the words need to know of a measure. */
export interface MeasureWords {
  name: string;
  unit: string;
}

function bodyWords(item: ScoringItem, { name, unit }: MeasureWords): string {
  const { weight = '0', points = '0' } = item;
  const say = (value: string) => valueWords(value, unit);
  switch (item.kind) {
    case 'measure':
      return item.per === 'each' ? `${weight} 分 × ${name}` : `${weight} 分 × ${name}（分子 ÷ 分母）`;
    case 'share':
      return `${weight} 分 ×（${all(item.reached)}的项目数 ÷ ${item.wide ? '历年三个一批项目中' : ''}${all(item.among)}的项目数）`;
    case 'tiers':
      return item.over === 'measure'
        ? `${name}：${tierWords(item.tiers ?? [], say)}`
        : `每个项目按${OVER_WORDS[item.over ?? 'plan']}：${tierWords(item.tiers ?? [], amountWords)}`;
    case 'count':
      return (item.cases ?? []).map(caseWords).join('；');
    case 'threshold':
      return `${name}${item.inclusive ? '达到' : '超过'} ${say(item.value ?? '0')}的，每次 ${signed(points)}`;
    case 'manual':
      return item.least === item.most
        ? `有依据的，每次 ${item.most} 分`
        : `有依据的，每次 ${item.least} 至 ${item.most} 分`;
  }
}
