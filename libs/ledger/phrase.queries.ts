import { offset, type PageQuery, type Tx } from '@app/platform';
import type { PhraseAction, PhraseBody, PhraseView } from './phrase.dto';

/** The own ones first, the newest of them above; then everybody's as they were laid down, the most usual first. */
const ORDER = 'person_id nulls last, case when person_id is null then id end, id desc';

/** Phrases of everybody and of the person, the own ones first. */
export async function findPhrases(
  tx: Tx,
  personId: string,
  query: PageQuery,
): Promise<{ rows: PhraseView[]; total: number }> {
  const rows: (PhraseView & { total: number })[] = await tx.query(
    `select id, action, text, person_id is not null as own, count(*) over ()::int as total from phrase
      where person_id is null or person_id = $1 order by ${ORDER} limit $2 offset $3`,
    [personId, query.pageSize, offset(query)],
  );
  return { rows: rows.map(({ total: _, ...row }) => row), total: rows[0]?.total ?? 0 };
}

/** The texts for one action, the own ones first; at most so many. */
export async function findPhraseTexts(
  tx: Tx,
  personId: string,
  action: PhraseAction,
  limit: number,
): Promise<string[]> {
  const rows: { text: string }[] = await tx.query(
    `select text from phrase where action = $2 and (person_id is null or person_id = $1)
      order by ${ORDER} limit $3`,
    [personId, action, limit],
  );
  return [...new Set(rows.map(({ text }) => text))];
}

/** Keeps it; the same again is the one that is there. */
export async function keepPhrase(tx: Tx, personId: string, { action, text }: PhraseBody): Promise<PhraseView> {
  const [row] = (await tx.query(
    `insert into phrase (person_id, action, text) values ($1, $2, $3)
     on conflict on constraint phrase_unique do update set text = excluded.text
     returning id, action, text, true as own`,
    [personId, action, text],
  )) as [PhraseView];
  return row;
}

/** How many the person keeps. */
export async function countPhrases(tx: Tx, personId: string): Promise<number> {
  const [{ count }] = (await tx.query('select count(*)::int as count from phrase where person_id = $1', [
    personId,
  ])) as [{ count: number }];
  return count;
}

/** Whether there was one of the person's own to be dropped. */
export async function dropPhrase(tx: Tx, personId: string, id: string): Promise<boolean> {
  const [rows] = (await tx.query('delete from phrase where id = $1 and person_id = $2 returning id', [
    id,
    personId,
  ])) as [unknown[], number];
  return rows.length > 0;
}
