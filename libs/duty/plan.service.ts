import type { Principal } from '@app/org';
import {
  addDays,
  CalendarService,
  Clock,
  type Day,
  dayOf,
  problem,
  type Tx,
  type Week,
  weekOf,
  weekStart,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { WeekPlanBody, WeekPlanItem, WeekPlanView } from './plan.dto';
import { findOrder, findPlanFacts, findWeekDuties, type PlanProject, saveOrder } from './plan.queries';
import { arrange, pointsOf, straightDistance } from './plan.rules';

/** The week of an officer: what needs eyes most comes first, unless they choose another order (本周安排). */
@Injectable()
export class PlanService {
  constructor(
    private readonly calendars: CalendarService,
    private readonly clock: Clock,
  ) {}

  /** The person's own week, this one when none is named. */
  async week(tx: Tx, principal: Principal, asked?: Week): Promise<WeekPlanView> {
    const calendar = await this.calendars.current();
    const today = dayOf(this.clock.now());
    const week = asked ?? weekOf(today);
    const starts = weekStart(week);
    const ends = addDays(starts, 6);
    const duties = await findWeekDuties(tx, principal.id, { starts, ends, today });
    const facts = await findPlanFacts(
      tx,
      duties.map(({ projectId }) => projectId),
      today,
    );
    const known = new Map(facts.map((project) => [project.projectId, project]));
    // A week to come is planned for its first day; one that is over needs no reasons any more.
    const planned = today < starts ? starts : today;
    const items = duties.map((duty) => {
      const project = known.get(duty.projectId) as PlanProject;
      const points = today > ends ? [] : pointsOf(project, duty, planned, calendar);
      const score = points.reduce((sum, { weight }) => sum + weight, 0);
      return {
        project,
        duty,
        points,
        projectId: duty.projectId,
        projectName: project.projectName,
        state: duty.state,
        score,
      };
    });
    const order = await findOrder(tx, principal.id, week);
    const arranged = arrange(items, order.projectIds).map(
      ({ project, duty, points, score }, index, all): WeekPlanItem => ({
        projectId: project.projectId,
        projectName: project.projectName,
        ownerName: project.ownerName,
        address: project.address,
        latitude: project.latitude,
        longitude: project.longitude,
        state: duty.state,
        period: duty.period,
        periodEnd: duty.ends,
        points,
        score,
        distanceBefore: straightDistance(all[index - 1]?.project, project),
        visitId: duty.visitId,
      }),
    );
    return {
      week,
      version: order.version,
      reordered: order.projectIds.length > 0,
      items: arranged,
      unplaced: arranged.filter(({ latitude }) => latitude === null).length,
    };
  }

  /**
   * Keeps the order; the same again is kept already.
   *
   * @throws Problem 409 with the current plan when another order was stored since `version` was seen
   */
  async reorder(
    tx: Tx,
    principal: Principal,
    week: Week,
    { projectIds, version }: WeekPlanBody,
  ): Promise<WeekPlanView> {
    if (!(await saveOrder(tx, principal.id, week, { projectIds, version }))) {
      const kept = await findOrder(tx, principal.id, week);
      const repeated = kept.version === version + 1 && kept.projectIds.join() === projectIds.join();
      if (!repeated) throw problem.stale({}, await this.week(tx, principal, week));
    }
    return this.week(tx, principal, week);
  }

  /** Why each of the projects is to be looked at early, for those that nobody is to visit this week too. */
  async points(tx: Tx, projectIds: string[], today: Day): Promise<Map<string, string[]>> {
    const calendar = await this.calendars.current();
    const facts = await findPlanFacts(tx, projectIds, today);
    return new Map(
      facts.map((project) => [project.projectId, pointsOf(project, null, today, calendar).map(({ text }) => text)]),
    );
  }
}
