import { addMonths, type Day, firstDay, instantAt, type Month, yearOf } from '@app/platform';
import {
  type Basis,
  type Batch,
  type ListKind,
  type MilestoneKind,
  VISIT_RULE_OF_KIND,
  type VisitRule,
} from '@app/project';
import { STAGES } from './case-notes';
import type { Org, UnitCode } from './org';
import { ADDRESSES, INDUSTRIES } from './places';
import { Random, split } from './random';

/** A project as its row, and what the rest of the seed asks of it. All amounts are whole 万元. */
export interface DemoProject {
  id: string;
  name: string;
  owner_name: string;
  industry: string;
  address: string;
  total_investment: number;
  unit_id: string;
  officer_id: string | null;
  leader_id: string | null;
  statistics_eligible_on: Day | null;
  statistics_entered_on: Day | null;
  latitude: string;
  longitude: string;
  version: 1;
  created_at: string;
  /** The name was printed: nothing unkind is made up about it. */
  named: boolean;
}
export interface DemoList {
  id: string;
  name: string;
  year: number;
  kind: ListKind;
  rate_digits: number;
  visit_every: VisitRule;
  photo_required: boolean;
  photo_purpose: string;
  version: 1;
}
export interface Membership {
  list_id: string;
  project_id: string;
  from_month: Month;
  to_month: Month | null;
  batch: Batch | null;
}
/** A stretch of months and what a group of projects completed in it together. */
export interface Stretch {
  months: Month[];
  total: number;
}
interface Facts {
  name: string;
  total: number;
  unit: UnitCode;
  industry: string;
  owner?: string;
  address?: string;
  named?: boolean;
}

/** How much of a year's work falls into each month: little around the Spring Festival. */
const SEASON = [6, 4, 9, 11, 12, 12, 10, 9, 12, 12, 11, 13];

export const months = (first: Month, last: Month): Month[] => {
  const all: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) all.push(month);
  return all;
};

export const totalOf = (projects: readonly DemoProject[]): number =>
  projects.reduce((sum, { total_investment }) => sum + total_investment, 0);

/** Fast or slow: how much of a group's work falls to each project, given their plans. */
export const paces = (random: Random, plans: readonly number[]): number[] =>
  plans.map((plan) => plan * (0.65 + random.next() * 0.7));

/** Somewhere in the district, made up: the same each time, and without a draw from what else is random. */
function placeOf(name: string): { latitude: string; longitude: string } {
  const random = new Random(`place ${name}`);
  return { latitude: `35.${random.whole(165_000, 215_000)}`, longitude: `113.${random.whole(195_000, 305_000)}` };
}

