import type { Principal } from '@app/org';
import {
  amountText,
  Clock,
  dayOf,
  invalid,
  monthOf,
  type Page,
  type PageQuery,
  problem,
  recordChange,
  type Tx,
  yearOf,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ClosedMonths } from './closed-months';
import type {
  ChangeView,
  MilestoneBody,
  MilestoneParam,
  MilestoneView,
  PlanBody,
  PlanParam,
  PlanView,
  ProgressBody,
  ProgressParam,
  ProgressView,
  ProjectBody,
  ProjectPatch,
  ProjectQuery,
  ProjectRow,
  ProjectView,
} from './project.dto';
import { Project } from './project.entity';
import { projectActions } from './project.policy';
import { projectProblem } from './project.problems';
import {
  checkResponsible,
  countFrom,
  findChanges,
  findMilestone,
  findPlan,
  findProgress,
  findProject,
  findProjects,
  lockProject,
  type Responsible,
  saveMilestone,
  savePlan,
  saveProgress,
  setStanding,
  type Writer,
} from './project.queries';
import { putOnce, type Subject } from './project.writes';

/** Projects with their plans, monthly entries and milestones. */
@Injectable()
export class ProjectService {
  constructor(
    private readonly clock: Clock,
    private readonly closed: ClosedMonths,
  ) {}

  list(tx: Tx, principal: Principal, query: ProjectQuery): Promise<Page<ProjectRow>> {
    return findProjects(tx, principal, query, query.month ?? monthOf(this.clock.now()));
  }

  /** @throws Problem 404 */
  async one(tx: Tx, principal: Principal, id: string): Promise<ProjectView> {
    const project = await findProject(tx, principal, id);
    if (!project) throw problem.notFound();
    return { ...project, allowedActions: projectActions(principal, project) };
  }

  /** @throws Problem 400 that names the field for a unit or person that is not there or not of the role */
  async create(tx: Tx, principal: Principal, body: ProjectBody): Promise<ProjectView> {
    await requireResponsible(tx, body);
    requireRegistryOrder(body.statisticsEligibleOn ?? null, body.statisticsEnteredOn ?? null);
    requirePlace(body.latitude ?? null, body.longitude ?? null);
    const at = this.clock.now();
    const facts = { ...body, totalInvestment: amountText(body.totalInvestment) };
    const { id } = (await tx.insert(Project, { ...facts, createdAt: at })).identifiers[0] as { id: string };
    const actorId = principal.id;
    await recordChange(tx, { at, actorId, subjectKind: 'project', subjectId: id, action: 'create', after: facts });
    return this.one(tx, principal, id);
  }

  /** @throws Problem 409 with the current state when `version` is stale */
  async change(tx: Tx, principal: Principal, id: string, body: ProjectPatch): Promise<ProjectView> {
    await this.hold(tx, principal, id);
    const before = await this.one(tx, principal, id);
    const { version, countsFrom, correctionReason, ...wanted } = body;
    const running = monthOf(this.clock.now());
    if (countsFrom !== undefined && countsFrom > running) {
      throw invalid('countsFrom', `起算月份不能晚于本月（${running}）。`);
    }
    if (wanted.totalInvestment !== undefined) wanted.totalInvestment = amountText(wanted.totalInvestment);
    await requireResponsible(tx, changedOf(before, wanted));
    requireRegistryOrder(
      wanted.statisticsEligibleOn === undefined ? before.statisticsEligibleOn : wanted.statisticsEligibleOn,
      wanted.statisticsEnteredOn === undefined ? before.statisticsEnteredOn : wanted.statisticsEnteredOn,
    );
    requirePlace(
      wanted.latitude === undefined ? before.latitude : wanted.latitude,
      wanted.longitude === undefined ? before.longitude : wanted.longitude,
    );
    return this.closed.allow(tx, principal, { projectId: id, correctionReason }, async () => {
      await countFrom(tx, countsFrom ?? running);
      const subject = { ...this.writer(principal), kind: 'project' as const, id, reason: correctionReason };
      const changed = await putOnce<ProjectView>(
        tx,
        { ...subject, ...(countsFrom === undefined ? {} : { key: { countsFrom } }) },
        {
          before,
          wanted,
          version,
          save: () => tx.update(Project, { id }, wanted),
          read: () => this.one(tx, principal, id),
        },
      );
      await countFrom(tx, '');
      if (countsFrom === undefined || !(await setStanding(tx, id, countsFrom, wanted))) return changed;
      return this.recountedFrom(tx, subject, { before, changed, countsFrom });
    });
  }

