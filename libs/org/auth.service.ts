import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Clock, dayOf, isoInstant, problem, recordChange, Settings, type Tx } from '@app/platform';
import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import type { Principal } from './org.policy';
import { orgProblem } from './org.problems';

const MAX_FAILURES = 5;
const LOCK_MINUTES = 15;
const LINK_HOURS = 72;
/** How long a session that was found good is believed without asking again: a revoked one ends within this time. */
const BELIEVE_MS = 3_000;
const BELIEVE_AT_MOST = 10_000;

export const hashPassword = (password: string): Promise<string> => hash(password);
const lockEnd = (now: Date): Date => new Date(now.getTime() + LOCK_MINUTES * 60_000);
const clockTime = (instant: Date): string => isoInstant(instant).slice(11, 16);
const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Sign-in, sessions and one-time links. Tokens are random; the database holds only their hashes. */
@Injectable()
export class AuthService {
  private readonly believed = new Map<string, { principal: Principal; until: number }>();
  private unknownUserHash?: Promise<string>;
  private readonly listeners: (() => void)[] = [];

  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  /**
   * Checks the password and opens a session.
   *
   * @throws Problem 401 for a wrong name or password, 429 while the account is locked (five failures, 15 minutes)
   */
  async login(username: string, password: string): Promise<{ token: string; personId: string; expiresAt: Date }> {
    const now = this.clock.now();
    const [person]: { id: string; password_hash: string | null; locked_until: Date | null; active: boolean }[] =
      await this.database.query('select id, password_hash, locked_until, active from person where username = $1', [
        username.trim().toLowerCase(),
      ]);
    if (person?.locked_until && person.locked_until > now) {
      throw orgProblem.locked({ until: clockTime(person.locked_until) });
    }
    // An unknown name costs the same time as a wrong password, so names cannot be guessed by the clock.
    this.unknownUserHash ??= hashPassword(randomBytes(16).toString('hex'));
    const right = await verify(person?.password_hash ?? (await this.unknownUserHash), password);
    if (!person || !person.password_hash || !right) {
      if (person) await this.countFailure(person.id, now);
      throw orgProblem.wrongPassword();
    }
    if (!person.active) throw orgProblem.inactive();
    const token = randomBytes(32).toString('base64url');
    const expiresAt = new Date(now.getTime() + this.settings.SESSION_HOURS * 3_600_000);
    // Asks for the lock once more: many guesses sent at once have all passed the question above.
    const opened: unknown[] = await this.database.query(
      `with reset as (update person set failed_attempts = 0, locked_until = null
                       where id = $2 and (locked_until is null or locked_until <= $3) returning id)
       insert into session (token_hash, person_id, created_at, expires_at) select $1, id, $3, $4 from reset returning id`,
      [hashToken(token), person.id, now, expiresAt],
    );
    if (opened.length === 0) throw orgProblem.locked({ until: clockTime(lockEnd(now)) });
    return { token, personId: person.id, expiresAt };
  }

  /** The person behind a token, or undefined when the session is unknown, over, revoked or its person inactive. */
  async principalOf(token: string): Promise<Principal | undefined> {
    const now = this.clock.now().getTime();
    const key = hashToken(token);
    const believed = this.believed.get(key);
    if (believed && believed.until > now && believed.until - now <= BELIEVE_MS) return believed.principal;
    const [row]: (Principal & { expires: Date })[] = await this.database.query(
      `select p.id, p.username, p.name, p.unit_id as "unitId", u.name as "unitName", p.roles,
              array(select a.person_id from stand_in a where a.stand_in_id = p.id and a.cancelled_at is null
                     and $3::date between a.from_on and a.until_on) as "standsInFor",
              s.id as "sessionId", s.expires_at as expires
         from session s join person p on p.id = s.person_id join unit u on u.id = p.unit_id
        where s.token_hash = $1 and s.revoked_at is null and s.expires_at > $2 and p.active`,
      [key, new Date(now), dayOf(new Date(now))],
    );
    if (!row) {
      this.believed.delete(key);
      return undefined;
    }
    const { expires, ...principal } = row;
    if (this.believed.size >= BELIEVE_AT_MOST) this.believed.clear();
    this.believed.set(key, { principal, until: Math.min(now + BELIEVE_MS, expires.getTime()) });
    return principal;
  }

