import { amountText, decimal, type Month, rounded, yearOf } from '@app/platform';
import { ranked } from './rank.rules';
import type { AdjustmentFact, Facts } from './score.facts';
import {
  byCount,
  byHand,
  byMeasure,
  byShare,
  byThreshold,
  byTiers,
  type Found,
  type FoundInput,
  input,
} from './score.items';
import type { ScoreInput, ScoreLine, Scores, UnitScore, WithoutScore } from './score.result';
import { type MeasureWords, ruleWords } from './score.words';
import type { ItemKind, SchemeRule, ScoringItem } from './scheme.kinds';

const BY_KIND: Record<ItemKind, (item: ScoringItem, unitId: string, facts: Facts) => Found> = {
  measure: byMeasure,
  share: byShare,
  tiers: byTiers,
  count: byCount,
  threshold: byThreshold,
  manual: byHand,
};

/** The line that gives the points of items without a base to the others. */
export const SPREAD = '~spread';

/**
 * The points of every unit, from the rule and the facts alone: the same facts give the same points, in whatever order
 * they come. Points of an item are rounded half up once, after cap and floor; the total is the sum of what is shown.
 */
export function evaluate(rule: SchemeRule, facts: Facts): Scores {
  const units: Omit<UnitScore, 'rank'>[] = [];
  const without: WithoutScore[] = [];
  for (const { id, name } of facts.units) {
    const found = rule.items.map((item) => ({ item, found: BY_KIND[item.kind](item, id, facts) }));
    const reason = noPart(found);
    if (reason !== null) {
      without.push({ unitId: id, name, reason });
      continue;
    }
    const lines = found.map(({ item, found: one }) => lineOf(item, one, facts, rule.digits));
    const spread = spreadLine(found, lines, rule.digits);
    units.push({ unitId: id, name, ...summed(spread ? [...lines, spread] : lines, rule.digits) });
  }
  const scores = { units: inOrder(units), without: without.sort(byName) };
  return adjust(scores, facts.adjustments, rule.digits);
}

/** Adds what upheld objections changed, and ranks anew. */
export function adjust(scores: Scores, adjustments: readonly AdjustmentFact[], digits: number): Scores {
  if (adjustments.length === 0) return scores;
  const units = scores.units.map(({ unitId, name, lines }) => {
    const mine = adjustments.filter((one) => one.unitId === unitId);
    return {
      unitId,
      name,
      ...summed(
        lines.map((line) => adjusted(line, mine, digits)),
        digits,
      ),
    };
  });
  return { ...scores, units: inOrder(units) };
}

function summed(lines: ScoreLine[], digits: number): Pick<UnitScore, 'total' | 'lines'> {
  const total = lines.reduce((sum, { points }) => sum.plus(points), decimal(0));
  return { total: rounded(total, digits), lines };
}

const byName = (a: { unitId: string; name: string }, b: { unitId: string; name: string }): number =>
  a.name.localeCompare(b.name, 'zh-Hans-CN') || a.unitId.localeCompare(b.unitId);

/** Most points first; equal totals share a rank and stand by name. */
function inOrder(units: Omit<UnitScore, 'rank'>[]): UnitScore[] {
  const ordered = [...units].sort((a, b) => decimal(b.total).comparedTo(a.total) || byName(a, b));
  return ranked(ordered, (a, b) => a.total === b.total);
}

interface FoundItem {
  item: ScoringItem;
  found: Found;
}

/** Why a unit takes no part; null when it does. */
function noPart(items: FoundItem[]): string | null {
  const missing = items.find(({ item, found }) => !found.based && item.noBase === 'exclude');
  if (missing) return `“${missing.item.name}”的分母为 0 或没有数据，不参加本期考核`;
  const spreading = items.filter(({ item }) => item.noBase === 'spread');
  if (spreading.length > 0 && spreading.every(({ found }) => !found.based)) {
    return '各项比率的分母均为 0，不参加本期考核';
  }
  return null;
}

/** Marks what is beyond the times that count in a quarter or a year, and leaves out what was before the period. */
export function withinLimits(item: ScoringItem, inputs: FoundInput[], from: Month): FoundInput[] {
  const used = new Map<string, number>();
  const take = (key: string, most: number | null | undefined): boolean =>
    most === null || most === undefined || (used.get(key) ?? 0) < most;
  return [...inputs]
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b)))
    .flatMap((one) => {
      if (one.happened === null) return [one];
      const quarter = quarterOf(one.happened);
      const year = String(yearOf(one.happened));
      const counted = take(quarter, item.perQuarter) && take(year, item.perYear);
      if (counted) for (const key of [quarter, year]) used.set(key, (used.get(key) ?? 0) + 1);
      if (one.happened < from) return [];
      const why = take(quarter, item.perQuarter)
        ? `全年最多计 ${item.perYear} 次`
        : `每季度最多计 ${item.perQuarter} 次`;
      return [counted ? one : { ...one, counted: false, why: `${why}，不再计分` }];
    });
}