  /** What is the same today, but counts from an earlier month on, is a change of its own. */
  private async recountedFrom(
    tx: Tx,
    { at, principal, id, reason }: Subject,
    { before, changed, countsFrom }: { before: ProjectView; changed: ProjectView; countsFrom: string },
  ): Promise<ProjectView> {
    const after = await this.one(tx, principal, id);
    if (changed.version === before.version) {
      await recordChange(tx, {
        at,
        actorId: principal.id,
        subjectKind: 'project',
        subjectId: id,
        action: 'update',
        before: { countsFrom, ...countedIn(before, countsFrom) },
        after: { countsFrom, ...countedIn(after, countsFrom) },
        reason,
      });
    }
    return after;
  }

  /** The plan of a year as it counts from a month on; a later revision leaves the earlier ones as they are. */
  async putPlan(tx: Tx, principal: Principal, { id, year }: PlanParam, body: PlanBody): Promise<PlanView> {
    await this.hold(tx, principal, id);
    const { from, basis, version } = body;
    if (yearOf(from) !== year) throw invalid('from', `起始月份应在计划年度 ${year} 年之内，写作 ${year}-01。`);
    const wanted = { year, from, amount: amountText(body.amount), basis };
    const writer = this.writer(principal);
    const { correctionReason } = body;
    const before = await findPlan(tx, id, year, from);
    return this.closed.allow(tx, principal, { projectId: id, correctionReason }, () =>
      putOnce<PlanView>(
        tx,
        { ...writer, kind: 'plan', id, key: { year, from }, reason: correctionReason },
        {
          before,
          wanted,
          version,
          save: () => savePlan(tx, writer, id, wanted),
          read: () => findPlan(tx, id, year, from),
        },
      ),
    );
  }

  /** Investment completed in a month that has begun; supervisors for all, officers for their own projects. */
  async putProgress(
    tx: Tx,
    principal: Principal,
    { id, month }: ProgressParam,
    body: ProgressBody,
  ): Promise<ProgressView> {
    const project = await this.hold(tx, principal, id);
    if (!projectActions(principal, project).includes('progress')) throw projectProblem.notYours();
    const { basis, physicalProgress, version, correctionReason } = body;
    const writer = this.writer(principal);
    const running = monthOf(writer.at);
    if (month > running) throw invalid('month', `${month} 尚未到来，只能填报 ${running} 及以前月份的进展。`);
    const before = await findProgress(tx, id, month);
    const wanted = {
      month,
      completed: amountText(body.completed),
      basis,
      physicalProgress,
      fundsReceived: toldAmount(body.fundsReceived, before?.fundsReceived),
      registryCompleted: toldAmount(body.registryCompleted, before?.registryCompleted),
    };
    return this.closed.allow(tx, principal, { projectId: id, correctionReason }, () =>
      putOnce<ProgressView>(
        tx,
        { ...writer, kind: 'progress', id, key: { month }, reason: correctionReason },
        {
          before,
          wanted,
          version,
          save: () => saveProgress(tx, writer, id, wanted),
          read: () => findProgress(tx, id, month),
        },
      ),
    );
  }

