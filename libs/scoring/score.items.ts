import { amountText, decimal, type Month, yearOf } from '@app/platform';
import { holds } from './score.conditions';
import type { Facts, FigureFact, ProjectFact } from './score.facts';
import type { ScoreInput } from './score.result';
import { amountWords, conditionWords, sortedTiers, valueWords } from './score.words';
import type { Over, ScoringItem, Tier } from './scheme.kinds';

/** What an item found for a unit, before limits, cap and floor. */
export interface Found {
  /** False: it divides, and there is nothing to divide by. */
  based: boolean;
  inputs: FoundInput[];
}

/** `month`: when it happened, where it is counted by quarter and year. */
export type FoundInput = ScoreInput & { happened: Month | null };

const BLANK = {
  projectId: null,
  measure: null,
  measureVersion: null,
  month: null,
  value: null,
  numerator: null,
  denominator: null,
  counted: true,
  why: null,
  evidence: null,
  entryId: null,
  objectionId: null,
  happened: null,
};
export const input = (
  given: Pick<FoundInput, 'kind' | 'label' | 'rule' | 'points'> & Partial<FoundInput>,
): FoundInput => ({
  ...BLANK,
  ...given,
});

const based = (inputs: FoundInput[]): Found => ({ based: true, inputs });
const monthName = (month: Month): string => `${yearOf(month)}年${Number(month.slice(5))}月`;

const figuresOf = ({ figures }: Facts, measure: string | undefined, unitId: string): FigureFact[] =>
  figures.filter((figure) => figure.measure === measure && figure.unitId === unitId);

const ofFigure = (figure: FigureFact) => ({
  kind: 'figure' as const,
  label: `${monthName(figure.month)}${figure.name}`,
  measure: figure.measure,
  measureVersion: figure.measureVersion,
  month: figure.month,
  value: figure.value,
  numerator: figure.numerator,
  denominator: figure.denominator,
});

/** What a figure is worth exactly: its share, or the number itself; null where it is not computed. */
export function exactValue({ value, numerator, denominator }: FigureFact): string | null {
  if (value === null) return null;
  // A share keeps its two numbers; what is shown of it is rounded.
  if (denominator !== null && numerator !== null)
    return denominatorZero(denominator) ? null : shareOf(numerator, denominator);
  return numerator ?? value;
}
const denominatorZero = (denominator: string): boolean => decimal(denominator).isZero();
const shareOf = (numerator: string, denominator: string): string =>
  amountText(decimal(numerator).times(100).dividedBy(denominator));

/** Projects that an item may count. */
const projectsOf = (facts: Facts, unitId: string, wide = false): ProjectFact[] =>
  facts.projects.filter((project) => project.unitId === unitId && (wide || project.current));

/** Weight × numerator ÷ denominator, or weight × value. */
export function byMeasure(item: ScoringItem, unitId: string, facts: Facts): Found {
  const figure = figuresOf(facts, item.measure, unitId).find(({ month }) => month === facts.to);
  if (!figure || figure.value === null)
    return {
      based: false,
      inputs: figure ? [input({ ...ofFigure(figure), rule: '没有基数，不计算', points: '0' })] : [],
    };
  const weight = item.weight ?? '0';
  const divided = item.per !== 'each';
  if (divided && figure.denominator === null) return based([]);
  const points = divided
    ? decimal(weight)
        .times(figure.numerator ?? 0)
        .dividedBy(figure.denominator ?? 1)
    : decimal(weight).times(exactOrShown(figure));
  const rule = divided
    ? `${weight} × ${figure.numerator ?? '0'} ÷ ${figure.denominator ?? '0'}`
    : `${weight} × ${valueWords(figure.value, figure.unit)}`;
  return based([input({ ...ofFigure(figure), rule, points: amountText(points) })]);
}

/** A difference (gap) is not its numerator ÷ denominator: what is shown of it counts. */
const exactOrShown = (figure: FigureFact): string =>
  figure.denominator === null ? (figure.numerator ?? figure.value ?? '0') : (figure.value ?? '0');

/** Weight × projects that got there ÷ projects among which they are counted. */
export function byShare(item: ScoringItem, unitId: string, facts: Facts): Found {
  const among = projectsOf(facts, unitId, item.wide).filter((project) => holds(item.among ?? [], project, facts));
  const count = among.length;
  const reached = among.filter((project) => holds(item.reached ?? [], project, facts));
  if (count === 0) return { based: false, inputs: [] };
  const weight = item.weight ?? '0';
  const got = new Set(reached);
  const want = (item.reached ?? []).map(conditionWords).join('、');
  return based([
    input({
      kind: 'figure',
      label: item.name,
      value: null,
      numerator: String(reached.length),
      denominator: String(count),
      rule: `${weight} × ${reached.length} ÷ ${count}`,
      points: amountText(decimal(weight).times(reached.length).dividedBy(count)),
    }),
    // Each project with what it is: shown, and not added a second time.
    ...among.map((project) =>
      input({
        kind: 'project',
        label: project.name,
        projectId: project.id,
        rule: got.has(project) ? `${want}：是` : `${want}：否`,
        points: '0',
      }),
    ),
  ]);
}

