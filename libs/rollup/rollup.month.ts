import { basisOf, FigureReader, type MonthFigures, NONE, partsOf, type ScopeKind } from '@app/figure';
import { Clock, dayOf, isoInstant, type Month, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type {
  BatchFigures,
  FourRates,
  MonthIndicator,
  MonthPipeline,
  MonthStage,
  InvestmentFigures,
  IssueFigures,
  RateFigure,
  RollupView,
  VisitFigures,
} from './rollup.dto';
import { asOfDay } from './rollup.figures';

/** The month's table from the figures of the month: every number in it is a measure. */
@Injectable()
export class RollupMonth {
  constructor(
    private readonly figures: FigureReader,
    private readonly clock: Clock,
  ) {}

  /** Wants a snapshot, so that all families count the same state. */
  async compute(tx: Tx, month: Month, revision: number): Promise<RollupView> {
    const now = this.clock.now();
    const table = new Table(await this.figures.month(tx, month));
    return {
      month,
      status: revision === 0 ? 'open' : 'closed',
      revision,
      asOf: isoInstant(now),
      asOfDay: asOfDay(month, dayOf(now)),
      lists: table.figures.scopes.lists.map(({ id, name, kind }) => ({
        listId: id,
        name,
        kind,
        ...table.investment('list', id),
      })),
      total: table.investment('total', ''),
      threeBatches: {
        signed: {
          ...table.batch('signed'),
          fulfilled: table.count('batches.signed.fulfilled'),
          fulfilledRate: table.value('batches.signed.fulfilled-rate'),
        },
        started: table.batch('started'),
        production: table.batch('production'),
        registry: {
          eligible: table.count('batches.registry.eligible'),
          entered: table.count('batches.registry.entered'),
          rate: table.value('batches.registry.rate'),
        },
      },
      milestones: {
        due: table.count('milestones.due'),
        met: table.count('milestones.met'),
        late: table.count('milestones.late'),
        rate: table.value('milestones.rate'),
      },
      livelihood: {
        items: table.count('livelihood.items'),
        done: table.count('livelihood.done'),
        rate: table.value('livelihood.rate'),
      },
      issues: table.issues('total', ''),
      issuesByUnit: table
        .ids('issue', 'unit')
        .map((id) => ({ unitId: id === NONE ? null : id, name: table.name('unit', id), ...table.issues('unit', id) })),
      issuesByCategory: table
        .ids('issue', 'category')
        .map((id) => ({ categoryCode: id, name: table.name('category', id), ...table.issues('category', id) })),
      visits: table.visits('total', ''),
      visitsByList: table.ids('visit', 'list').map((id) => ({
        listId: id,
        name: table.name('list', id),
        ...table.visits('list', id),
      })),
      visitsByUnit: table.ids('visit', 'unit').map((id) => ({
        unitId: id === NONE ? null : id,
        name: id === NONE ? '未明确责任单位' : table.name('unit', id),
        ...table.visits('unit', id),
      })),
      reminders: { urged: table.count('reminders.urged'), escalated: table.count('reminders.escalated') },
      reporting: {
        due: table.count('reporting.due'),
        reported: table.count('reporting.reported'),
        onTime: table.count('reporting.on-time'),
        rate: table.value('reporting.rate'),
        onTimeRate: table.value('reporting.on-time-rate'),
      },
      pipelines: table.pipelines(),
      indicators: table.indicators(),
    };
  }
}

/** Figures in the shapes of the month's table. */
class Table {
  constructor(readonly figures: MonthFigures) {}

  value = (code: string, kind: ScopeKind = 'total', id = ''): string | null =>
    this.figures.figure(code, kind, id).value;
  count = (code: string, kind: ScopeKind = 'total', id = ''): number => Number(this.exact(code, kind, id));
  name = (kind: ScopeKind, id: string): string => this.figures.scopes.name(kind, id, 'issues');

  /** Ids of the scopes of a kind for which anything counts, in their order. */
  ids(sums: string, kind: ScopeKind): string[] {
    const { quantities, scopes } = this.figures;
    const counts = (id: string): boolean =>
      Object.values(quantities.of(sums, kind, id)?.values ?? {}).some((value) => value !== '0');
    const mine = new Set(scopes.lists.map(({ id }) => id));
    return (
      quantities
        .scopes(sums)
        .filter((key) => {
          const [of, id] = partsOf(key);
          return of === kind && counts(id) && (kind !== 'list' || mine.has(id));
        })
        // Among their own kind only: kinds have no order among themselves.
        .sort((a, b) => scopes.order(a, b))
        .map((key) => partsOf(key)[1])
    );
  }

  investment(kind: ScopeKind, id: string): InvestmentFigures {
    const rate = this.figures.figure('investment.rate', kind, id);
    const values = this.figures.quantities.of('investment', kind, id)?.values ?? {};
    return {
      projects: this.count('investment.projects', kind, id),
      totalInvestment: this.exact('investment.total', kind, id),
      annualPlan: this.exact('investment.plan', kind, id),
      withoutPlan: this.count('investment.without-plan', kind, id),
      completed: this.exact('investment.completed', kind, id),
      completedInMonth: this.exact('investment.month', kind, id),
      completionRate: rate.value,
      numerator: rate.numerator ?? '0',
      denominator: rate.denominator ?? '0',
      timeSchedule: this.value('investment.time-schedule', kind, id) ?? '',
      gap: this.value('investment.gap', kind, id),
      planBasis: basisOf(values['planned-with'], values['planned-without']),
      completedBasis: basisOf(values['done-with'], values['done-without']),
      basisNote: rate.basisNote,
      fourRates: this.fourRates(kind, id),
    };
  }

  batch(which: 'signed' | 'started' | 'production'): BatchFigures {
    return {
      projects: this.count(`batches.${which}.projects`),
      totalInvestment: this.exact(`batches.${which}.investment`),
      reached: this.count(`batches.${which}.reached`),
      rate: this.value(`batches.${which}.rate`),
    };
  }

  issues(kind: ScopeKind, id: string): IssueFigures {
    const rate = this.figures.figure('issues.closure-rate', kind, id);
    const values = this.figures.quantities.of('issue', kind, id)?.values ?? {};
    return {
      registered: this.count('issues.registered', kind, id),
      closed: this.count('issues.closed', kind, id),
      open: this.count('issues.open', kind, id),
      overdue: this.count('issues.overdue', kind, id),
      closureRate: rate.value,
      numerator: Number(rate.numerator ?? 0),
      denominator: Number(rate.denominator ?? 0),
      registeredYearToDate: Number(values['registered-year'] ?? 0),
      closedYearToDate: Number(values['closed-year'] ?? 0),
      onTimeRate: this.value('issues.on-time-rate', kind, id),
      firstTimeRate: this.value('issues.first-time-rate', kind, id),
      medianDays: this.value('issues.median-days', kind, id),
    };
  }

  visits(kind: ScopeKind, id: string): VisitFigures {
    return {
      due: this.count('visits.due', kind, id),
      done: this.count('visits.done', kind, id),
      coverage: this.value('visits.coverage', kind, id),
      late: this.count('visits.late', kind, id),
      missed: this.count('visits.missed', kind, id),
      excused: this.count('visits.excused', kind, id),
    };
  }

  pipelines(): MonthPipeline[] {
    const keys = this.figures.quantities.entries('pipeline');
    return keys.flatMap(([key, { name = '' }]) => {
      const [kind, pipelineId] = partsOf(key);
      if (kind !== 'pipeline') return [];
      const stages = keys.flatMap(([stage, sums]): MonthStage[] => {
        const [of, stageId] = partsOf(stage);
        const prefix = `${name} · `;
        if (of !== 'stage' || !sums.name?.startsWith(prefix)) return [];
        return [
          {
            stageId,
            name: sums.name.slice(prefix.length),
            count: this.count('pipeline.count', 'stage', stageId),
            amount: this.value('pipeline.amount', 'stage', stageId),
            rate: this.value('pipeline.rate', 'stage', stageId),
          },
        ];
      });
      return [{ pipelineId, name, stages }];
    });
  }

  indicators(): MonthIndicator[] {
    return this.figures.quantities.entries('indicator').flatMap(([key, { name = '', unit = '' }]) => {
      const [kind, indicatorId] = partsOf(key);
      if (kind !== 'indicator') return [];
      const of = (code: string): string | null => this.value(`indicator.${code}`, 'indicator', indicatorId);
      return [
        { indicatorId, name, unit, target: of('target'), actual: of('actual'), rate: of('rate'), growth: of('growth') },
      ];
    });
  }

  private fourRates(kind: ScopeKind, id: string): FourRates {
    const rate = (code: string): RateFigure => {
      const { value, numerator, denominator } = this.figures.figure(code, kind, id);
      return { rate: value, numerator, denominator };
    };
    return {
      started: rate('rates.started'),
      investment: rate('rates.investment'),
      funds: rate('rates.funds'),
      completed: rate('rates.completed'),
    };
  }

  private exact = (code: string, kind: ScopeKind = 'total', id = ''): string =>
    this.figures.figure(code, kind, id).numerator ?? '0';
}
