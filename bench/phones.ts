import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { hashPassword } from '@app/org';
import { Client } from 'pg';
import sharp from 'sharp';
import { PASSWORD } from './sizes';

/** A week's backlog of one phone. */
const VISITS = 5;
const PHOTOS = 3;
/** As the phone cuts them. */
const PIECE = 256 * 1024;
const KINDS = ['sign in', 'begin upload', 'piece', 'photo', 'visit'] as const;
type Kind = (typeof KINDS)[number];

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

interface Phone {
  username: string;
  projectIds: string[];
}

/** Officers with five projects each, which only this run's own database has. */
async function makePhones(database: Client, count: number): Promise<Phone[]> {
  const hash = await hashPassword(PASSWORD);
  const { rows } = await database.query<Phone>(
    `with home as (insert into unit (name, kind) values ('走访测量', 'bureau') returning id),
     who as (insert into person (username, name, unit_id, roles, password_hash)
       select 'phone-' || n, '测量' || n, home.id, array['officer'], $2 from home, generate_series(1, $1::int) n returning id, username),
     place as (insert into project (name, address, total_investment, officer_id, latitude, longitude)
       select '走访测量 ' || who.username || '-' || n, '园区路', 100, who.id, 35.7466, 114.2953
         from who, generate_series(1, ${VISITS}) n returning id, officer_id)
     select who.username, array_agg(place.id) as "projectIds" from who join place on place.officer_id = who.id group by 1`,
    [count, hash],
  );
  return rows;
}

/** A few pictures of about 400 kB, as a phone makes them: 2048 px long, with the grain of a camera. */
async function basePictures(): Promise<Buffer[]> {
  return Promise.all(
    [7, 8, 9, 10].map(async (grain) => {
      const noise = {
        create: {
          width: 2048,
          height: 1536,
          channels: 3 as const,
          background: '#7a8a90',
          noise: { type: 'gaussian' as const, mean: 128, sigma: grain },
        },
      };
      return sharp(noise).jpeg({ quality: 80 }).toBuffer();
    }),
  );
}

/** The same picture with a comment of its own behind its first mark: another file, made at no cost. */
function varied(base: Buffer, comment: string): Buffer {
  const words = Buffer.from(comment);
  const head = Buffer.from([0xff, 0xfe, (words.length + 2) >> 8, (words.length + 2) & 255]);
  return Buffer.concat([base.subarray(0, 2), head, words, base.subarray(2)]);
}

/** What every phone has measured, and what it has been told to try again. */
class Tally {
  readonly times = new Map<Kind, number[]>(KINDS.map((kind) => [kind, []]));
  again = 0;

  row(kind: Kind): string {
    const sorted = (this.times.get(kind) ?? []).sort((a, b) => a - b);
    const at = (share: number): string =>
      (sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0).toFixed(0);
    return `| ${kind} | ${sorted.length} | ${at(0.5)} | ${at(0.99)} | ${at(1)} |`;
  }
}

/** One phone: sends what it has, and tries again as long as it is told to. */
class Sender {
  private token = '';

  constructor(
    private readonly api: string,
    private readonly tally: Tally,
  ) {}

  async send<T>(kind: Kind, method: string, path: string, body: object | Buffer): Promise<T> {
    const bytes = Buffer.isBuffer(body);
    for (let tries = 0; ; tries += 1) {
      const started = performance.now();
      const answer = await fetch(`${this.api}${path}`, {
        method,
        headers: {
          'content-type': bytes ? 'application/octet-stream' : 'application/json',
          ...(this.token ? { authorization: `Bearer ${this.token}`, 'device-time': new Date().toISOString() } : {}),
        },
        body: bytes ? new Uint8Array(body) : JSON.stringify(body),
      }).catch(() => undefined);
      const text = await answer?.text().catch(() => undefined);
      if (answer?.ok && text !== undefined) {
        this.tally.times.get(kind)?.push(performance.now() - started);
        return JSON.parse(text) as T;
      }
      const retried = answer === undefined || text === undefined || answer.status >= 500 || answer.status === 429;
      if (!retried || tries > 100) throw new Error(`${method} ${path} → ${answer?.status} ${text}`);
      this.tally.again += 1;
      await wait(Math.min(5_000, 200 * 2 ** tries) * (0.5 + Math.random()));
    }
  }

  async signIn(username: string): Promise<void> {
    const { accessToken } = await this.send<{ accessToken: string }>('sign in', 'POST', '/api/auth/login', {
      username,
      password: PASSWORD,
    });
    this.token = accessToken;
  }

  async photo(id: string, visitId: string, projectId: string, bytes: Buffer): Promise<void> {
    const name = sha256(bytes);
    const begun = await this.send<{ received: number }>('begin upload', 'POST', '/api/uploads', {
      sha256: name,
      size: bytes.length,
    });
    for (let from = begun.received; from < bytes.length;) {
      const piece = bytes.subarray(from, from + PIECE);
      from = (await this.send<{ received: number }>('piece', 'PATCH', `/api/uploads/${name}?from=${from}`, piece))
        .received;
    }
    await this.send('photo', 'PUT', `/api/photos/${id}`, {
      ...{ visitId, projectId, sha256: name, source: 'camera', takenAt: new Date().toISOString() },
      location: { latitude: 35.746612, longitude: 114.295351, accuracy: 12 },
    });
  }
}

