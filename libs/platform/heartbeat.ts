import type { Tx } from './database';

/** What a run that has come to its end says of itself. */
export interface Beat {
  /** When it began, by the database's clock. */
  startedAt: Date;
  made: number;
  faults: number;
}

/** The last end of a job, all of it measured by the database's clock. */
export interface Heartbeat {
  at: Date;
  ageMs: number;
  tookMs: number;
  made: number;
  faults: number;
}

/**
 * Says that a job has come to its end. A statement of its own, after what the run wrote is committed; of several workers
 * the last one stands.
 */
export async function beat(database: Pick<Tx, 'query'>, name: string, run: Beat): Promise<void> {
  await database.query(
    `insert into heartbeat as h (name, at, took_ms, made, faults)
     select $1, now, least(greatest(extract(epoch from now - $2::timestamptz) * 1000, 0), 2147483647)::int, $3, $4
       from (select clock_timestamp() as now) clock
     on conflict (name) do update
       set at = excluded.at, took_ms = excluded.took_ms, made = excluded.made, faults = excluded.faults
     where h.at <= excluded.at`,
    [name, run.startedAt, run.made, run.faults],
  );
}

/** How long ago a job came to its end; undefined when it never did. */
export async function lastBeat(database: Pick<Tx, 'query'>, name: string): Promise<Heartbeat | undefined> {
  const [row]: Heartbeat[] = await database.query(
    `select at, (extract(epoch from clock_timestamp() - at) * 1000)::float8 as "ageMs", took_ms as "tookMs", made, faults
       from heartbeat where name = $1`,
    [name],
  );
  return row;
}
