import { Clock, type Period, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { countedSpan, type EvaluationContent } from './evaluation.content';
import { FactsReader } from './facts.reader';
import { unitMeasure } from './measures';
import type { AdjustmentFact } from './score.facts';
import { evaluate } from './score.rules';
import { ruleWords } from './score.words';
import type { SchemeRule } from './scheme.kinds';
import { findRevisionsOf } from './scoring.queries';
import { scoringProblem } from './scoring.problems';

/** Computes what an evaluation keeps, from the facts as they are. */
@Injectable()
export class ScoreKeeper {
  constructor(
    private readonly clock: Clock,
    private readonly facts: FactsReader,
  ) {}

  /** @throws Problem 409 for a period that has not begun */
  async compute(
    tx: Tx,
    scheme: { id: string; name: string },
    { number, rule }: { number: number; rule: SchemeRule },
    period: Period,
    adjustments: AdjustmentFact[] = [],
  ): Promise<EvaluationContent> {
    const { from, to, asOf } = countedSpan(period, this.clock.now());
    if (from > to) throw scoringProblem.notBegun({ period });
    const facts = await this.facts.read(tx, { schemeId: scheme.id, rule, from, to, asOf }, adjustments);
    const months = await findRevisionsOf(tx, monthsBetween(from, to));
    const measures = new Map(facts.figures.map((figure) => [figure.measure, figure]));
    const items = rule.items.map((item) => {
      const measure = measures.get(item.measure ?? '') ?? unitMeasure(item.measure ?? '');
      return { code: item.code, name: item.name, rule: ruleWords(item, measure ?? { name: '', unit: '' }) };
    });
    const { units, without } = evaluate(rule, facts);
    return {
      ...{
        scheme: scheme.name,
        schemeId: scheme.id,
        schemeVersion: number,
        period,
        from,
        to,
        asOf,
        months,
        rule,
        items,
      },
      ...{ units, without },
    };
  }
}

function monthsBetween(from: string, to: string): string[] {
  const first = Number(from.slice(5));
  return Array.from(
    { length: Number(to.slice(5)) - first + 1 },
    (_, index) => `${from.slice(0, 4)}-${String(first + index).padStart(2, '0')}`,
  );
}
