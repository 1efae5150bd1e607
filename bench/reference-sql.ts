import { createHash } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';

/** The person on whose behalf the reference writes. */
export interface Actor {
  id: string;
  unitId: string;
}

/** A statement that PostgreSQL parses and plans once for each connection. */
export const prepared = (text: string): Statement => ({
  text,
  name: createHash('sha1').update(text).digest('hex').slice(0, 16),
});

export interface Statement {
  text: string;
  name: string;
}

/** Runs prepared statements on the pool or, for what belongs together, in one transaction. */
export class Reference {
  constructor(private readonly pool: Pool) {}

  async rows<T extends object>(statement: Statement, values: unknown[]): Promise<T[]> {
    return (await this.pool.query<T>({ ...statement, values })).rows;
  }

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('begin');
      const outcome = await work(new Transaction(client));
      await client.query('commit');
      return outcome;
    } catch (error) {
      await client.query('rollback');
      throw error;
    } finally {
      client.release();
    }
  }
}

export class Transaction {
  constructor(private readonly client: PoolClient) {}

  async rows<T extends object>(statement: Statement, values: unknown[]): Promise<T[]> {
    return (await this.client.query<T>({ ...statement, values })).rows;
  }
}

export const hashOf = (body: unknown): string => createHash('sha256').update(JSON.stringify(body)).digest('hex');
