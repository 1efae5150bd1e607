import type { CalendarException, Day, Tx } from '@app/platform';

/** A year of the calendar as it was published. */
export interface PublishedYear {
  year: number;
  /** Number of the notice. */
  notice: string;
  publishedOn: Day;
  /** 1, and one more for each correction. */
  version: number;
}

/** A day, and the year whose notice it stands in: the notice of a year may begin in December of the year before. */
export interface StoredDay extends CalendarException {
  year: number;
}

/** The year's notice, or undefined while it is not published. */
export async function findYear(tx: Tx, year: number): Promise<PublishedYear | undefined> {
  const [row]: PublishedYear[] = await tx.query(
    `select year, notice, published_on as "publishedOn", version from calendar_year where year = $1`,
    [year],
  );
  return row;
}

/** Every day that differs from the plain week, with the notice it stands in. */
export const findStoredDays = (tx: Tx): Promise<StoredDay[]> =>
  tx.query('select day, year, kind, name from calendar_day order by day');

export const findKnownYears = async (tx: Tx): Promise<number[]> =>
  ((await tx.query('select year from calendar_year')) as { year: number }[]).map(({ year }) => year);

/** Publishes the year or takes the place of what was published; the deadlines that rest on it wait to be counted again. */
export async function saveYear(
  tx: Tx,
  published: Omit<PublishedYear, 'version'>,
  days: readonly CalendarException[],
  by: { personId: string; at: Date },
): Promise<void> {
  await tx.query('delete from calendar_day where year = $1', [published.year]);
  await tx.query(
    `with saved as (
       insert into calendar_year (year, notice, published_on, recount_by, recount_since, recount_pass)
       values ($1, $2, $3, $5, $6, 1)
       on conflict on constraint calendar_year_pk do update
         set notice = excluded.notice, published_on = excluded.published_on, version = calendar_year.version + 1,
             recount_by = excluded.recount_by, recount_since = excluded.recount_since, recount_pass = 1, recount_after = null
       returning year)
     insert into calendar_day (day, year, kind, name)
     select d.day, saved.year, d.kind, d.name
       from saved, jsonb_to_recordset($4::jsonb) as d (day date, kind text, name text)`,
    [published.year, published.notice, published.publishedOn, JSON.stringify(days), by.personId, by.at],
  );
}

/** What was done to the year, newest first. */
export const findYearChanges = (
  tx: Tx,
  year: number,
): Promise<{ at: Date; byName: string | null; after: Omit<PublishedYear, 'year'>; reason: string | null }[]> =>
  tx.query(
    `select c.at, p.name as "byName", c.after, c.reason
       from change_record c left join person p on p.id = c.actor_id
      where c.subject_kind = 'calendar' and c.subject_id = $1 order by c.id desc limit 50`,
    [String(year)],
  );

/** A year whose deadlines are still being counted again. */
export interface PendingRecount {
  year: number;
  notice: string;
  version: number;
  pass: 1 | 2;
  /** The last issue that was looked at. */
  after: string | null;
  /** Who published it; null: it came with the program. */
  actor: { id: string; unitId: string } | null;
}

/**
 * The year published last of those: a recount goes by the whole calendar, and what it changes is the newest one's doing.
 * Whoever asks next waits until this transaction ends.
 *
 * @param settled a second pass begins for years published before that only
 */
export async function lockPendingRecount(tx: Tx, settled: Date): Promise<PendingRecount | undefined> {
  const [row]: PendingRecount[] = await tx.query(
    `select y.year, y.notice, y.version, y.recount_pass as pass, y.recount_after as after,
            case when p.id is not null then jsonb_build_object('id', p.id, 'unitId', p.unit_id) end as actor
       from calendar_year y left join person p on p.id = y.recount_by
      where y.recount_pass = 1 or y.recount_since <= $1
      order by y.recount_pass, y.recount_since desc, y.year desc limit 1 for update of y`,
    [settled],
  );
  return row;
}

/** Remembers how far it came; without a pass all are done. */
export const saveRecount = (
  tx: Tx,
  year: number,
  { pass, after }: { pass: 1 | 2 | null; after: string | null },
): Promise<unknown> =>
  tx.query(
    `update calendar_year
        set recount_pass = $2::int, recount_after = $3, recount_by = case when $2::int is not null then recount_by end,
            recount_since = case when $2::int is not null then recount_since end
      where year = $1`,
    [year, pass, after],
  );