const OVER_OF: Record<Exclude<Over, 'measure'>, (project: ProjectFact) => string | null> = {
  plan: ({ plan }) => plan,
  total: ({ totalInvestment }) => totalInvestment,
  completed: ({ completed }) => completed,
  month: ({ completedInPeriod }) => completedInPeriod,
};

/** The tier that a value falls into: the largest border that it reaches. */
export const tierOf = (tiers: readonly Tier[], value: string): Tier | undefined =>
  sortedTiers(tiers).find(({ from }) => from === null || decimal(value).greaterThanOrEqualTo(from));

export function byTiers(item: ScoringItem, unitId: string, facts: Facts): Found {
  const tiers = item.tiers ?? [];
  const over = item.over ?? 'plan';
  if (over === 'measure') {
    const figure = figuresOf(facts, item.measure, unitId).find(({ month }) => month === facts.to);
    const value = figure && (figure.denominator !== null && figure.unit !== '%' ? figure.value : exactValue(figure));
    if (!figure || value === null || value === undefined) return { based: false, inputs: [] };
    const tier = tierOf(tiers, value);
    const rule = tierRule(
      tier,
      (border) => valueWords(border, figure.unit),
      valueWords(figure.value ?? '', figure.unit),
    );
    return based([input({ ...ofFigure(figure), rule, points: tier?.points ?? '0' })]);
  }
  return based(
    projectsOf(facts, unitId).map((project) => {
      const value = OVER_OF[over](project);
      const tier = value === null ? undefined : tierOf(tiers, value);
      return input({
        kind: 'project',
        label: project.name,
        projectId: project.id,
        value,
        rule: value === null ? '未填年度计划，不计分' : tierRule(tier, amountWords, amountWords(value)),
        points: tier?.points ?? '0',
      });
    }),
  );
}

function tierRule(tier: Tier | undefined, say: (border: string) => string, value: string): string {
  if (!tier) return `${value}，不在任何一档`;
  return tier.from === null ? `${value}，最低一档` : `${value} ≥ ${say(tier.from)}`;
}

/** Each project by the first case that fits. */
export function byCount(item: ScoringItem, unitId: string, facts: Facts): Found {
  return based(
    projectsOf(facts, unitId).flatMap((project) => {
      const fits = (item.cases ?? []).find(({ where }) => holds(where, project, facts));
      if (!fits) return [];
      return [
        input({
          kind: 'project',
          label: project.name,
          projectId: project.id,
          rule: fits.label,
          points: fits.points,
          happened: facts.to,
        }),
      ];
    }),
  );
}

/** Each month of the year, so that earlier ones are counted against the limits; those before the period give nothing. */
export function byThreshold(item: ScoringItem, unitId: string, facts: Facts): Found {
  const border = item.value ?? '0';
  return based(
    figuresOf(facts, item.measure, unitId).flatMap((figure) => {
      const value = exactValue(figure);
      const passed =
        value !== null &&
        (item.inclusive ? decimal(value).greaterThanOrEqualTo(border) : decimal(value).greaterThan(border));
      if (!passed && figure.month < facts.from) return [];
      const said = `${figure.value === null ? '未计算' : valueWords(figure.value, figure.unit)}`;
      const sign = passed ? (item.inclusive ? '≥' : '>') : item.inclusive ? '<' : '≤';
      return [
        input({
          ...ofFigure(figure),
          kind: 'month',
          rule: `${said} ${sign} ${valueWords(border, figure.unit)}`,
          points: passed ? (item.points ?? '0') : '0',
          happened: passed ? figure.month : null,
        }),
      ];
    }),
  );
}

/** Entries with their evidence. */
export function byHand(item: ScoringItem, unitId: string, facts: Facts): Found {
  return based(
    facts.entries
      .filter((entry) => entry.unitId === unitId && entry.itemCode === item.code)
      .map((entry) =>
        input({
          kind: 'entry',
          label: entry.projectName === null ? entry.note : `${entry.projectName}：${entry.note}`,
          month: entry.day.slice(0, 7),
          rule: `${entry.day} 据实登记`,
          points: entry.points,
          evidence: entry.evidence,
          entryId: entry.id,
          happened: entry.day.slice(0, 7),
        }),
      ),
  );
}
