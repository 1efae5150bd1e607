import type { Principal } from '@app/org';
import {
  addDays,
  addMonths,
  Clock,
  dayOf,
  isoInstant,
  offset,
  type Page,
  pageOf,
  problem,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import {
  QUESTION_KINDS,
  type QuestionKind,
  type QuestionQuery,
  type QuestionSeenBody,
  type QuestionView,
} from './question.dto';
import { findQuestions, type QuestionRecord, type QuestionTime, saveSeen } from './question.queries';
import { questionWords } from './question.words';

/** What is older is not asked any more. */
const DAYS_BACK = 90;

/** Hints on field work: questions about projects for the supervisor, never points, and never about a person. */
@Injectable()
export class QuestionService {
  constructor(private readonly clock: Clock) {}

  async list(tx: Tx, query: QuestionQuery): Promise<Page<QuestionView>> {
    const time = this.time();
    const which = { seen: query.seen === 'true', limit: query.pageSize, offset: offset(query) };
    const { rows, total } = await findQuestions(tx, time, which);
    return pageOf(
      query,
      rows.map((row) => view(row, time)),
      total,
    );
  }

  /**
   * Somebody has looked into it.
   *
   * @throws Problem 404 when nothing of that kind is to be asked
   */
  async see(tx: Tx, principal: Principal, key: string, { note }: QuestionSeenBody): Promise<QuestionView> {
    const time = this.time();
    if (!QUESTION_KINDS.includes(key.split(':')[0] as QuestionKind)) throw problem.notFound();
    if ((await findQuestions(tx, time, { key })).total === 0) throw problem.notFound();
    await saveSeen(tx, { key, personId: principal.id, now: this.clock.now(), note });
    const { rows } = await findQuestions(tx, time, { key });
    return view(rows[0] as QuestionRecord, time);
  }

  /** Figures are those of the last month that is over: of the running one most entries are still to come. */
  private time(): QuestionTime {
    const today = dayOf(this.clock.now());
    return { today, from: addDays(today, -DAYS_BACK), month: addMonths(today.slice(0, 7), -1) };
  }
}

const view = ({ data, seen, ...row }: QuestionRecord, { month }: QuestionTime): QuestionView => ({
  ...row,
  text: questionWords(row.kind, data, month),
  seen: seen && { ...seen, at: isoInstant(seen.at) },
});
