import type { Principal } from '@app/org';
import { amountText, Clock, type Month, monthOf, type Page, pageOf, Problem, problem, type Tx } from '@app/platform';
import { ProjectService } from '@app/project';
import { Injectable } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import type { ConfirmBody, ConfirmedItem, ConfirmItem, ConfirmView, ToldQuery, ToldRow } from './told.dto';
import { findTold, findToldOf, type ToldProject } from './told.queries';
import { meantBy } from './told.rules';
import { visitProblem } from './visit.problems';

/** Progress of a month as visits told it, beside the entries that count. */
@Injectable()
export class ToldService {
  constructor(
    private readonly clock: Clock,
    private readonly projects: ProjectService,
  ) {}

  /** @param isClosed whether a month is published; the roll-up knows */
  async list(
    tx: Tx,
    principal: Principal,
    query: ToldQuery,
    isClosed: (month: Month) => Promise<boolean>,
  ): Promise<Page<ToldRow>> {
    const month = query.month ?? monthOf(this.clock.now());
    const monthClosed = await isClosed(month);
    const { rows, total } = await findTold(tx, principal, month, query);
    return pageOf(
      query,
      rows.map((row) => toldRow(row, monthClosed)),
      total,
    );
  }

  /**
   * Makes what visits told the entries of the month, each project in a transaction of its own: one that is refused
   * leaves the others.
   */
  async confirm(database: DataSource, principal: Principal, month: Month, body: ConfirmBody): Promise<ConfirmView> {
    const items: ConfirmedItem[] = [];
    for (const item of body.items) {
      const message = await database
        .transaction((tx) => this.confirmOne(tx, principal, month, item, body.correctionReason))
        .then(
          () => null,
          (error: unknown) => {
            if (error instanceof Problem) return error.message;
            throw error;
          },
        );
      items.push({ projectId: item.projectId, ok: message === null, message });
    }
    return { items };
  }

  private async confirmOne(
    tx: Tx,
    principal: Principal,
    month: Month,
    item: ConfirmItem,
    correctionReason?: string,
  ): Promise<void> {
    const project = await findToldOf(tx, principal, month, item.projectId);
    if (!project) throw problem.notFound();
    const place = project.told.findIndex(({ visitId }) => visitId === item.visitId);
    if (place < 0) throw visitProblem.notTold();
    const { entry, previous, told } = project;
    const { completed, physicalProgress } = meantBy(told.slice(0, place + 1), entry, previous);
    if (completed === null) throw visitProblem.noEntry();
    await this.projects.putProgress(
      tx,
      principal,
      { id: item.projectId, month },
      {
        completed,
        physicalProgress,
        basis: entry?.basis ?? project.basis ?? 'without-preliminary',
        version: item.version,
        correctionReason,
      },
    );
  }
}

function toldRow({ basis: _, told, ...row }: ToldProject, monthClosed: boolean): ToldRow {
  const newest = told.at(-1) ?? null;
  const meant = meantBy(told, row.entry, row.previous);
  const same =
    newest !== null &&
    row.entry !== null &&
    (meant.completed === null || amountText(meant.completed) === amountText(row.entry.completed)) &&
    meant.physicalProgress === row.entry.physicalProgress;
  return { ...row, told: newest, same, monthClosed };
}
