import 'reflect-metadata';
import { repairAll } from '@app/duty';
import {
  CalendarService,
  Clock,
  dayOf,
  FixedClock,
  ownerOptions,
  type Settings,
  Settings as SettingsClass,
} from '@app/platform';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { createApp } from '../../apps/api/app';
import { type Actor, type Cast, castInto, PASSWORD } from './cast';
import { empty, freshDatabase } from './database';

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** An answer; `body` is what JSON says, unchecked: a test looks at it. */
export interface Answer<T = Record<string, never>> {
  status: number;
  body: T;
  text: string;
  headers: Record<string, unknown>;
}

/** Speaks to the app as one person of the cast. */
export class Voice {
  constructor(
    private readonly app: NestFastifyApplication,
    private readonly token: string | undefined,
  ) {}

  async request<T>(
    method: Method,
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await this.app.inject({
      method,
      url,
      ...(payload ? { payload } : {}),
      headers: { ...(this.token ? { authorization: `Bearer ${this.token}` } : {}), ...headers },
    });
    const json = String(answer.headers['content-type'] ?? '').includes('json');
    return {
      status: answer.statusCode,
      body: (json && answer.body ? JSON.parse(answer.body) : {}) as T,
      text: answer.body,
      headers: answer.headers,
    };
  }

  /** What is no text, as it came. */
  async bytes(
    url: string,
    method: 'GET' | 'POST' = 'GET',
  ): Promise<{ status: number; bytes: Buffer; headers: Record<string, unknown> }> {
    const headers = this.token ? { authorization: `Bearer ${this.token}` } : {};
    const answer = await this.app.inject({ method, url, headers });
    return { status: answer.statusCode, bytes: answer.rawPayload, headers: answer.headers };
  }

  get = <T = Record<string, never>>(url: string): Promise<Answer<T>> => this.request<T>('GET', url);
  post = <T = Record<string, never>>(url: string, body: object = {}): Promise<Answer<T>> =>
    this.request<T>('POST', url, body);
  put = <T = Record<string, never>>(url: string, body: object = {}): Promise<Answer<T>> =>
    this.request<T>('PUT', url, body);
  patch = <T = Record<string, never>>(url: string, body: object = {}): Promise<Answer<T>> =>
    this.request<T>('PATCH', url, body);
}

export interface TestApp {
  app: NestFastifyApplication;
  /** As the owner of the tables: for what a story begins with, and to see what is there. The app itself may do less. */
  database: DataSource;
  /** Empties tables and all that hang on them, which not even the owner may do to the record. */
  empty(...tables: string[]): Promise<void>;
  databaseUrl: string;
  /** Stands still at 2024-10-16 (Wednesday) 10:00 in Shanghai until a test moves it. */
  clock: FixedClock;
  cast: Cast;
  /** What the worker does for duties by now: for stories whose lists and projects were put into the tables. */
  repairDuties(): Promise<void>;
  /** Signs the person in once and speaks for them. */
  as(actor: Actor): Promise<Voice>;
  anonymous: Voice;
  close(): Promise<void>;
}

export const NOW = '2024-10-16T10:00:00+08:00';

/** The whole API on a database of its own, with the fixed cast. */
export async function startApp(settings: Partial<Settings> = {}): Promise<TestApp> {
  const { url, drop } = await freshDatabase();
  const app = await createApp(
    Object.assign(new SettingsClass(), {
      NODE_ENV: 'test',
      DATABASE_URL: url,
      DATABASE_POOL_SIZE: 12,
      LOG_LEVEL: 'silent',
      LOGIN_PER_MINUTE: 10_000,
      // Stories move the clock by weeks; the people in them stay signed in.
      SESSION_HOURS: 24 * 365,
      ...settings,
    }),
  );
  // The one clock of the process is put aside: what the services hold is this object.
  const clock = new FixedClock(new Date(NOW));
  const held = app.get(Clock);
  held.now = () => clock.now();
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
  const database = await new DataSource(ownerOptions({ DATABASE_URL: url, DATABASE_POOL_SIZE: 12 })).initialize();
  const cast = await castInto(database);
  await app.get(CalendarService).reload();
  const voices = new Map<Actor, Promise<Voice>>();
  const anonymous = new Voice(app, undefined);
  const signIn = async (actor: Actor): Promise<Voice> => {
    const { status, body } = await anonymous.post<{ accessToken: string }>('/api/auth/login', {
      username: actor,
      password: PASSWORD,
    });
    if (status !== 200) throw new Error(`${actor} cannot sign in: ${status}`);
    return new Voice(app, body.accessToken);
  };
  return {
    app,
    database,
    databaseUrl: url,
    empty: (...tables) => empty(database, tables),
    clock,
    cast,
    as: (actor) => voices.get(actor) ?? (voices.set(actor, signIn(actor)).get(actor) as Promise<Voice>),
    anonymous,
    repairDuties: () => database.transaction((tx) => repairAll(tx, dayOf(clock.now()))),
    close: async () => {
      await app.close();
      await database.destroy();
      await drop();
    },
  };
}