  /** Ends one session. */
  async logout(sessionId: string): Promise<void> {
    await this.database.query('update session set revoked_at = $2 where id = $1 and revoked_at is null', [
      sessionId,
      this.clock.now(),
    ]);
    // Afterwards: who asked in between has been believed once more.
    this.forget();
  }

  /**
   * Ends all sessions of a person: after a new password, a change of roles, or when the account is closed. Inside a
   * transaction it must be handed that: a second connection beside it would starve the pool when many do so at once.
   */
  async revokeAll(personId: string, tx: Pick<Tx, 'query'> = this.database): Promise<void> {
    await tx.query('update session set revoked_at = $2 where person_id = $1 and revoked_at is null', [
      personId,
      this.clock.now(),
    ]);
    this.forget();
  }

  /** Asks for every session anew: to be called when a transaction that revoked some is committed. */
  forget(): void {
    this.believed.clear();
    for (const listener of this.listeners) listener();
  }

  /** Calls back when a session may have ended in this process: what lives longer than a request asks for its own anew. */
  onEnded(listener: () => void): void {
    this.listeners.push(listener);
  }

  /**
   * A link that sets a password once, within 72 hours. An earlier unused link of the person ends. That it was made stands
   * on the change record: who holds a link can sign in as that person.
   *
   * @param actorId who asked for it; nobody when it was made at the machine
   */
  async oneTimeLink(personId: string, actorId: string | null = null): Promise<string> {
    const token = randomBytes(32).toString('base64url');
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + LINK_HOURS * 3_600_000);
    await this.database.transaction(async (tx) => {
      await tx.query(
        `with ended as (update one_time_link set used_at = $3 where person_id = $2 and used_at is null)
         insert into one_time_link (token_hash, person_id, expires_at) values ($1, $2, $4)`,
        [hashToken(token), personId, now, expiresAt],
      );
      await recordChange(tx, {
        at: now,
        actorId,
        subjectKind: 'person',
        subjectId: personId,
        action: 'update',
        after: { activationLinkUntil: isoInstant(expiresAt) },
      });
    });
    return `${this.settings.publicUrl}/activate#${token}`;
  }

  /**
   * Uses a one-time link.
   *
   * @throws Problem 404 when it is unknown, used or over
   */
  async activate(token: string, password: string): Promise<void> {
    const passwordHash = await hashPassword(password);
    const used: unknown[] = await this.database.query(
      `with link as (update one_time_link set used_at = $2
                      where token_hash = $1 and used_at is null and expires_at > $2 returning person_id),
            changed as (update person p set password_hash = $3, failed_attempts = 0, locked_until = null
                          from link where p.id = link.person_id returning p.id)
       select id from changed`,
      [hashToken(token), this.clock.now(), passwordHash],
    );
    const [person] = used as { id: string }[];
    if (!person) throw orgProblem.linkUsed();
    await this.revokeAll(person.id);
  }

  /**
   * Replaces one's own password; all sessions end, also this one.
   *
   * @throws Problem 401 when the current one is wrong, 429 while the account is locked
   */
  async changePassword(principal: Principal, current: string, next: string): Promise<void> {
    const now = this.clock.now();
    const [row]: { password_hash: string | null; locked_until: Date | null }[] = await this.database.query(
      'select password_hash, locked_until from person where id = $1',
      [principal.id],
    );
    if (!row?.password_hash) throw problem.notFound();
    if (row.locked_until && row.locked_until > now) throw orgProblem.locked({ until: clockTime(row.locked_until) });
    if (!(await verify(row.password_hash, current))) {
      await this.countFailure(principal.id, now);
      throw orgProblem.wrongPassword();
    }
    await this.database.query('update person set password_hash = $2 where id = $1', [
      principal.id,
      await hashPassword(next),
    ]);
    await this.revokeAll(principal.id);
  }

  /** Outside any transaction: the count must stay although the request fails. */
  private countFailure(personId: string, now: Date): Promise<unknown> {
    return this.database.query(
      `update person set
         failed_attempts = case when failed_attempts + 1 >= $2 then 0 else failed_attempts + 1 end,
         locked_until = case when failed_attempts + 1 >= $2 then $3::timestamptz else locked_until end
       where id = $1`,
      [personId, MAX_FAILURES, lockEnd(now)],
    );
  }
}
