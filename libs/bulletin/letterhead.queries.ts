import type { Tx } from '@app/platform';
import type { Letterhead } from './bulletin.content';

const KEY = 'bulletin';

/** How the bureau signs; before anybody has said so, by the names of the district and of the bureau. */
export async function findLetterhead(tx: Tx): Promise<Letterhead> {
  const [row]: { kept: Partial<Letterhead> | null; bureau: string | null; district: string | null }[] = await tx.query(
    `select (select value from setting where key = $1) as kept,
            (select name from unit where kind = 'bureau' and active order by id limit 1) as bureau,
            (select value ->> 'name' from setting where key = 'district') as district`,
    [KEY],
  );
  const bureau = row?.bureau ?? '经济发展局';
  const district = row?.district ?? '';
  const issuer = bureau.startsWith(district) ? bureau : `${district}${bureau}`;
  return { head: issuer, mark: '', recipients: '各有关单位', issuer, copies: '', printer: issuer, ...row?.kept };
}

export const writeLetterhead = (tx: Tx, letterhead: Letterhead): Promise<unknown> =>
  tx.query(`insert into setting (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value`, [
    KEY,
    JSON.stringify(letterhead),
  ]);