  /** Planned and actual day of a step; what is left out stays as it is. */
  async putMilestone(
    tx: Tx,
    principal: Principal,
    { id, kind }: MilestoneParam,
    body: MilestoneBody,
  ): Promise<MilestoneView> {
    const project = await this.hold(tx, principal, id);
    if (!projectActions(principal, project).includes('milestone')) throw projectProblem.notYours();
    const writer = this.writer(principal);
    const today = dayOf(writer.at);
    const before = await findMilestone(tx, id, kind);
    const plannedOn = body.plannedOn === undefined ? (before?.plannedOn ?? null) : body.plannedOn;
    const actualOn = body.actualOn === undefined ? (before?.actualOn ?? null) : body.actualOn;
    if (plannedOn === null && actualOn === null) throw invalid('plannedOn', '请填写计划日期或实际日期。');
    if (actualOn !== null && actualOn > today) throw invalid('actualOn', `实际日期不能晚于今天（${today}）。`);
    const wanted = { kind, plannedOn, actualOn };
    const { correctionReason, version } = body;
    return this.closed.allow(tx, principal, { projectId: id, correctionReason }, () =>
      putOnce<MilestoneView>(
        tx,
        { ...writer, kind: 'milestone', id, key: { kind }, reason: correctionReason },
        {
          before,
          wanted,
          version,
          save: () => saveMilestone(tx, id, kind, wanted),
          read: () => findMilestone(tx, id, kind),
        },
      ),
    );
  }

  /** @throws Problem 404 for a project that the person may not know of */
  async changes(tx: Tx, principal: Principal, id: string, query: PageQuery): Promise<Page<ChangeView>> {
    await this.one(tx, principal, id);
    return findChanges(tx, id, query);
  }

  private writer(principal: Principal): Writer {
    return { at: this.clock.now(), principal };
  }

  /** Writes about one project wait for each other. */
  private async hold(tx: Tx, principal: Principal, id: string): Promise<{ officerId: string | null }> {
    const project = await lockProject(tx, principal, id);
    if (!project) throw problem.notFound();
    return project;
  }
}

/** What counted of the project in a month. */
function countedIn({ standings }: ProjectView, month: string): Record<string, unknown> {
  const { totalInvestment, unitName, leaderName, industry } =
    standings.find(({ from }) => from === null || from <= month) ?? {};
  return { totalInvestment, unitName, leaderName, industry };
}

const RESPONSIBLE: Record<keyof Responsible, string> = {
  unitId: '没有这个责任单位，或者它已停用，请重新选择。',
  officerId: '项目专员应是在用的、有“项目专员”角色的人员，请重新选择。',
  leaderId: '分包领导应是在用的、有“区领导”角色的人员，请重新选择。',
};

async function requireResponsible(tx: Tx, who: Responsible): Promise<void> {
  const found = await checkResponsible(tx, who);
  for (const field of Object.keys(RESPONSIBLE) as (keyof Responsible)[]) {
    if (!found[field]) throw invalid(field, RESPONSIBLE[field]);
  }
}

/** What is left out stays as it was; null: not told. */
const toldAmount = (told: string | null | undefined, before: string | null | undefined): string | null =>
  told === undefined ? (before ?? null) : told && amountText(told);

/** Only those that change: somebody who has left since may stay where they stand. */
const changedOf = (before: ProjectView, { unitId, officerId, leaderId }: Responsible): Responsible => ({
  unitId: unitId === before.unitId ? undefined : unitId,
  officerId: officerId === before.officerId ? undefined : officerId,
  leaderId: leaderId === before.leaderId ? undefined : leaderId,
});

function requireRegistryOrder(eligibleOn: string | null, enteredOn: string | null): void {
  if (enteredOn === null) return;
  if (eligibleOn === null) throw invalid('statisticsEligibleOn', '填写入库日期时，请同时填写达到入库标准的日期。');
  if (enteredOn < eligibleOn) throw invalid('statisticsEnteredOn', '入库日期不能早于达到入库标准的日期。');
}

function requirePlace(latitude: number | null, longitude: number | null): void {
  if ((latitude === null) === (longitude === null)) return;
  throw invalid(latitude === null ? 'latitude' : 'longitude', '经度和纬度应同时填写，或同时清空。');
}
