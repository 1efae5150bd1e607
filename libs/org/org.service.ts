import { Clock, type Page, type PageQuery, problem, recordChange, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { AuthService, hashPassword } from './auth.service';
import { orgProblem } from './org.problems';
import { Person, Unit } from './org.entity';
import type { UnitBody, UnitPatch, UnitView, UserBody, UserCreated, UserPatch, UserQuery, UserView } from './org.dto';
import type { Principal } from './org.policy';
import { findUnits, findUser, findUsers, lockAdministrators, lockRow } from './org.queries';

/** Units and people; written by the administrator. */
@Injectable()
export class OrgService {
  constructor(
    private readonly auth: AuthService,
    private readonly clock: Clock,
  ) {}

  users(tx: Tx, query: UserQuery): Promise<Page<UserView>> {
    return findUsers(tx, query);
  }

  units(tx: Tx, query: PageQuery): Promise<Page<UnitView>> {
    return findUnits(tx, query);
  }

  /** @throws Problem 404 */
  async user(tx: Tx, id: string): Promise<UserView> {
    const user = await findUser(tx, id);
    if (!user) throw problem.notFound();
    return user;
  }

  async createUnit(tx: Tx, principal: Principal, body: UnitBody): Promise<UnitView> {
    const { id } = (await tx.insert(Unit, { name: body.name, kind: body.kind })).identifiers[0] as { id: string };
    await this.record(tx, principal, 'unit', id, 'create', undefined, body);
    return tx.findOneByOrFail(Unit, { id });
  }

  /** @throws Problem 404, or 409 with the current state when `version` is stale */
  async changeUnit(tx: Tx, principal: Principal, id: string, body: UnitPatch): Promise<UnitView> {
    await lockRow(tx, 'unit', id);
    const before = await tx.findOneBy(Unit, { id });
    if (!before) throw problem.notFound();
    const { version, ...change } = body;
    const { affected } = await tx.update(Unit, { id, version }, change);
    if (affected !== 1) throw problem.stale({}, before);
    await this.record(tx, principal, 'unit', id, 'update', before, change);
    return tx.findOneByOrFail(Unit, { id });
  }

  /** A person with a first password, or without one: then {@link AuthService.oneTimeLink} is what they start with. */
  async createUser(tx: Tx, principal: Principal, body: UserBody): Promise<UserCreated> {
    const { password, ...facts } = body;
    const passwordHash = password === undefined ? null : await hashPassword(password);
    const created = await tx.insert(Person, { ...facts, passwordHash, createdAt: this.clock.now() });
    const { id } = created.identifiers[0] as { id: string };
    await this.record(tx, principal, 'person', id, 'create', undefined, facts);
    return this.user(tx, id);
  }

  /** @throws Problem 409 with the current state when `version` is stale, or when nobody would administrate any more */
  async changeUser(tx: Tx, principal: Principal, id: string, body: UserPatch): Promise<UserView> {
    const { version, ...change } = body;
    const leaves = change.active === false || change.roles?.includes('administrator') === false;
    const administrators = leaves ? await lockAdministrators(tx) : [];
    await lockRow(tx, 'person', id);
    const before = await this.user(tx, id);
    if (administrators.length === 1 && administrators[0] === id) throw orgProblem.lastAdministrator();
    const { affected } = await tx.update(Person, { id, version }, change);
    if (affected !== 1) throw problem.stale({}, before);
    await this.record(tx, principal, 'person', id, 'update', before, change);
    await this.auth.revokeAll(id, tx);
    return this.user(tx, id);
  }

  private record(
    tx: Tx,
    principal: Principal,
    subjectKind: string,
    subjectId: string,
    action: 'create' | 'update',
    before: unknown,
    after: unknown,
  ): Promise<void> {
    return recordChange(tx, {
      at: this.clock.now(),
      actorId: principal.id,
      subjectKind,
      subjectId,
      action,
      before,
      after,
    });
  }
}
