import { type Day, isoInstant, offset, type Page, pageOf, type PageQuery, type Tx } from '@app/platform';
import type { ScreenTokenState, ScreenTokenView } from './screen-token.dto';

export interface TokenRecord {
  id: string;
  name: string;
  bodyHash: string;
  expiresOn: Day;
  createdAt: Date;
  createdByName: string;
  lastUsedAt: Date | null;
  revokedAt: Date | null;
}

const COLUMNS = `t.id, t.name, t.body_hash as "bodyHash", t.expires_on as "expiresOn", t.created_at as "createdAt",
  p.name as "createdByName", t.last_used_at as "lastUsedAt", t.revoked_at as "revokedAt"`;
const FROM = 'from screen_token t join person p on p.id = t.created_by';

export function tokenView(record: TokenRecord, today: Day): ScreenTokenView {
  const { id, name, expiresOn, createdAt, createdByName, lastUsedAt, revokedAt } = record;
  const state: ScreenTokenState = revokedAt !== null ? 'revoked' : expiresOn < today ? 'expired' : 'good';
  return {
    id,
    name,
    state,
    expiresOn,
    createdAt: isoInstant(createdAt),
    createdByName,
    lastUsedAt: lastUsedAt === null ? null : isoInstant(lastUsedAt),
    revokedAt: revokedAt === null ? null : isoInstant(revokedAt),
  };
}

export async function findToken(tx: Tx, id: string): Promise<TokenRecord | undefined> {
  const [row]: TokenRecord[] = await tx.query(`select ${COLUMNS} ${FROM} where t.id = $1`, [id]);
  return row;
}

/** Newest first; those that are still good before all others. */
export async function findTokens(tx: Tx, today: Day, query: PageQuery): Promise<Page<ScreenTokenView>> {
  const [{ total }] = (await tx.query('select count(*)::int as total from screen_token')) as [{ total: number }];
  const rows: TokenRecord[] = await tx.query(
    `select ${COLUMNS} ${FROM}
      order by t.revoked_at is not null or t.expires_on < $1::date, t.created_at desc, t.id limit $2 offset $3`,
    [today, query.pageSize, offset(query)],
  );
  return pageOf(
    query,
    rows.map((row) => tokenView(row, today)),
    total,
  );
}

export interface NewToken {
  id: string;
  name: string;
  expiresOn: Day;
  tokenHash: string;
  bodyHash: string;
  createdBy: string;
  createdAt: Date;
}

export const insertToken = (tx: Tx, token: NewToken): Promise<unknown> =>
  tx.query(
    `insert into screen_token (id, name, expires_on, token_hash, body_hash, created_by, created_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [token.id, token.name, token.expiresOn, token.tokenHash, token.bodyHash, token.createdBy, token.createdAt],
  );

/** Another secret for the same row. */
export const replaceSecret = (tx: Tx, id: string, tokenHash: string): Promise<unknown> =>
  tx.query('update screen_token set token_hash = $2 where id = $1', [id, tokenHash]);

export const revokeToken = (tx: Tx, id: string, by: string, at: Date): Promise<unknown> =>
  tx.query('update screen_token set revoked_by = $2, revoked_at = $3 where id = $1 and revoked_at is null', [
    id,
    by,
    at,
  ]);

/** The token behind a secret, if it is good on that day. */
export async function findGoodToken(
  tx: Tx,
  tokenHash: string,
  today: Day,
): Promise<{ id: string; lastUsedAt: Date | null } | undefined> {
  const [row]: { id: string; lastUsedAt: Date | null }[] = await tx.query(
    `select id, last_used_at as "lastUsedAt" from screen_token
      where token_hash = $1 and revoked_at is null and expires_on >= $2::date`,
    [tokenHash, today],
  );
  return row;
}

export const noteUse = (tx: Tx, id: string, at: Date): Promise<unknown> =>
  tx.query('update screen_token set last_used_at = $2 where id = $1', [id, at]);
