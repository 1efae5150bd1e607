import type { Principal } from '@app/org';
import { type Amount, decimal, type Month, sumAmounts, type Tx } from '@app/platform';
import { timeSchedule } from '@app/project';
import {
  ALL_LISTS,
  type CountedIssue,
  type CountedProject,
  type IssueFigures,
  type InvestmentFigures,
  type RollupView,
  RollupFigures,
  RollupRowsService,
  RollupService,
} from '@app/rollup';
import { Injectable } from '@nestjs/common';
import type { BatchesFacts, BulletinFacts, HeldUpFacts, InvestmentFacts, IssueFacts } from './bulletin.facts';
import { BulletinFamilies } from './bulletin.families';
import {
  Figures,
  fulfilledOf,
  handlingOf,
  livelihoodOf,
  MEASURES,
  milestonesOf,
  ratesOf,
  reportingOf,
  SCOPES,
} from './bulletin.figures';
import { findDistrict } from './bulletin.queries';
import { rankUnits } from './bulletin.units';

/** More rows than any month has. */
const ALL = { page: 1, pageSize: 1_000_000 };
/** As many projects as the paper names among those that are held up. */
const NAMED = 5;

/** Looks up what a month's bulletin speaks of. */
@Injectable()
export class BulletinReader {
  constructor(
    private readonly rollups: RollupService,
    private readonly rows: RollupRowsService,
    private readonly figures: RollupFigures,
    private readonly families: BulletinFamilies,
  ) {}

  /**
   * The facts of a month: as published when it is closed, else of the moment. Wants a snapshot, and somebody who sees all
   * rows.
   *
   * @throws Problem 404 for a month that has not begun, or a revision that is not there
   */
  async read(tx: Tx, principal: Principal, month: Month, asked?: number): Promise<BulletinFacts> {
    const view = await this.rollups.one(tx, month, asked);
    const revision = view.revision === 0 ? undefined : view.revision;
    const query = { ...ALL, revision };
    const projects = (await this.rows.projects(tx, principal, month, ALL_LISTS, query)).items;
    const late = (await this.rows.issues(tx, principal, month, { ...query, which: 'overdue' })).items;
    const filter = { measures: MEASURES, scopeKinds: [...SCOPES] };
    const figures = new Figures(await this.figures.read(tx, month, filter, view.revision));
    const published = view.revision > 0 && figures.size > 0 ? figures : undefined;
    return {
      district: await findDistrict(tx),
      month,
      // Months that were published earlier name the day in the other field.
      asOf: view.asOfDay ?? view.asOf,
      revision: view.revision,
      timeSchedule: timeSchedule(month),
      total: view.total.projects > 0 ? { ...investment('合计', view.total), ...figures.against('total', '') } : null,
      lists: view.lists.map((list) => ({
        ...investment(list.name, list),
        ...figures.against('list', list.listId),
        listId: list.listId,
        milestones: list.kind === 'thirty-projects' ? milestonesOf(figures, list.listId) : null,
        threeBatches: list.kind === 'three-batches',
      })),
      batches: batchesOf(view, figures),
      livelihood: livelihoodOf(figures),
      pipelines: await this.families.pipelinesOf(tx, month, published),
      indicators: await this.families.indicatorsOf(tx, principal, month, published),
      units: rankUnits(projects, month),
      issues: issuesOf('合计', view.issues),
      handling: handlingOf(figures),
      reporting: reportingOf(figures),
      rates: ratesOf(figures),
      issuesByUnit: view.issuesByUnit.map((unit) => issuesOf(unit.name, unit)),
      visits: view.visits,
      heldUp: heldUpOf(projects, late),
      note: '',
      closing: '',
    };
  }
}

const investment = (name: string, figures: InvestmentFigures): InvestmentFacts => ({
  name,
  projects: figures.projects,
  totalInvestment: figures.totalInvestment,
  annualPlan: figures.annualPlan,
  withoutPlan: figures.withoutPlan,
  completed: figures.completed,
  rate: figures.completionRate,
  gap: figures.gap,
  planBasis: figures.planBasis,
  completedBasis: figures.completedBasis,
  rateChange: null,
  growth: null,
  code: null,
});

function batchesOf({ threeBatches }: RollupView, figures: Figures): BatchesFacts | null {
  const { signed, started, production, registry } = threeBatches;
  return signed.projects + started.projects + production.projects + registry.eligible > 0
    ? { ...threeBatches, fulfilled: fulfilledOf(figures) }
    : null;
}

const issuesOf = (name: string, figures: IssueFigures): IssueFacts => ({
  name,
  registered: figures.registered,
  closed: figures.closed,
  open: figures.open,
  overdue: figures.overdue,
  registeredYear: figures.denominator,
  settledYear: figures.numerator,
  closureRate: figures.closureRate,
});

/** Projects with late problems, those with the largest plan of the year first. */
function heldUpOf(projects: CountedProject[], late: CountedIssue[]): BulletinFacts['heldUp'] {
  const held = projects.flatMap((project) => {
    const own = late.filter(({ projectId }) => projectId === project.projectId);
    return own.length === 0 ? [] : [{ project, own }];
  });
  if (held.length === 0) return null;
  const plans: Amount[] = held.map(({ project }) => project.plan ?? '0');
  held.sort((a, b) => decimal(b.project.plan ?? 0).comparedTo(a.project.plan ?? 0));
  return {
    projects: held.length,
    plan: sumAmounts(plans),
    most: held.slice(0, NAMED).map(({ project, own }): HeldUpFacts => {
      const categories = [...new Set(own.map(({ categoryName }) => categoryName))];
      return {
        name: project.name,
        plan: project.plan,
        problems: categories.map((category) => ({
          category,
          count: own.filter(({ categoryName }) => categoryName === category).length,
        })),
        units: [...new Set(own.flatMap(({ unitName }) => (unitName === null ? [] : [unitName])))],
      };
    }),
  };
}
