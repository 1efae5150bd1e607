import { addMonths, type Month, type Tx, yearOf } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { Comparison, FigureFilter, FigureView } from './figure.dto';
import { type MeasureFamily, NONE, SCOPE_KINDS, type ScopeKind } from './figure.kinds';
import { compare, type Evaluated, evaluate, type ScopeSums } from './figure.rules';
import { type CountingMeasure, measuresOf } from './measure.queries';
import { type Quantities, type ScopeKey, scopeKey } from './quantities';
import { QuantityReader } from './quantity.reader';
import { ledgerOf, LIVELIHOOD_LEDGER } from './scope.queries';
import { partsOf, Scopes } from './scopes';

interface FamilyFigures {
  /** The sum family that its quantities are of. */
  sums: string;
  scopes: readonly ScopeKind[];
}

/** From which sums a family's figures are made, and in which scopes. */
export const FIGURES: Record<MeasureFamily, FamilyFigures> = {
  investment: { sums: 'investment', scopes: ['total', 'list', 'unit', 'industry', 'leader', 'list-unit'] },
  batches: { sums: 'batch', scopes: ['total', 'list'] },
  milestones: { sums: 'investment', scopes: ['total', 'list', 'unit'] },
  livelihood: { sums: 'issue', scopes: ['total'] },
  issues: { sums: 'issue', scopes: ['total', 'unit', 'category', 'list', 'ledger'] },
  visits: { sums: 'visit', scopes: ['total', 'list', 'unit'] },
  reminders: { sums: 'reminder', scopes: ['total', 'unit'] },
  reporting: { sums: 'reporting', scopes: ['total', 'unit'] },
  pipelines: { sums: 'pipeline', scopes: ['pipeline', 'stage', 'sector'] },
  indicators: { sums: 'indicator', scopes: ['indicator', 'indicator-unit'] },
};

/** The unit of a measure whose scopes have units of their own. */
const OF_ITS_OWN = '按指标';

/** A point of a figure's line. */
export interface CourseFigure extends Pick<FigureView, 'measure' | 'scopeKind' | 'scopeId' | 'value'> {
  month: Month;
}

/** The figures of a month: every measure in every scope, from the facts as they are. */
@Injectable()
export class FigureReader {
  constructor(private readonly reader: QuantityReader) {}

  /** Wants a snapshot, so that all figures count the same state. */
  async read(tx: Tx, month: Month, filter: FigureFilter = {}): Promise<FigureView[]> {
    const measures = await measuresOf(tx, month, filter.measures);
    const families = new Set(measures.map(({ family }) => FIGURES[family].sums));
    const [before, yearBefore] = [addMonths(month, -1), addMonths(month, -12)];
    const quantities = await this.reader.read(tx, [month, before, yearBefore], families);
    const now = await this.load(tx, month, measures, quantities, [before, yearBefore]);
    const against = [before, yearBefore].map((then) => ({
      month: then,
      quantities: quantities.get(then) as Quantities,
    }));
    return measures.flatMap((measure) =>
      now.scopesOf(measure, filter).flatMap((key): FigureView[] => {
        const [kind, id] = partsOf(key);
        const shown = now.evaluate(measure, kind, id);
        const sums = now.sums(measure.family, kind, id);
        const unit = measure.unit === OF_ITS_OWN ? (sums?.unit ?? '') : measure.unit;
        // Most stages add up nothing that was obtained, and many have no base: there is nothing to tell of them.
        const asked = [shown.value, shown.numerator, shown.denominator].some((part) => part !== null);
        if ((kind === 'stage' || kind === 'sector') && !asked) return [];
        const [monthBefore, yearAgo] = against.map((then) =>
          compare(shown, now.earlier(measure, kind, id, then.month, then.quantities), unit),
        ) as [Comparison | null, Comparison | null];
        const view: FigureView = {
          measure: measure.code,
          measureVersion: measure.version,
          name: measure.name,
          unit,
          direction: measure.direction,
          scopeKind: kind,
          scopeId: id,
          scopeName: sums?.name ?? now.scopes.name(kind, id, measure.family),
          value: shown.value,
          numerator: shown.numerator,
          denominator: shown.denominator,
          digits: shown.digits,
          basisNote: shown.basisNote,
          monthBefore,
          yearBefore: yearAgo,
        };
        return [view];
      }),
    );
  }

  /** Figures of several months without what they are compared with, for lines: sums are read once. Wants a snapshot. */
  async course(tx: Tx, months: readonly Month[], filter: FigureFilter): Promise<CourseFigure[]> {
    const counting = new Map<Month, CountingMeasure[]>();
    for (const month of months) counting.set(month, await measuresOf(tx, month, filter.measures));
    const families = new Set([...counting.values()].flat().map(({ family }) => FIGURES[family].sums));
    const quantities = await this.reader.read(tx, months, families);
    const found: CourseFigure[] = [];
    for (const [month, measures] of counting) {
      const now = await this.load(tx, month, measures, quantities, []);
      for (const measure of measures) {
        for (const key of now.scopesOf(measure, filter)) {
          const [scopeKind, scopeId] = partsOf(key);
          const { value } = now.evaluate(measure, scopeKind, scopeId);
          found.push({ month, measure: measure.code, scopeKind, scopeId, value });
        }
      }
    }
    return found;
  }

