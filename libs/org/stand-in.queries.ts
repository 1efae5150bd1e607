import { type Day, offset, type Page, pageOf, type Tx } from '@app/platform';
import type { StandInQuery, StandInReason, StandInView } from './stand-in.dto';

const VIEW = `s.id, s.person_id as "personId", p.name as "personName", s.stand_in_id as "standInId", b.name as "standInName",
  s.reason, s.from_on as "from", s.until_on as "until", s.note, s.version, c.name as "createdByName",
  $1::date between s.from_on and s.until_on as running`;
const FROM = `from stand_in s join person p on p.id = s.person_id left join person b on b.id = s.stand_in_id
  join person c on c.id = s.created_by where s.cancelled_at is null`;

/** Arrangements that are not cancelled, the latest first; of one person where one is named. */
export async function findStandIns(tx: Tx, query: StandInQuery, today: Day): Promise<Page<StandInView>> {
  const where = `${FROM} and ($2::uuid is null or $2 in (s.person_id, s.stand_in_id)) and ($3::bool is not true or s.until_on >= $1)`;
  const filter = [today, query.personId ?? null, query.current === undefined ? null : query.current === 'true'];
  const [{ total }] = (await tx.query(`select count(*)::int as total ${where}`, filter)) as [{ total: number }];
  const items: StandInView[] = await tx.query(
    `select ${VIEW} ${where} order by s.until_on desc, s.from_on desc, p.name collate "zh-x-icu", s.id limit $4 offset $5`,
    [...filter, query.pageSize, offset(query)],
  );
  return pageOf(query, items, total);
}

export async function findStandIn(tx: Tx, id: string, today: Day): Promise<StandInView | undefined> {
  const [row]: StandInView[] = await tx.query(`select ${VIEW} ${FROM} and s.id = $2`, [today, id]);
  return row;
}

/** Another arrangement of the same person that has a day in common with these. */
export async function findOverlap(
  tx: Tx,
  of: { id: string | undefined; personId: string; from: Day; until: Day },
): Promise<{ from: Day; until: Day } | undefined> {
  const [row]: { from: Day; until: Day }[] = await tx.query(
    `select from_on as "from", until_on as "until" from stand_in
      where person_id = $1 and cancelled_at is null and from_on <= $3 and until_on >= $2 and id is distinct from $4::uuid
      order by from_on limit 1`,
    [of.personId, of.from, of.until, of.id ?? null],
  );
  return row;
}

/** Which of both are active officers; true where nobody is named. */
export async function checkOfficers(
  tx: Tx,
  personId: string | null,
  standInId: string | null,
): Promise<{ personId: boolean; standInId: boolean }> {
  const officer = (place: string): string =>
    `${place}::uuid is null or exists (select 1 from person where id = ${place} and active and 'officer' = any (roles))`;
  const [row] = (await tx.query(`select ${officer('$1')} as "personId", ${officer('$2')} as "standInId"`, [
    personId,
    standInId,
  ])) as [{ personId: boolean; standInId: boolean }];
  return row;
}

export interface NewStandIn {
  id: string | undefined;
  personId: string;
  standInId: string | null;
  reason: StandInReason;
  from: Day;
  until: Day;
  note: string;
  createdBy: string;
  createdAt: Date;
}

/** The new row's id; undefined when the id is taken. */
export async function insertStandIn(tx: Tx, it: NewStandIn): Promise<string | undefined> {
  const [row]: { id: string }[] = await tx.query(
    `insert into stand_in (id, person_id, stand_in_id, reason, from_on, until_on, note, created_by, created_at)
     values (coalesce($1::uuid, uuidv7()), $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
    [it.id ?? null, it.personId, it.standInId, it.reason, it.from, it.until, it.note, it.createdBy, it.createdAt],
  );
  return row?.id;
}

export const updateStandIn = (
  tx: Tx,
  id: string,
  it: Pick<StandInView, 'standInId' | 'from' | 'until' | 'note'>,
): Promise<unknown> =>
  tx.query(
    'update stand_in set stand_in_id = $2, from_on = $3, until_on = $4, note = $5, version = version + 1 where id = $1',
    [id, it.standInId, it.from, it.until, it.note],
  );

export const cancelStandIn = (tx: Tx, id: string, at: Date): Promise<unknown> =>
  tx.query('update stand_in set cancelled_at = $2, version = version + 1 where id = $1', [id, at]);

/** For whom the person stands in on the day, by name. */
export const findStandsInFor = (tx: Tx, personId: string, today: Day): Promise<{ id: string; name: string }[]> =>
  tx.query(
    `select p.id, p.name from stand_in s join person p on p.id = s.person_id
      where s.stand_in_id = $1 and s.cancelled_at is null and $2 between s.from_on and s.until_on
      order by p.name collate "zh-x-icu", p.id`,
    [personId, today],
  );
