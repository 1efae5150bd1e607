import { issueScope } from '@app/ledger';
import type { Principal } from '@app/org';
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
import { type KeptFamily, type MonthState, rowsSql } from './kept.queries';
import { newestRevision, revisionIsThere } from './revision.queries';
import type { CountedBatchRow, CountedDutyRow, CountedFact, CountedIssueRow } from './rollup.counted';
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

/** All lists of the year together, in place of a list's id. */
export const ALL_LISTS = 'all';

/** What is asked of a family of rows; `scope` is a condition on `row`. */
interface Asked {
  family: KeptFamily;
  tags?: string[];
  unitId?: string;
  listId?: string;
  scope: (p: Parameters) => string;
  query: PageQuery;
}

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
    const state = await this.state(tx, month, query.revision);
    const digits = listId === ALL_LISTS ? 2 : await digitsOf(tx, state, listId);
    if (digits === undefined) throw problem.notFound();
    const { items, total } = await read<CountedFact>(tx, state, {
      family: 'project',
      ...(listId === ALL_LISTS ? {} : { tags: [listId] }),
      scope: (p) => seenProject(principal, p),
      query,
    });
    const unitName = await unitNames(tx);
    const views = items.map((row) => ({
      ...row,
      unitName: unitName(row.unitId),
      completionRate: rate(row.completed, row.plan, digits),
    }));
    return pageOf(query, views, total);
  }

  async batches(tx: Tx, principal: Principal, month: Month, query: BatchRowsQuery): Promise<Page<CountedBatchProject>> {
    const state = await this.state(tx, month, query.revision);
    const reached = query.reached === undefined ? [] : [query.reached === 'true' ? 'reached' : 'waiting'];
    const { items, total } = await read<CountedBatchRow>(tx, state, {
      family: 'batch',
      tags: [query.which, ...reached],
      scope: (p) => seenProject(principal, p),
      query,
    });
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
    const state = await this.state(tx, month, query.revision);
    const { items, total } = await read<CountedIssueRow>(tx, state, {
      family: 'issue',
      tags: [query.which, ...(query.categoryCode === undefined ? [] : [`category:${query.categoryCode}`])],
      unitId: query.unitId,
      scope: (p) => seenIssue(principal, p),
      query,
    });
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
    const state = await this.state(tx, month, query.revision);
    const { listId } = query;
    if (listId !== undefined && (await digitsOf(tx, state, listId)) === undefined) throw problem.notFound();
    const { items, total } = await read<CountedDutyRow>(tx, state, {
      family: 'duty',
      ...(query.state === undefined ? {} : { tags: [query.state] }),
      unitId: query.unitId,
      listId,
      scope: (p) => {
        const met = query.met === undefined ? 'true' : `${query.met === 'true' ? '' : 'not '}row.tags @> '{met}'`;
        return `${met} and ${seenProject(principal, p)}`;
      },
      query,
    });
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
    const views = items.map((row) => {
      // Of months that were closed before duties had states, a visit tells.
      const duty = row.state ?? (row.visitId === null ? 'missed' : 'met');
      return {
        projectId: row.projectId,
        projectName: projectById.get(row.projectId)?.name ?? '',
        unitId: row.unitId,
        unitName: unitName(row.unitId),
        officerName:
          row.officerId === undefined
            ? (projectById.get(row.projectId)?.officerName ?? null)
            : row.officerId && (nameOf.get(row.officerId) ?? null),
        period: row.period,
        state: duty,
        excuseReason: row.excuseReason ?? null,
        met: duty === 'met',
        visitId: row.visitId,
        visitedOn: row.visitId === null ? null : (visitedOn.get(row.visitId) ?? null),
      };
    });
    return pageOf(query, views, total);
  }

  /**
   * The state of a month that is asked for: a revision, the newest when none is named, or the moment while it is open.
   *
   * @throws Problem 404 for a revision that is not there, or a month that has not begun
   */
  async state(tx: Tx, month: Month, revision?: number): Promise<MonthState> {
    if (revision !== undefined) {
      if (!(await revisionIsThere(tx, month, revision))) throw rollupProblem.noRevision({ month, revision });
      return { month, revision };
    }
    const newest = await newestRevision(tx, month);
    return newest > 0 ? { month, revision: newest } : this.now(month);
  }

  /** A month as it is now, closed or not. */
  now(month: Month): MonthState {
    const now = this.clock.now();
    if (month > monthOf(now)) throw rollupProblem.notBegun({ month });
    const today = dayOf(now);
    return { month, asOf: asOfDay(month, today), today };
  }
}

const seenProject = (principal: Principal, p: Parameters): string => {
  const scope = projectScope(principal, p);
  return scope === 'true' ? scope : `exists (select from project p where p.id = row.project_id and ${scope})`;
};

const seenIssue = (principal: Principal, p: Parameters): string => {
  const scope = issueScope(principal, p);
  return scope === 'true' ? scope : `exists (select from issue i where i.id::text = row.id and ${scope})`;
};

/** One page of a family's rows that match, and how many there are over all pages. */
async function read<T>(tx: Tx, state: MonthState, asked: Asked): Promise<{ items: T[]; total: number }> {
  const p = new Parameters();
  const { family, tags, unitId, listId, query } = asked;
  const source = rowsSql(p, state, family);
  const where = [asked.scope(p)];
  if (tags) where.push(`row.tags @> ${p.add(tags)}::text[]`);
  if (unitId === NO_UNIT) where.push('row.unit_id is null');
  else if (unitId !== undefined) where.push(`row.unit_id = ${p.add(unitId)}`);
  if (listId !== undefined) {
    const members = rowsSql(p, state, 'member');
    where.push(
      `row.project_id in (select m.project_id from (${members}) m where m.tags @> array[${p.add(listId)}::text])`,
    );
  }
  const rows: { content: string | null; total: number }[] = await tx.query(
    `with row as materialized (select row.* from (${source}) row where ${where.join(' and ')})
     select page.content, (select count(*)::int from row) as total
       from (values (1)) one left join lateral (
         select content, place from row order by place limit ${p.add(query.pageSize)} offset ${p.add(offset(query))}) page on true
      order by page.place`,
    p.values,
  );
  const items = rows.flatMap(({ content }) => (content === null ? [] : [JSON.parse(content) as T]));
  return { items, total: rows[0]?.total ?? 0 };
}

/** The digits of a list's rate in that state; undefined for a list that is not of the month's year. */
async function digitsOf(tx: Tx, state: MonthState, listId: string): Promise<number | undefined> {
  const p = new Parameters();
  const source = rowsSql(p, state, 'list');
  const [list]: { digits: number }[] = await tx.query(
    `select (content::json ->> 'rateDigits')::int as digits from (${source}) list where id = ${p.add(listId)}`,
    p.values,
  );
  return list?.digits;
}

async function unitNames(tx: Tx): Promise<(id: string | null) => string | null> {
  const rows: { id: string; name: string }[] = await tx.query('select id, name from unit');
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (id) => (id === null ? null : (names.get(id) ?? null));
}
