import type { Principal } from '@app/org';
import { Clock, type Page, pageOf, type PageQuery, problem, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import type { CategoryBody, CategoryPatch, CategoryRow } from './category.dto';
import { findCategoryPage, insertCategory, lockCategory, updateCategory } from './category.queries';

/** The kinds of issues, as the administrator keeps them. */
@Injectable()
export class CategoryService {
  constructor(private readonly clock: Clock) {}

  async list(tx: Tx, query: PageQuery): Promise<Page<CategoryRow>> {
    const { rows, total } = await findCategoryPage(tx, query);
    return pageOf(query, rows, total);
  }

  /** A new one comes at the end, unless its place is given. */
  async create(tx: Tx, principal: Principal, body: CategoryBody): Promise<CategoryRow> {
    await insertCategory(tx, { sort: 1000, ...body });
    return this.recorded(tx, principal, 'create', body.code, undefined, body);
  }

  /** @throws Problem 404, or 409 with the current state when `version` is stale */
  async change(tx: Tx, principal: Principal, code: string, { version, ...body }: CategoryPatch): Promise<CategoryRow> {
    const before = await lockCategory(tx, code);
    if (!before) throw problem.notFound();
    if (before.version !== version) throw problem.stale({}, before);
    await updateCategory(tx, code, body);
    return this.recorded(tx, principal, 'update', code, before, body);
  }

  private async recorded(
    tx: Tx,
    principal: Principal,
    action: 'create' | 'update',
    code: string,
    before: unknown,
    after: unknown,
  ): Promise<CategoryRow> {
    const change = { subjectKind: 'category', subjectId: code, action, before, after };
    await recordChange(tx, { at: this.clock.now(), actorId: principal.id, ...change });
    return (await lockCategory(tx, code)) as CategoryRow;
  }
}
