import type { DutyState } from '@app/duty';
import { issueScope } from '@app/ledger';
import { type Principal, seesAll } from '@app/org';
import {
  Clock,
  dayOf,
  isoInstant,
  type Month,
  monthOf,
  offset,
  type Page,
  type PageQuery,
  pageOf,
  Parameters,
  problem,
  rate,
  type Tx,
} from '@app/platform';
import { projectScope } from '@app/project';
import { Injectable } from '@nestjs/common';
import { findPublished } from './revision.queries';
import {
  type BatchRowsQuery,
  type CountedBatchProject,
  type CountedIssue,
  type CountedProject,
  type CountedVisitDuty,
  type IssueRowsQuery,
  NO_UNIT,
  type RowsQuery,
  type VisitRowsQuery,
} from './rollup.dto';
import { asOfDay } from './rollup.figures';
import { rollupProblem } from './rollup.problems';
import type { CountedDutyRow, CountedRows, KeptRows } from './rollup.counted';
import { READ_ROWS } from './rollup.rows';

/** All lists of the year together, in place of a list's id. */
export const ALL_LISTS = 'all';

/**
 * The rows behind the figures: those that were kept with a revision, or those that count at the moment while the month
 * is open. Whoever does not see all gets the rows of their own department, so their total may be below the figure.
 */
@Injectable()
export class RollupRowsService {
  constructor(private readonly clock: Clock) {}

  /** @throws Problem 404 for a list that is not of the month's year */
  async projects(
    tx: Tx,
    principal: Principal,
    month: Month,
    listId: string,
    query: RowsQuery,
  ): Promise<Page<CountedProject>> {
    const rows = await this.rows(tx, month, query.revision, 'projects', 'lists');
    const list = rows.lists.find((one) => one.listId === listId);
    if (!list && listId !== ALL_LISTS) throw problem.notFound();
    const onList = list && new Set(list.projectIds);
    const sees = await visibleProjects(tx, principal);
    const { items, total } = cut(
      query,
      rows.projects.filter(({ projectId }) => (!onList || onList.has(projectId)) && sees(projectId)),
    );
    const unitName = await unitNames(tx);
    const views = items.map((row) => ({
      ...row,
      unitName: unitName(row.unitId),
      completionRate: rate(row.completed, row.plan, list?.rateDigits ?? 2),
    }));
    return pageOf(query, views, total);
  }

  async batches(tx: Tx, principal: Principal, month: Month, query: BatchRowsQuery): Promise<Page<CountedBatchProject>> {
    const { batches } = await this.rows(tx, month, query.revision, 'batches');
    const sees = await visibleProjects(tx, principal);
    const { items, total } = cut(
      query,
      batches.filter(
        ({ which, projectId, reachedOn }) =>
          which === query.which &&
          (query.reached === undefined || (reachedOn !== null) === (query.reached === 'true')) &&
          sees(projectId),
      ),
    );
    const views = items.map(({ projectId, name, totalInvestment, reachedOn, eligibleOn }) => ({
      projectId,
      name,
      totalInvestment,
      reached: reachedOn !== null,
      reachedOn,
      eligibleOn,
    }));
    return pageOf(query, views, total);
  }

  async issues(tx: Tx, principal: Principal, month: Month, query: IssueRowsQuery): Promise<Page<CountedIssue>> {
    const { issues } = await this.rows(tx, month, query.revision, 'issues');
    const matching = issues.filter(
      ({ counts, unitId, categoryCode }) =>
        counts.includes(query.which) &&
        ofUnit(query.unitId, unitId) &&
        (query.categoryCode === undefined || categoryCode === query.categoryCode),
    );
    const sees = await visibleIssues(
      tx,
      principal,
      matching.map(({ id }) => id),
    );
    const { items, total } = cut(
      query,
      matching.filter(({ id }) => sees(id)),
    );
    const found: (Omit<CountedIssue, 'unitId' | 'unitName' | 'registeredAt'> & { registeredAt: Date })[] =
      await tx.query(
        `select i.id, i.number, i.title, i.category_code as "categoryCode", c.name as "categoryName",
                i.project_id as "projectId", p.name as "projectName", i.registered_at as "registeredAt"
           from issue i join issue_category c on c.code = i.category_code left join project p on p.id = i.project_id
          where i.id = any ($1::uuid[])`,
        [items.map(({ id }) => id)],
      );
    const byId = new Map(found.map((issue) => [issue.id, issue]));
    const unitName = await unitNames(tx);
    const views = items.flatMap(({ id, unitId }) => {
      const issue = byId.get(id);
      return issue
        ? [{ ...issue, registeredAt: isoInstant(issue.registeredAt), unitId, unitName: unitName(unitId) }]
        : [];
    });
    return pageOf(query, views, total);
  }

