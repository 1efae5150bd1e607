import { createHash, randomBytes } from 'node:crypto';
import type { Principal } from '@app/org';
import {
  addDays,
  Clock,
  type Day,
  dayOf,
  fingerprint,
  invalid,
  lock,
  type Page,
  type PageQuery,
  problem,
  recordChange,
  Settings,
  type Tx,
} from '@app/platform';
import { Injectable } from '@nestjs/common';
import { overviewProblem } from './overview.problems';
import type { ScreenAddressView, ScreenTokenBody, ScreenTokenView } from './screen-token.dto';
import {
  findGoodToken,
  findToken,
  findTokens,
  insertToken,
  noteUse,
  replaceSecret,
  revokeToken,
  type TokenRecord,
  tokenView,
} from './screen-token.queries';

const LONGEST_DAYS = 731;
/** A screen asks twice a minute; that it still lives need not be written each time. */
const NOTED_EVERY_MS = 5 * 60_000;

const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Tokens of big screens (大屏链接). A screen on a wall cannot sign in: whoever holds the address reads the district's
 * sums, and nothing else. The database knows only the hash; a lost address is revoked, never looked up.
 */
@Injectable()
export class ScreenTokens {
  constructor(
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  list(tx: Tx, query: PageQuery): Promise<Page<ScreenTokenView>> {
    return findTokens(tx, this.today(), query);
  }

  /**
   * Makes a token. Sent again (the answer got lost, so nobody has seen the secret) the row stays one and gets another
   * secret; the one before ends. Once a screen has used it, it is never shown again.
   *
   * @throws Problem 400 that names the field, 409 for the same id with another body or when it is in use
   */
  async create(tx: Tx, principal: Principal, body: ScreenTokenBody): Promise<ScreenAddressView> {
    const now = this.clock.now();
    await lock(tx, `screen-token ${body.id}`);
    const known = await findToken(tx, body.id);
    const bodyHash = fingerprint(body);
    const secret = randomBytes(32).toString('base64url');
    if (known) {
      if (known.bodyHash !== bodyHash) throw problem.sameIdOtherBody();
      if (known.lastUsedAt !== null || known.revokedAt !== null) throw overviewProblem.tokenInUse();
      await replaceSecret(tx, body.id, hashToken(secret));
    } else {
      requireDay(body.expiresOn, this.today());
      const { id, name, expiresOn } = body;
      const token = { id, name, expiresOn, tokenHash: hashToken(secret), bodyHash };
      await insertToken(tx, { ...token, createdBy: principal.id, createdAt: now });
      await this.record(tx, principal, 'create', id, { name, expiresOn });
    }
    return { token: await this.one(tx, body.id), address: `${this.settings.publicUrl}/screen?token=${secret}` };
  }

  /**
   * Ends a token at once; again it stays as it is.
   *
   * @throws Problem 404 for an unknown one
   */
  async revoke(tx: Tx, principal: Principal, id: string): Promise<ScreenTokenView> {
    const known = await this.find(tx, id);
    if (known.revokedAt === null) {
      await revokeToken(tx, id, principal.id, this.clock.now());
      await this.record(tx, principal, 'delete', id, { name: known.name });
    }
    return this.one(tx, id);
  }

  /** @throws Problem 401 unless the secret belongs to a token that is good today */
  async require(tx: Tx, secret: string | undefined): Promise<void> {
    const token =
      secret !== undefined && /^[\w-]{43}$/.test(secret)
        ? await findGoodToken(tx, hashToken(secret), this.today())
        : undefined;
    if (!token) throw overviewProblem.noScreenToken();
    const now = this.clock.now();
    if (token.lastUsedAt === null || now.getTime() - token.lastUsedAt.getTime() >= NOTED_EVERY_MS) {
      await noteUse(tx, token.id, now);
    }
  }

  private today(): Day {
    return dayOf(this.clock.now());
  }

  private async find(tx: Tx, id: string): Promise<TokenRecord> {
    const known = await findToken(tx, id);
    if (!known) throw problem.notFound();
    return known;
  }

  private async one(tx: Tx, id: string): Promise<ScreenTokenView> {
    return tokenView(await this.find(tx, id), this.today());
  }

  private record(tx: Tx, by: Principal, action: 'create' | 'delete', id: string, after: object): Promise<void> {
    const at = this.clock.now();
    return recordChange(tx, { at, actorId: by.id, subjectKind: 'screen-token', subjectId: id, action, after });
  }
}

function requireDay(expiresOn: Day, today: Day): void {
  if (expiresOn < today) throw invalid('expiresOn', '有效期不能早于今天。');
  if (expiresOn > addDays(today, LONGEST_DAYS)) throw invalid('expiresOn', '有效期最长两年，到期可以另建一个。');
}
