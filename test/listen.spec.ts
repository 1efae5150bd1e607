import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Listener } from '@app/platform';
import { Logger } from '@nestjs/common';
import { Client } from 'pg';
import { bareDatabase } from './support/database';

Logger.overrideLogger(false);

/** A wire to the database that can be cut, or go dead without telling anybody. */
class Wire {
  private server: Server;
  private readonly ends: Socket[] = [];

  async open(target: URL): Promise<string> {
    this.server = createServer((near) => {
      const far = connect(Number(target.port), target.hostname);
      this.ends.push(near, far);
      near.pipe(far).pipe(near);
      for (const end of [near, far]) end.on('error', () => undefined);
    }).listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    const through = new URL(target.href);
    through.port = String((this.server.address() as AddressInfo).port);
    return through.href;
  }

  /** Nothing comes through any more on the connections that are open; both sides believe in them. */
  die(): void {
    for (const end of this.ends.splice(0)) end.unpipe().pause();
  }

  cut(): void {
    for (const end of this.ends.splice(0)) end.destroy();
  }

  close(): void {
    this.cut();
    this.server.close();
  }
}

const wire = new Wire();
let speaker: Client;
let listener: Listener;
let drop: () => Promise<void>;
const heard: (string | null)[] = [];

const until = async (happened: () => boolean, what: string): Promise<void> => {
  for (let tries = 0; !happened(); tries += 1) {
    if (tries > 1500) throw new Error(`waited in vain: ${what}`);
    await pause(20);
  }
};
const say = (word: string): Promise<unknown> => speaker.query('select pg_notify($1, $2)', ['a-channel', word]);

beforeAll(async () => {
  const fresh = await bareDatabase();
  drop = fresh.drop;
  speaker = new Client({ connectionString: fresh.url });
  await speaker.connect();
  listener = new Listener({ DATABASE_URL: await wire.open(new URL(fresh.url)) }, 'a-channel', (word) =>
    heard.push(word),
  );
  listener.start();
});
afterAll(async () => {
  listener.close();
  wire.close();
  await speaker.end();
  await drop();
});
beforeEach(() => void heard.splice(0));

it('says that anything may have been said, then hears each word', async () => {
  await until(() => heard.length > 0, 'the connection');
  await say('one');
  await until(() => heard.length > 1, 'a word');
  expect(heard).toEqual([null, 'one']);
});

it('comes back when the connection is cut', async () => {
  wire.cut();
  await until(() => heard.length > 0, 'another connection');
  await say('two');
  await until(() => heard.length > 1, 'a word');
  expect(heard).toEqual([null, 'two']);
});

it('finds out a connection that is dead without telling anybody', async () => {
  await listener.check();
  wire.die();
  await say('lost');
  await pause(300);
  expect(heard).toEqual([]);
  await listener.check();
  await until(() => heard.length > 0, 'another connection');
  await say('three');
  await until(() => heard.length > 1, 'a word');
  expect(heard).toEqual([null, 'three']);
});
