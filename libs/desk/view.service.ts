import { hasRole, type Principal } from '@app/org';
import { Clock, fingerprint, problem, problems, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { ViewBody, ViewChange, ViewList, ViewView } from './view.dto';
import {
  countOwnViews,
  deleteView,
  findOwner,
  findViews,
  insertView,
  lockView,
  type SavedView,
  updateView,
} from './view.queries';

const MOST = 50;

export const viewProblem = problems({
  sharing: [403, 'not-yours-to-share', '共享视图由督办专员或管理员设置；您可以另存为自己的视图。'],
  notYours: [403, 'not-your-view', '这是他人的视图，您可以使用，但不能修改或删除；需要时请另存为自己的视图。'],
  tooMany: [409, 'too-many-views', `您保存的视图已有 ${MOST} 个，请先删除不再使用的。`],
});

/** Views that people save of the list of issues: their own, and shared ones kept by supervisors and administrators. */
@Injectable()
export class ViewService {
  constructor(private readonly clock: Clock) {}

  /** The person's own views and those shared with everybody. */
  async list(tx: Tx, principal: Principal): Promise<ViewList> {
    const views = await findViews(tx, principal);
    return { items: views.map((view) => viewOf(view, principal)) };
  }

  /** @throws Problem 403 who may not share, 409 a name used before, too many */
  async create(tx: Tx, principal: Principal, { id, ...body }: ViewBody): Promise<ViewView> {
    const view = { ...body, columns: body.columns ?? null };
    const known = id === undefined ? undefined : await findOwner(tx, id);
    if (id !== undefined && known) return this.again(tx, principal, id, view);
    if (view.shared && !keepsShared(principal)) throw viewProblem.sharing();
    if ((await countOwnViews(tx, principal)) >= MOST) throw viewProblem.tooMany();
    const made = await insertView(tx, principal.id, id, view);
    if (view.shared) await this.record(tx, principal, made, 'create', undefined, view);
    return this.one(tx, principal, made);
  }

  /** @throws Problem 404 unknown, 403 somebody else's, 409 stale version or a name used before */
  async change(tx: Tx, principal: Principal, id: string, { version, ...change }: ViewChange): Promise<ViewView> {
    const view = await this.mine(tx, principal, id);
    if (version !== view.version) throw problem.stale({}, viewOf(view, principal));
    const after = { ...contentOf(view), ...withoutUndefined(change) };
    if (after.shared && !keepsShared(principal)) throw viewProblem.sharing();
    await updateView(tx, id, after);
    if (view.shared || after.shared) await this.record(tx, principal, id, 'update', contentOf(view), after);
    return this.one(tx, principal, id);
  }

  /** @throws Problem 404 unknown, 403 somebody else's */
  async remove(tx: Tx, principal: Principal, id: string): Promise<void> {
    const view = await this.mine(tx, principal, id);
    await deleteView(tx, id);
    if (view.shared) await this.record(tx, principal, id, 'delete', contentOf(view), null);
  }

  /** The same id again: the same answer for the same view, otherwise a clash. */
  private async again(tx: Tx, principal: Principal, id: string, view: Content): Promise<ViewView> {
    const saved = await lockView(tx, principal, id);
    const same = saved?.ownerId === principal.id && fingerprint(contentOf(saved)) === fingerprint(view);
    if (!same) throw problem.sameIdOtherBody();
    return viewOf(saved, principal);
  }

  private async mine(tx: Tx, principal: Principal, id: string): Promise<SavedView> {
    const view = await lockView(tx, principal, id);
    if (!view) throw problem.notFound();
    if (!mayChange(view, principal)) throw viewProblem.notYours();
    return view;
  }

  private async one(tx: Tx, principal: Principal, id: string): Promise<ViewView> {
    return viewOf((await lockView(tx, principal, id)) as SavedView, principal);
  }

  /** What everybody uses is on the record: who changed it, from what to what. */
  private record(
    tx: Tx,
    principal: Principal,
    id: string,
    action: 'create' | 'update' | 'delete',
    before: unknown,
    after: unknown,
  ): Promise<void> {
    const change = { subjectKind: 'saved-view', subjectId: id, action, before, after };
    return recordChange(tx, { at: this.clock.now(), actorId: principal.id, ...change });
  }
}

type Content = Pick<SavedView, 'name' | 'query' | 'columns' | 'shared'>;
const contentOf = ({ name, query, columns, shared }: SavedView): Content => ({ name, query, columns, shared });
const withoutUndefined = <T extends object>(change: T): Partial<Content> =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));

const keepsShared = (principal: Principal): boolean => hasRole(principal, 'supervisor', 'administrator');

/** One's own; a shared one also those who keep the shared ones. */
const mayChange = (view: SavedView, principal: Principal): boolean =>
  view.ownerId === principal.id || (view.shared && keepsShared(principal));

function viewOf(view: SavedView, principal: Principal): ViewView {
  const { id, ownerName, version } = view;
  const mine = view.ownerId === principal.id;
  return { id, ...contentOf(view), ownerName, mine, mayChange: mayChange(view, principal), version };
}