/** Projects, lists, plans and entries as they are put together. */
export class Book {
  readonly projects: DemoProject[] = [];
  readonly lists: DemoList[] = [];
  readonly members: Membership[] = [];
  readonly plans: { project_id: string; year: number; from_month: Month; amount: number; basis: Basis }[] = [];
  readonly entries: { project_id: string; month: Month }[] = [];
  readonly milestones: { project_id: string; kind: MilestoneKind; planned_on: Day | null; actual_on: Day | null }[] =
    [];
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly org: Org,
    private readonly today: Day,
    private readonly random: Random,
  ) {}

  add({ name, total, unit, industry, owner, address, named = false }: Facts, since: Day = '2024-01-02'): DemoProject {
    const created = instantAt(since, '08:30');
    const project: DemoProject = {
      id: this.random.id(created),
      name,
      owner_name: owner ?? `${name.replace(/项目(\d*)$/, '$1')}业主单位`,
      industry,
      address: address ?? this.random.pick(ADDRESSES),
      total_investment: total,
      unit_id: this.org.units[unit].id,
      officer_id: null,
      leader_id: null,
      statistics_eligible_on: null,
      statistics_entered_on: null,
      ...placeOf(name),
      version: 1,
      created_at: created.toISOString(),
      named,
    };
    this.projects.push(project);
    return project;
  }

  /** A project with a plainly generic name: “高端装备配套项目03”. */
  addGeneric(total: number, since?: Day): DemoProject {
    const index = this.projects.length % INDUSTRIES.length;
    const [name, industry, unit] = INDUSTRIES[index] as (typeof INDUSTRIES)[number];
    const count = (this.counts.get(name) ?? 0) + 1;
    this.counts.set(name, count);
    return this.add({ name: `${name}${String(count).padStart(2, '0')}`, total, unit, industry }, since);
  }

  /** Generic projects whose totals add up to the amount. */
  addGenerics(count: number, total: number, since?: Day): DemoProject[] {
    const weights = Array.from({ length: count }, () => 0.25 + this.random.next() ** 2 * 3);
    return split(total, weights).map((part) => this.addGeneric(part, since));
  }

  list(year: number, name: string, kind: ListKind, rule: VisitRule = VISIT_RULE_OF_KIND[kind]): DemoList {
    const list: DemoList = {
      id: this.random.id(instantAt(`${year}-01-02`, '08:00')),
      name,
      year,
      kind,
      // The district list's rate was printed without digits after the point.
      rate_digits: kind === 'district-key' ? 0 : 2,
      visit_every: rule,
      photo_required: false,
      photo_purpose: '',
      version: 1,
    };
    this.lists.push(list);
    return list;
  }

  join(
    list: DemoList,
    projects: DemoProject[],
    from: Month,
    to: Month | null = null,
    batch: Batch | null = null,
  ): void {
    for (const { id } of projects) {
      this.members.push({ list_id: list.id, project_id: id, from_month: from, to_month: to, batch });
    }
  }

  /** Annual plans of a group that add up to the amount; roughly in proportion to the size of the projects. */
  plan(projects: DemoProject[], from: Month, total: number, basis: Basis): number[] {
    const weights = projects.map(({ total_investment }) => total_investment * (0.6 + this.random.next() * 0.8));
    const amounts = split(total, weights);
    projects.forEach((project, index) => this.planOne(project, from, amounts[index] as number, basis));
    return amounts;
  }

  planOne(project: DemoProject, from: Month, amount: number, basis: Basis): void {
    const entered = {
      version: 1,
      entered_by: this.clerk,
      entered_at: instantAt(firstDay(from), '09:30').toISOString(),
    };
    const plan = { project_id: project.id, year: yearOf(from), from_month: from, amount, basis, ...entered };
    this.plans.push(plan);
  }

  /** Monthly entries of a group that add up to the total of each stretch; `weights` say who is fast. */
  complete(projects: DemoProject[], weights: number[], stretches: Stretch[], basis: Basis): void {
    const starts = projects.map(() => this.random.next() * 6);
    for (const { months, total } of stretches) {
      const parts = split(total, weights, 10);
      projects.forEach((project, index) => {
        const tempo = months.map(
          (month) => (SEASON[Number(month.slice(5)) - 1] ?? 0) * (0.7 + this.random.next() * 0.6),
        );
        split(parts[index] as number, tempo, 10).forEach((completed, place) => {
          const month = months[place] as Month;
          const stage = Math.floor((starts[index] as number) + Number(month.slice(5)) * 0.5);
          this.entry(
            project,
            month,
            completed,
            basis,
            STAGES[completed === 0 ? 0 : Math.min(stage, STAGES.length - 1)],
          );
        });
      });
    }
  }

  private entry(project: DemoProject, month: Month, completed: number, basis: Basis, physical = ''): void {
    const due = `${addMonths(month, 1)}-05`;
    const entered = instantAt(due < this.today ? due : this.today, '00:00').toISOString();
    const who = { version: 1, entered_by: this.clerk, entered_at: entered };
    const entry = { project_id: project.id, month, completed, basis, physical_progress: physical, ...who };
    this.entries.push(entry);
  }

  milestone(project: DemoProject, kind: MilestoneKind, planned: Day | null, actual: Day | null): void {
    const actual_on = actual !== null && actual < this.today ? actual : null;
    const step = { project_id: project.id, kind, planned_on: planned ?? actual, actual_on, version: 1 };
    this.milestones.push(step);
  }

  hasMilestone(project: DemoProject): boolean {
    return this.milestones.some(({ project_id }) => project_id === project.id);
  }

  /** 入库: eligible and entered, as far as that is past. */
  registerInStatistics(project: DemoProject, eligible: Day, entered: Day | null): void {
    project.statistics_eligible_on = eligible;
    project.statistics_entered_on = entered !== null && entered < this.today ? entered : null;
  }

  private get clerk(): string | undefined {
    return this.org.supervisors[1]?.id;
  }
}