/** What was sent, to be found again. */
interface Sent {
  visits: string[];
  photos: { id: string; sha256: string }[];
}

async function backlog(api: string, phone: Phone, pictures: Buffer[], tally: Tally, sent: Sent): Promise<void> {
  const sender = new Sender(api, tally);
  await sender.signIn(phone.username);
  for (const projectId of phone.projectIds) {
    const visitId = randomUUID();
    const photoIds: string[] = [];
    for (let index = 0; index < PHOTOS; index += 1) {
      const id = randomUUID();
      const bytes = varied(pictures[index % pictures.length] as Buffer, `${id} ${randomBytes(8).toString('hex')}`);
      await sender.photo(id, visitId, projectId, bytes);
      photoIds.push(id);
      sent.photos.push({ id, sha256: sha256(bytes) });
    }
    await sender.send('visit', 'POST', '/api/visits', {
      ...{ id: visitId, projectId, visitedAt: new Date().toISOString(), note: '主体施工，设备已到货。', photoIds },
      issues: [{ id: randomUUID(), title: '道路未通', categoryCode: 'other' }],
    });
    sent.visits.push(visitId);
  }
}

/** That everything is there exactly once, with the bytes that were sent. @throws Error that names what is not */
async function check(database: Client, sent: Sent): Promise<void> {
  const one = async (sql: string, values: unknown[]): Promise<number> =>
    (await database.query<{ n: number }>(sql, values)).rows[0]?.n ?? -1;
  const visits = await one(
    'select count(*)::int as n from visit where id = any ($1::uuid[]) and cardinality(photo_ids) = $2',
    [sent.visits, PHOTOS],
  );
  const issues = await one('select count(*)::int as n from issue where visit_id = any ($1::uuid[])', [sent.visits]);
  const photos = await one(
    `select count(*)::int as n from jsonb_to_recordset($1::jsonb) s (id uuid, sha256 text)
       join visit_photo f on f.id = s.id and f.sha256 = s.sha256 join visit v on v.id = f.visit_id and f.id = any (v.photo_ids)`,
    [JSON.stringify(sent.photos)],
  );
  const all = await one('select count(*)::int as n from visit_photo', []);
  const left = await one('select count(*)::int as n from upload', []);
  const [wanted, wantedPhotos] = [sent.visits.length, sent.photos.length];
  if (visits !== wanted || issues !== wanted || photos !== wantedPhotos || all !== wantedPhotos || left !== 0) {
    throw new Error(
      `sent ${wanted} visits and ${wantedPhotos} photos; there are ${visits} visits, ${issues} issues, ${photos} photos (${all} in all), ${left} uploads left`,
    );
  }
  say(`\n数据库中：走访 ${visits} 次、问题 ${issues} 个、照片 ${photos} 张，各恰好一份，校验值一致；没有遗留的上传。`);
}

function peakOf(pid: number): string {
  const kilobytes =
    process.platform === 'linux' && /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return kilobytes ? `${Math.round(Number(kilobytes) / 1024)} MB` : '—';
}

/** Many phones send the backlog of a week at once, through the API that `scripts/bench.mjs` has started. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      api: { type: 'string', default: '' },
      'api-pid': { type: 'string', default: '' },
      phones: { type: 'boolean' },
      count: { type: 'string', default: '200' },
    },
  });
  const database = new Client({ connectionString: process.env.MIGRATION_DATABASE_URL ?? process.env.DATABASE_URL });
  await database.connect();
  try {
    const pictures = await basePictures();
    const phones = await makePhones(database, Number(values.count));
    const size = Math.round(pictures.reduce((sum, { length }) => sum + length, 0) / pictures.length / 1000);
    say(`\n${phones.length} 部手机同时补传，每部 ${VISITS} 次走访、每次 ${PHOTOS} 张照片（约 ${size} kB）。`);
    const tally = new Tally();
    const sent: Sent = { visits: [], photos: [] };
    const started = performance.now();
    await Promise.all(phones.map((phone) => backlog(values.api, phone, pictures, tally, sent)));
    const seconds = (performance.now() - started) / 1000;
    say(`\n| 请求 | 次数 | p50 ms | p99 ms | 最长 ms |\n|---|--:|--:|--:|--:|`);
    for (const kind of KINDS) say(tally.row(kind));
    await check(database, sent);
    say(
      `用时 ${seconds.toFixed(1)} 秒，重试 ${tally.again} 次，接口服务内存峰值 ${peakOf(Number(values['api-pid']))}。`,
    );
  } finally {
    await database.end();
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${(error as Error).stack ?? String(error)}\n`);
  process.exit(1);
});
