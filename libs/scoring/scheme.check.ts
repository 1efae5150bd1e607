import { decimal, type FieldFault } from '@app/platform';
import { BATCHES, CATEGORIES, LIST_KINDS, MILESTONE_KINDS } from '@app/project';
import { type Condition, type ScoringItem, type SchemeRule } from './scheme.kinds';

const MOST_ITEMS = 40;
const isNumber = (text: string | null | undefined): text is string =>
  typeof text === 'string' && /^-?\d{1,12}(\.\d{1,4})?$/.test(text);

/**
 * What is wrong with a rule, each with its field and the way out; empty when it can be used.
 *
 * @param measures codes that there are
 */
export function schemeFaults(rule: SchemeRule, measures: ReadonlySet<string>): FieldFault[] {
  const faults: FieldFault[] = [];
  const bad = (field: string, message: string) => void faults.push({ field, message });
  if (rule.items.length === 0) bad('items', '请至少设置一个考核项。');
  if (rule.items.length > MOST_ITEMS) bad('items', `考核项不能超过 ${MOST_ITEMS} 个。`);
  if (rule.lists.some((kind) => !(LIST_KINDS as readonly string[]).includes(kind)))
    bad('lists', '清单类别不在可选范围内。');
  const codes = new Set<string>();
  rule.items.forEach((item, index) => {
    const at = (field: string) => `items.${index}.${field}`;
    const say = (field: string, message: string) => bad(at(field), `考核项“${item.name}”：${message}`);
    if (codes.has(item.code)) say('code', '代码与前面的考核项重复，请换一个。');
    codes.add(item.code);
    itemFaults(item, measures, say);
  });
  return faults;
}

type Say = (field: string, message: string) => void;

function itemFaults(item: ScoringItem, measures: ReadonlySet<string>, say: Say): void {
  for (const field of ['cap', 'floor'] as const) {
    if (item[field] != null && !isNumber(item[field])) say(field, '上限和下限应为数字，最多四位小数。');
  }
  if (isNumber(item.cap) && isNumber(item.floor) && decimal(item.floor).greaterThan(item.cap)) {
    say('floor', '下限不能高于上限。');
  }
  const number = (field: 'weight' | 'value' | 'points' | 'least' | 'most', what: string) => {
    if (!isNumber(item[field])) say(field, `请填写${what}，为数字，最多四位小数。`);
  };
  const measure = () => {
    if (item.measure === undefined || !measures.has(item.measure)) say('measure', '请选择已有的指标。');
  };
  switch (item.kind) {
    case 'measure':
      measure();
      number('weight', '分值');
      return;
    case 'share':
      number('weight', '分值');
      conditionFaults(item.among ?? [], 'among', say);
      if ((item.reached ?? []).length === 0) say('reached', '请填写达到什么条件算完成。');
      conditionFaults(item.reached ?? [], 'reached', say);
      return;
    case 'tiers':
      if (item.over === 'measure') measure();
      tierFaults(item, say);
      return;
    case 'count':
      caseFaults(item, say);
      return;
    case 'threshold':
      measure();
      number('value', '界限');
      number('points', '分值');
      return;
    case 'manual':
      number('least', '最少分值');
      number('most', '最多分值');
      if (isNumber(item.least) && isNumber(item.most) && decimal(item.least).greaterThan(item.most)) {
        say('least', '最少分值不能大于最多分值。');
      }
  }
}

function tierFaults({ tiers = [] }: ScoringItem, say: Say): void {
  if (tiers.length === 0) say('tiers', '请至少填写一档。');
  if (tiers.some(({ from, points }) => !isNumber(points) || (from !== null && !isNumber(from)))) {
    say('tiers', '各档的起点和分值应为数字，最多四位小数；最低一档的起点可以不填。');
    return;
  }
  const borders = tiers.map(({ from }) => (from === null ? null : decimal(from).toString()));
  if (new Set(borders).size < borders.length) say('tiers', '有两档的起点相同，请改为不同的数。');
}

function caseFaults({ cases = [] }: ScoringItem, say: Say): void {
  if (cases.length === 0) say('cases', '请至少填写一种情形。');
  cases.forEach(({ label, where, points }, index) => {
    if (label.trim() === '') say(`cases.${index}.label`, '请填写情形的名称。');
    if (!isNumber(points)) say(`cases.${index}.points`, '情形的分值应为数字，最多四位小数。');
    conditionFaults(where, `cases.${index}.where`, say);
  });
}

const VALUES: Record<Condition['kind'], readonly string[] | null> = {
  milestone: MILESTONE_KINDS,
  category: CATEGORIES,
  batch: BATCHES,
  list: LIST_KINDS,
  eligible: null,
  entered: null,
};

function conditionFaults(conditions: readonly Condition[], field: string, say: Say): void {
  conditions.forEach(({ kind, value }, index) => {
    const known = VALUES[kind];
    if (known && !known.includes(value ?? '')) say(`${field}.${index}.value`, '条件的取值不在可选范围内，请重新选择。');
  });
}
