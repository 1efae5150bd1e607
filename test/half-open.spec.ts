import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { databaseOptions } from '@app/platform';
import { DataSource } from 'typeorm';
import { freshDatabase } from './support';

/** Between the program and PostgreSQL; connections that are there when it falls silent stay so for ever. */
let server: Server;
let links: { client: Socket; upstream: Socket; silent: boolean }[] = [];
let database: DataSource;
let drop: () => Promise<void>;

beforeAll(async () => {
  const fresh = await freshDatabase();
  drop = fresh.drop;
  const url = new URL(fresh.url);
  const [host, port] = [url.hostname, Number(url.port)];
  server = createServer((client) => {
    const link = { client, upstream: connect(port, host), silent: false };
    links.push(link);
    client.on('data', (chunk) => link.silent || link.upstream.write(chunk));
    link.upstream.on('data', (chunk) => link.silent || client.write(chunk));
    for (const end of [client, link.upstream]) {
      end.on('error', () => undefined).on('close', () => [client, link.upstream].forEach((socket) => socket.destroy()));
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as { port: number }).port);
  const options = databaseOptions({ DATABASE_URL: url.href, DATABASE_POOL_SIZE: 1 });
  Object.assign(options.extra as object, { patience: { silentMs: 400, lookMs: 150 } });
  database = await new DataSource(options).initialize();
});
afterAll(async () => {
  await database.destroy();
  for (const { client, upstream } of links) [client, upstream].forEach((socket) => socket.destroy());
  links = [];
  server.close();
  await drop();
});

it('a connection that fell silent breaks and is replaced; one that works long does not', async () => {
  await database.query('select 1');
  for (const link of links) link.silent = true;
  await expect(database.query('select 2')).rejects.toThrow('lost');
  expect(await database.query('select 3 as three')).toEqual([{ three: 3 }]);
  expect(await database.query('select 4 as four, pg_sleep(2)')).toMatchObject([{ four: 4 }]);
});
