import { daysLeftOf, IssueReader, lightOf, PhraseService, SEVERITIES, SEVERITY_LABELS } from '@app/ledger';
import { hasRole, officersOf, type Principal } from '@app/org';
import { CalendarService, Clock, dayOf, isoInstant, type Month, type Tx, weekOf } from '@app/platform';
import { maySeeTo } from '@app/project';
import { Injectable } from '@nestjs/common';
import type { FieldDuty, FieldIssue, FieldProgress, FieldQuery, FieldView } from './field.dto';
import { type FieldRecord, findFieldProjects, findOfficerOf, findOpenIssues, type OpenIssue } from './field.queries';
import { findRunningDuties, type PlannedDuty } from './plan.queries';
import { PlanService } from './plan.service';

const PROJECTS_AT_MOST = 200;
const ISSUES_AT_MOST = 50;

/** What a phone takes along: all that a visit needs, for the projects of one officer. */
@Injectable()
export class FieldService {
  constructor(
    private readonly plans: PlanService,
    private readonly issues: IssueReader,
    private readonly phrases: PhraseService,
    private readonly calendars: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** In a snapshot, so that projects, issues and plan fit together. */
  async bundle(tx: Tx, principal: Principal, { projectId }: FieldQuery): Promise<FieldView> {
    const now = this.clock.now();
    const today = dayOf(now);
    const found = await findFieldProjects(tx, {
      people: hasRole(principal, 'officer') ? officersOf(principal) : [],
      extra: await this.allowed(tx, principal, projectId),
      today,
      limit: PROJECTS_AT_MOST,
    });
    const records = found.filter(({ beyond }) => !beyond);
    const ids = records.map(({ id }) => id);
    const duties = new Map((await findRunningDuties(tx, ids, today)).map((duty) => [duty.projectId, duty]));
    const plan = await this.plans.week(tx, principal);
    const planned = new Map(plan.items.map((item) => [item.projectId, item.points.map(({ text }) => text)]));
    const others = await this.plans.points(
      tx,
      ids.filter((id) => !planned.has(id)),
      today,
    );
    const issues = await this.openIssues(tx, principal, ids);
    const categories = await this.issues.categories(tx);
    return {
      asOf: isoInstant(now),
      today,
      week: weekOf(today),
      me: { id: principal.id, name: principal.name, unitName: principal.unitName },
      projects: records.map(({ beyond: _, entry, told, ...project }) => ({
        ...project,
        duty: dutyView(duties.get(project.id)),
        points: planned.get(project.id) ?? others.get(project.id) ?? [],
        progress: newest({ entry, told }, today.slice(0, 7)),
        issues: issues.get(project.id) ?? [],
      })),
      cut: records.length < found.length,
      categories: categories.filter(({ active }) => active).map(({ code, name }) => ({ code, name })),
      severities: SEVERITIES.map((code) => ({ code, name: SEVERITY_LABELS[code].zh })),
      phrases: await this.phrases.texts(tx, principal, 'visit'),
      planVersion: plan.version,
      order: plan.items.map((item) => item.projectId),
    };
  }

  /** The project that was asked for by name, when the person may log visits there. */
  private async allowed(tx: Tx, principal: Principal, projectId: string | undefined): Promise<string | null> {
    if (projectId === undefined) return null;
    const project = await findOfficerOf(tx, projectId);
    return project && maySeeTo(principal, project) ? projectId : null;
  }

  private async openIssues(tx: Tx, principal: Principal, projectIds: string[]): Promise<Map<string, FieldIssue[]>> {
    const records = await findOpenIssues(tx, principal, projectIds, ISSUES_AT_MOST);
    const horizon = await this.issues.horizon(tx);
    const calendar = await this.calendars.current();
    const view = ({ projectId: _, ledgerId, signDueOn, ...issue }: OpenIssue): FieldIssue => {
      const clock = { ...issue, signDueOn };
      const light = lightOf(clock, horizon.today, horizon.soonUntil[ledgerId] ?? horizon.today);
      const daysLeft = daysLeftOf(clock, light, horizon.today, calendar);
      return { ...issue, light, daysLeft, waitsForVerification: issue.state === 'pending-verification' };
    };
    const byProject = new Map<string, FieldIssue[]>();
    for (const record of records) {
      const { projectId } = record;
      byProject.set(projectId, [...(byProject.get(projectId) ?? []), view(record)]);
    }
    return byProject;
  }
}

const dutyView = (duty: PlannedDuty | undefined): FieldDuty | null =>
  duty ? { period: duty.period, periodEnd: duty.ends, state: duty.state, every: duty.every } : null;

/** What is known last: of two tellings of one month the later one. */
function newest({ entry, told }: Pick<FieldRecord, 'entry' | 'told'>, running: Month): FieldProgress | null {
  const later = told && (!entry || told.month > entry.month || (told.month === entry.month && told.at > entry.at));
  const known = later ? told : entry;
  if (!known) return null;
  const { month, completed, physicalProgress } = known;
  return { month, completed, physicalProgress, source: later ? 'visit' : 'entry', monthIsRunning: month === running };
}
