import type { Principal } from '@app/org';
import { Clock, fingerprint, invalid, type Page, problem, recordChange, type Tx } from '@app/platform';
import { ClosedMonths } from '@app/project';
import { Injectable } from '@nestjs/common';
import type {
  PipelineBody,
  PipelinePatch,
  PipelineQuery,
  PipelineRow,
  PipelineView,
  PipelineStageBody,
} from './pipeline.dto';
import { pipelineActions } from './pipeline.policy';
import { pipelineProblem } from './pipeline.problems';
import {
  findKnown,
  findPipeline,
  findPipelines,
  findUsed,
  insertPipeline,
  lockPipeline,
  saveStages,
  updatePipeline,
} from './pipeline.queries';
import { stageRows } from './stage.rules';

/** Pipelines of a year with their stages. */
@Injectable()
export class PipelineService {
  constructor(
    private readonly clock: Clock,
    private readonly closed: ClosedMonths,
  ) {}

  list(tx: Tx, query: PipelineQuery): Promise<Page<PipelineRow>> {
    return findPipelines(tx, query);
  }

  /** @throws Problem 404 */
  async one(tx: Tx, principal: Principal, id: string): Promise<PipelineView> {
    const pipeline = await findPipeline(tx, id);
    if (!pipeline) throw problem.notFound();
    return { ...pipeline, allowedActions: pipelineActions(principal) };
  }

  /** @throws Problem 409 for another body under the same id, or the name of another pipeline of the year */
  async create(tx: Tx, principal: Principal, body: PipelineBody): Promise<PipelineView> {
    const { id: given, ...content } = body;
    const bodyHash = fingerprint(content);
    const known = await findKnown(tx, body);
    if (known?.bodyHash === bodyHash) return this.one(tx, principal, known.id);
    if (known && given !== undefined) throw problem.sameIdOtherBody();
    const strange = body.stages.find(({ id }) => id !== undefined);
    if (strange) throw invalid('stages', '新漏斗的环节还没有编号，请去掉环节的 id。');
    const at = this.clock.now();
    const id = await insertPipeline(tx, { ...content, id: given, bodyHash, at });
    await saveStages(tx, id, stageRows(body.stages, []));
    await recordChange(tx, {
      at,
      actorId: principal.id,
      subjectKind: 'pipeline',
      subjectId: id,
      action: 'create',
      after: content,
    });
    return this.one(tx, principal, id);
  }

  /**
   * @throws Problem 409 with the current state when `version` is stale, when a stage that would go is in use, or when what
   *   a stage counts would change in a closed month
   */
  async change(tx: Tx, principal: Principal, id: string, body: PipelinePatch): Promise<PipelineView> {
    if (!(await lockPipeline(tx, id))) throw problem.notFound();
    const before = await this.one(tx, principal, id);
    const name = body.name ?? before.name;
    const told = toldOf(before);
    const rows = stageRows(body.stages ?? told.stages, before.stages);
    const wanted = { name, stages: rows.map(({ id: stageId, sort: _, ...row }) => ({ id: stageId, ...row })) };
    const was = {
      name: before.name,
      stages: before.stages.map((stage) => ({
        id: stage.id,
        name: stage.name,
        base: stage.baseStageId,
        counts: stage.counts,
        digits: stage.digits,
        aside: stage.aside,
      })),
    };
    // A stage without id in the body is new: only then its id is made up, and the two differ.
    if (fingerprint(wanted) === fingerprint(was)) return before;
    if (body.version !== undefined && body.version !== before.version) throw problem.stale({}, before);
    const gone = before.stages.filter((stage) => !rows.some((row) => row.id === stage.id));
    const [used] = await findUsed(
      tx,
      gone.map((stage) => stage.id),
    );
    if (used) throw pipelineProblem.stageInUse({ name: gone.find((stage) => stage.id === used)?.name ?? '' });
    const { correctionReason } = body;
    await updatePipeline(tx, id, name);
    await this.closed.allow(tx, principal, { correctionReason }, () => saveStages(tx, id, rows));
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'pipeline',
      subjectId: id,
      action: 'update',
      before: was,
      after: wanted,
      reason: correctionReason,
    });
    return this.one(tx, principal, id);
  }
}

/** A pipeline as it would be sent. */
const toldOf = ({ stages }: PipelineView): { stages: PipelineStageBody[] } => ({
  stages: stages.map(({ id, name, base, counts, digits, aside }) => ({ id, name, base, counts, digits, aside })),
});