  async visits(tx: Tx, principal: Principal, month: Month, query: VisitRowsQuery): Promise<Page<CountedVisitDuty>> {
    const rows = await this.rows(tx, month, query.revision, 'duties', 'lists');
    const list = rows.lists.find((one) => one.listId === query.listId);
    if (query.listId !== undefined && !list) throw problem.notFound();
    const onList = list && new Set(list.projectIds);
    const sees = await visibleProjects(tx, principal);
    const { items, total } = cut(
      query,
      rows.duties.filter(
        (row) =>
          (!onList || onList.has(row.projectId)) &&
          ofUnit(query.unitId, row.unitId) &&
          (query.met === undefined || (stateOf(row) === 'met') === (query.met === 'true')) &&
          (query.state === undefined || stateOf(row) === query.state) &&
          sees(row.projectId),
      ),
    );
    const projects: { id: string; name: string; officerName: string | null }[] = await tx.query(
      `select p.id, p.name, o.name as "officerName" from project p left join person o on o.id = p.officer_id
        where p.id = any ($1::uuid[])`,
      [items.map(({ projectId }) => projectId)],
    );
    const people: { id: string; name: string }[] = await tx.query(
      'select id, name from person where id = any ($1::uuid[])',
      [items.flatMap(({ officerId }) => officerId ?? [])],
    );
    const visits: { id: string; visitedOn: string }[] = await tx.query(
      'select id, visited_on as "visitedOn" from visit where id = any ($1::uuid[])',
      [items.flatMap(({ visitId }) => visitId ?? [])],
    );
    const projectById = new Map(projects.map((project) => [project.id, project]));
    const nameOf = new Map(people.map(({ id, name }) => [id, name]));
    const visitedOn = new Map(visits.map((visit) => [visit.id, visit.visitedOn]));
    const unitName = await unitNames(tx);
    const views = items.map((row) => ({
      projectId: row.projectId,
      projectName: projectById.get(row.projectId)?.name ?? '',
      unitId: row.unitId,
      unitName: unitName(row.unitId),
      officerName:
        row.officerId === undefined
          ? (projectById.get(row.projectId)?.officerName ?? null)
          : row.officerId && (nameOf.get(row.officerId) ?? null),
      period: row.period,
      state: stateOf(row),
      excuseReason: row.excuseReason ?? null,
      met: stateOf(row) === 'met',
      visitId: row.visitId,
      visitedOn: row.visitId === null ? null : (visitedOn.get(row.visitId) ?? null),
    }));
    return pageOf(query, views, total);
  }

  /** The families asked for: kept ones of a closed month, else read now. */
  private async rows<K extends keyof CountedRows>(
    tx: Tx,
    month: Month,
    revision: number | undefined,
    ...families: K[]
  ): Promise<Pick<CountedRows, K>> {
    const kept = await findPublished(tx, 'rows', month, revision);
    if (kept !== undefined) return JSON.parse(kept) as KeptRows;
    if (revision !== undefined) throw rollupProblem.noRevision({ month, revision });
    const now = this.clock.now();
    if (month > monthOf(now)) throw rollupProblem.notBegun({ month });
    const rows: Partial<CountedRows> = {};
    const today = dayOf(now);
    for (const family of families) rows[family] = await READ_ROWS[family](tx, month, asOfDay(month, today), today);
    return rows as Pick<CountedRows, K>;
  }
}

/** Of months that were closed before duties had states, a visit tells. */
const stateOf = ({ state, visitId }: CountedDutyRow): DutyState => state ?? (visitId === null ? 'missed' : 'met');

/** Whether a row of `unitId` is asked for; {@link NO_UNIT} asks for those of none. */
const ofUnit = (asked: string | undefined, unitId: string | null): boolean =>
  asked === undefined || unitId === (asked === NO_UNIT ? null : asked);

function cut<T>(query: PageQuery, rows: T[]): { items: T[]; total: number } {
  return { items: rows.slice(offset(query), offset(query) + query.pageSize), total: rows.length };
}

type Sees = (id: string) => boolean;

async function visibleProjects(tx: Tx, principal: Principal): Promise<Sees> {
  if (seesAll(principal)) return () => true;
  const p = new Parameters();
  const rows: { id: string }[] = await tx.query(
    `select p.id from project p where ${projectScope(principal, p)}`,
    p.values,
  );
  const ids = new Set(rows.map(({ id }) => id));
  return (id) => ids.has(id);
}

async function visibleIssues(tx: Tx, principal: Principal, among: string[]): Promise<Sees> {
  if (seesAll(principal)) return () => true;
  const p = new Parameters();
  const rows: { id: string }[] = await tx.query(
    `select i.id from issue i left join project p on p.id = i.project_id
      where i.id = any (${p.add(among)}::uuid[]) and ${issueScope(principal, p)}`,
    p.values,
  );
  const ids = new Set(rows.map(({ id }) => id));
  return (id) => ids.has(id);
}

async function unitNames(tx: Tx): Promise<(id: string | null) => string | null> {
  const rows: { id: string; name: string }[] = await tx.query('select id, name from unit');
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? null));
}