  /** The month itself, without what it is compared with. Wants a snapshot. */
  async month(tx: Tx, month: Month): Promise<MonthFigures> {
    const measures = await measuresOf(tx, month);
    const families = new Set(measures.map(({ family }) => FIGURES[family].sums));
    return this.load(tx, month, measures, await this.reader.read(tx, [month], families), []);
  }

  private async load(
    tx: Tx,
    month: Month,
    measures: CountingMeasure[],
    sums: ReadonlyMap<Month, Quantities>,
    others: Month[],
  ): Promise<MonthFigures> {
    const quantities = sums.get(month) as Quantities;
    const leaders = quantities.scopes('investment').flatMap((key) => {
      const [kind, id] = partsOf(key);
      return kind === 'leader' && id !== NONE ? [id] : [];
    });
    const scopes = await Scopes.load(tx, [month, ...others], leaders);
    return new MonthFigures(month, measures, quantities, scopes, await ledgerOf(tx, LIVELIHOOD_LEDGER));
  }
}

/** A month's sums with the definitions that count for it. */
export class MonthFigures {
  private readonly measures: Map<string, CountingMeasure>;

  constructor(
    readonly month: Month,
    measures: readonly CountingMeasure[],
    readonly quantities: Quantities,
    readonly scopes: Scopes,
    private readonly livelihood: string | undefined,
  ) {
    this.measures = new Map(measures.map((measure) => [measure.code, measure]));
  }

  /** The figure of a measure in a scope; one without facts counts zeros. */
  figure(code: string, kind: ScopeKind = 'total', id = ''): Evaluated {
    const measure = this.measures.get(code);
    if (!measure) throw new Error(`there is no measure ${code}`);
    return this.evaluate(measure, kind, id);
  }

  /** The scopes of the month in which the measure has a figure, in their order. */
  scopesOf({ family }: CountingMeasure, { scopeKinds, scopeIds }: FigureFilter): ScopeKey[] {
    const { sums, scopes: kinds } = FIGURES[family];
    const wanted = kinds.filter((kind) => scopeKinds?.includes(kind) ?? true);
    const found = new Set<ScopeKey>(wanted.includes('total') ? [scopeKey('total', '')] : []);
    if (wanted.includes('list')) {
      for (const list of this.scopes.lists) {
        if (family === 'investment' || (family === 'batches' && list.kind === 'three-batches')) {
          found.add(scopeKey('list', list.id));
        }
      }
    }
    for (const key of this.quantities.scopes(sums)) if (wanted.includes(partsOf(key)[0])) found.add(key);
    const mine = new Set(this.scopes.lists.map(({ id }) => id));
    return [...found]
      .filter((key) => {
        const [kind, id] = partsOf(key);
        return (kind !== 'list' || mine.has(id)) && (scopeIds?.includes(id) ?? true);
      })
      .sort((a, b) => kindOrder(a) - kindOrder(b) || this.scopes.order(a, b));
  }

  evaluate(measure: CountingMeasure, kind: ScopeKind, id: string): Evaluated {
    const sums = this.sumsOf(measure.family, kind, id, this.quantities) ?? zeros(measure);
    return evaluate(measure.code, measure, { ...sums, digits: this.digits(sums, kind, id) }, this.month);
  }

  /** The sums of a scope, where anything counts there. */
  sums(family: MeasureFamily, kind: ScopeKind, id: string): ScopeSums | undefined {
    return this.sumsOf(family, kind, id, this.quantities);
  }

  /** The same figure in an earlier month, by the definition of this one; undefined where there were no facts. */
  earlier(
    measure: CountingMeasure,
    kind: ScopeKind,
    id: string,
    month: Month,
    quantities: Quantities,
  ): Evaluated | undefined {
    const alias = this.sums(measure.family, kind, id)?.alias;
    const there = this.scopes.inYear(kind, id, yearOf(month));
    const sums =
      alias !== undefined
        ? quantities.known(FIGURES[measure.family].sums, kind, alias)
        : there === null
          ? undefined
          : this.sumsOf(measure.family, kind, there, quantities);
    return sums && evaluate(measure.code, measure, { ...sums, digits: this.digits(sums, kind, id) }, month);
  }

  private digits(sums: ScopeSums, kind: ScopeKind, id: string): number | undefined {
    return sums.digits ?? this.scopes.digits(kind, id);
  }

  private sumsOf(family: MeasureFamily, kind: ScopeKind, id: string, quantities: Quantities): ScopeSums | undefined {
    const { sums } = FIGURES[family];
    if (family !== 'livelihood') return quantities.of(sums, kind, id);
    return this.livelihood === undefined ? undefined : quantities.of(sums, 'ledger', this.livelihood);
  }
}

const zeros = ({ numerator, denominator }: CountingMeasure): ScopeSums => ({
  values: Object.fromEntries([numerator, denominator].flatMap((name) => (name === null ? [] : [[name, '0']]))),
});

const kindOrder = (key: ScopeKey): number => SCOPE_KINDS.indexOf(partsOf(key)[0]);
