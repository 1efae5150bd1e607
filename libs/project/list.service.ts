import type { Principal } from '@app/org';
import { Clock, invalid, type Page, problem, recordChange, type Tx, yearOf } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { ClosedMonths } from './closed-months';
import type {
  ListBody,
  ListPatch,
  ListQuery,
  ListView,
  MemberBody,
  MemberParam,
  MemberQuery,
  MemberRemoval,
  MemberView,
} from './list.dto';
import { deleteMember, findList, findLists, findMember, findMembers, lockList, saveMember } from './list.queries';
import { ProjectList } from './project.entity';
import { VISIT_RULE_OF_KIND } from './project.kinds';
import { lockProject } from './project.queries';
import { putOnce } from './project.writes';

/** Project lists of a year and who is on them when. */
@Injectable()
export class ListService {
  constructor(
    private readonly clock: Clock,
    private readonly closed: ClosedMonths,
  ) {}

  list(tx: Tx, query: ListQuery): Promise<Page<ListView>> {
    return findLists(tx, query);
  }

  /** @throws Problem 404 */
  async one(tx: Tx, id: string): Promise<ListView> {
    const list = await findList(tx, id);
    if (!list) throw problem.notFound();
    return list;
  }

  async create(tx: Tx, principal: Principal, body: ListBody): Promise<ListView> {
    requirePurpose({ photoRequired: body.photoRequired ?? false, photoPurpose: body.photoPurpose ?? '' });
    const facts = { ...body, visitEvery: body.visitEvery ?? VISIT_RULE_OF_KIND[body.kind] };
    const { id } = (await tx.insert(ProjectList, facts)).identifiers[0] as { id: string };
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'project-list',
      subjectId: id,
      action: 'create',
      after: facts,
    });
    return this.one(tx, id);
  }

  /** @throws Problem 409 with the current state when `version` is stale */
  async change(tx: Tx, principal: Principal, id: string, body: ListPatch): Promise<ListView> {
    await lockList(tx, id);
    const { version, ...wanted } = body;
    const before = await this.one(tx, id);
    requirePurpose({
      photoRequired: wanted.photoRequired ?? before.photoRequired,
      photoPurpose: wanted.photoPurpose ?? before.photoPurpose,
    });
    return putOnce<ListView>(
      tx,
      { at: this.clock.now(), principal, kind: 'project-list', id },
      {
        before,
        wanted,
        version,
        save: () => tx.update(ProjectList, { id }, wanted),
        read: () => findList(tx, id),
      },
    );
  }

  /** @throws Problem 404 for an unknown list */
  async members(tx: Tx, principal: Principal, id: string, query: MemberQuery): Promise<Page<MemberView>> {
    await this.one(tx, id);
    return findMembers(tx, principal, id, query);
  }

  /**
   * Puts a project on a list for some months.
   *
   * @throws Problem 400 for months outside the list's year or in the wrong order, or a batch on a list without batches
   */
  async putMember(tx: Tx, principal: Principal, param: MemberParam, body: MemberBody): Promise<MemberView> {
    const { id, projectId } = param;
    const list = await this.one(tx, id);
    if (!(await lockProject(tx, principal, projectId))) throw problem.notFound();
    const { from, to = null, version, correctionReason } = body;
    if (yearOf(from) !== list.year) throw invalid('from', `起始月份应在清单年度 ${list.year} 年之内。`);
    if (to !== null && to < from) throw invalid('to', '截止月份不能早于起始月份。');
    if (to !== null && yearOf(to) !== list.year) throw invalid('to', `截止月份应在清单年度 ${list.year} 年之内。`);
    if (body.batch && list.kind !== 'three-batches') throw invalid('batch', '只有“三个一批”清单分批次，请去掉批次。');
    const before = await findMember(tx, id, projectId);
    const batch = body.batch === undefined ? (before?.batch ?? null) : body.batch;
    const wanted = { from, to, batch };
    const key = { listId: id, list: list.name };
    return this.closed.allow(tx, principal, { projectId, correctionReason }, () =>
      putOnce<MemberView>(
        tx,
        { at: this.clock.now(), principal, kind: 'membership', id: projectId, key, reason: correctionReason },
        {
          before,
          wanted,
          version,
          save: () => saveMember(tx, id, projectId, wanted),
          read: () => findMember(tx, id, projectId),
        },
      ),
    );
  }

  /**
   * Takes a project off a list that it was put on by mistake; one that leaves keeps its months and gets a last one.
   * Taken off already is fine: the first answer may have been lost.
   *
   * @throws Problem 404 for an unknown list or project, 409 with the current state when `version` is stale
   */
  async removeMember(
    tx: Tx,
    principal: Principal,
    { id, projectId }: MemberParam,
    { version, correctionReason }: MemberRemoval = {},
  ): Promise<void> {
    const list = await this.one(tx, id);
    if (!(await lockProject(tx, principal, projectId))) throw problem.notFound();
    const before = await findMember(tx, id, projectId);
    if (!before) return;
    if (version !== undefined && version !== before.version) throw problem.stale({}, before);
    await this.closed.allow(tx, principal, { projectId, correctionReason }, () => deleteMember(tx, id, projectId));
    const { from, to, batch } = before;
    const key = { listId: id, list: list.name };
    await recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind: 'membership',
      subjectId: projectId,
      action: 'delete',
      before: { ...key, from, to, batch },
      after: { ...key, from: null, to: null, batch: null },
      reason: correctionReason,
    });
  }
}

/** A rule without its reason would be obeyed without being understood. */
function requirePurpose({ photoRequired, photoPurpose }: Pick<ListView, 'photoRequired' | 'photoPurpose'>): void {
  if (photoRequired && photoPurpose === '') throw invalid('photoPurpose', '要求拍照时，请写明照片的用途。');
}