/** By time, then by what names it, so that the order in which rows come changes nothing. */
const orderOf = (one: FoundInput): string =>
  [
    one.happened ?? '',
    one.rule.slice(0, 10),
    one.kind === 'project' ? one.label : '',
    one.entryId ?? one.projectId ?? one.measure ?? '',
  ].join('|');
export const quarterOf = (month: Month): string => `${yearOf(month)}-Q${Math.ceil(Number(month.slice(5)) / 3)}`;

function lineOf(item: ScoringItem, found: Found, facts: Facts, digits: number): ScoreLine {
  const limited = item.perQuarter || item.perYear ? withinLimits(item, found.inputs, facts.from) : within(found, facts);
  const inputs = limited.map(({ happened: _, ...one }): ScoreInput => ({ ...one, points: turned(item, one) }));
  const raw = inputs.reduce((sum, { points }) => sum.plus(points), decimal(0));
  let points = raw;
  let note = found.based
    ? null
    : item.noBase === 'spread'
      ? '分母为 0，本项不计，分值由其他各项折算'
      : '分母为 0，本项不得分';
  if (item.cap != null && points.greaterThan(item.cap)) {
    points = decimal(item.cap);
    note = `超过上限，按 ${item.cap} 分计`;
  }
  if (item.floor != null && points.lessThan(item.floor) && found.based) {
    points = decimal(item.floor);
    note = `低于下限，按 ${item.floor} 分计`;
  }
  return {
    code: item.code,
    name: item.name,
    rule: ruleWords(item, measureOf(item, facts)),
    raw: amountText(raw),
    points: rounded(points, digits),
    note,
    inputs,
  };
}

const within = ({ inputs }: Found, { from }: Facts): FoundInput[] =>
  inputs
    .filter(({ happened }) => happened === null || happened >= from)
    .sort((a, b) => orderOf(a).localeCompare(orderOf(b)));

/** A deduction counts below zero; what is beyond a limit counts nothing. */
function turned({ direction }: ScoringItem, { points, counted }: Pick<ScoreInput, 'points' | 'counted'>): string {
  if (!counted) return '0';
  return amountText(direction === 'deduct' ? decimal(points).negated().plus(0) : points);
}

const measureOf = ({ measure }: ScoringItem, { figures }: Facts): MeasureWords =>
  figures.find((figure) => figure.measure === measure) ?? { name: measure ?? '', unit: '' };

/** Points × (all weights ÷ weights with a base) − points, of the items whose weight is spread. */
function spreadLine(items: FoundItem[], lines: ScoreLine[], digits: number): ScoreLine | undefined {
  const spreading = items.flatMap(({ item, found }, index) =>
    item.noBase === 'spread' ? [{ item, found, line: lines[index] as ScoreLine }] : [],
  );
  if (spreading.every(({ found }) => found.based)) return undefined;
  const sum = (all: typeof spreading, of: (one: (typeof spreading)[number]) => string) =>
    all.reduce((total, one) => total.plus(of(one)), decimal(0));
  const there = spreading.filter(({ found }) => found.based);
  const whole = sum(spreading, ({ item }) => item.weight ?? '0');
  const present = sum(there, ({ item }) => item.weight ?? '0');
  if (present.isZero()) return undefined;
  const got = sum(there, ({ line }) => line.points);
  const more = got.times(whole).dividedBy(present).minus(got);
  const rule = `${amountText(got)} × ${amountText(whole)} ÷ ${amountText(present)} − ${amountText(got)}`;
  const names = spreading.filter(({ found }) => !found.based).map(({ item }) => item.name);
  return {
    code: SPREAD,
    name: '缺项折算',
    rule: `没有基数的各项（${names.join('、')}）不计，其余各项得分按全部分值折算`,
    raw: amountText(more),
    points: rounded(more, digits),
    note: null,
    inputs: [bare(input({ kind: 'spread', label: '折算', rule, points: amountText(more) }))],
  };
}

const bare = ({ happened: _, ...one }: FoundInput): ScoreInput => one;

function adjusted(line: ScoreLine, adjustments: readonly AdjustmentFact[], digits: number): ScoreLine {
  const mine = adjustments.filter(({ itemCode }) => itemCode === line.code);
  if (mine.length === 0) return line;
  const points = mine.reduce((sum, one) => sum.plus(one.points), decimal(line.points));
  const inputs = mine.map((one) =>
    bare(
      input({
        kind: 'ruling',
        label: `申诉成立：${one.reason}`,
        rule: '裁定更正',
        points: one.points,
        objectionId: one.objectionId,
      }),
    ),
  );
  return { ...line, points: rounded(points, digits), inputs: [...line.inputs, ...inputs] };
}
