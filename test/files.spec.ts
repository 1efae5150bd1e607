import { createHash, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendToIssue, findAttachments } from '@app/ledger';
import {
  AttachmentService,
  type AttachmentView,
  type CommentView,
  type IssuePersonView,
  type TimelineItem,
} from '@app/evidence';
import type { Principal } from '@app/org';
import { FileStore, type Page } from '@app/platform';
import { SweepService } from '@app/reminder';
import { Document, Packer, Paragraph } from 'docx';
import { Workbook } from 'exceljs';
import sharp from 'sharp';
import { type Actor, CAST, empty, NOW, PASSWORD, startApp, type TestApp } from './support';

interface Refusal {
  code: string;
  message: string;
  details?: { field: string; message: string }[];
}

let app: TestApp;
let folder: string;
const tokens = new Map<Actor, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'xiaohao-files-'));
  app = await startApp({ FILES_DIR: folder });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  app.clock.set(NOW);
  await empty(app.database, ['issue', 'project', 'ledger_counter', 'reminder']);
});

/** An issue of 李专员's project, led by the power company. */
async function issue(): Promise<string> {
  const [project] = (await app.database.query(
    `insert into project (name, total_investment, officer_id) values ('富锶项目', 100, $1) returning id`,
    [app.cast.people.officer],
  )) as [{ id: string }];
  const officer = await app.as('officer');
  const { body } = await officer.post<{ id: string }>('/api/issues', {
    projectId: project.id,
    title: '110kV 专线未通',
    categoryCode: 'power',
  });
  const supervisor = await app.as('supervisor');
  const { status } = await supervisor.post(`/api/issues/${body.id}/actions/assign`, {
    version: 1,
    leadUnitId: app.cast.units.power,
  });
  expect(status).toBe(200);
  return body.id;
}

/** A part of a multipart body, with the header written as it is given. */
interface Part {
  disposition: string;
  type?: string;
  bytes: Uint8Array | string;
}
const field = (name: string, value: string): Part => ({ disposition: `name="${name}"`, bytes: value });
const file = (name: string, bytes: Uint8Array | string, type = 'application/octet-stream'): Part => ({
  disposition: `name="file"; filename="${name}"`,
  type,
  bytes,
});

function bodyOf(parts: Part[]): { payload: Buffer; headers: Record<string, string> } {
  const boundary = `----xiaohao${randomUUID()}`;
  const chunks = parts.flatMap(({ disposition, type, bytes }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; ${disposition}\r\n${type ? `Content-Type: ${type}\r\n` : ''}\r\n`,
    ),
    Buffer.from(bytes as Uint8Array),
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

async function tokenOf(actor: Actor): Promise<string> {
  const known = tokens.get(actor);
  if (known) return known;
  const { body } = await app.anonymous.post<{ accessToken: string }>('/api/auth/login', {
    username: actor,
    password: PASSWORD,
  });
  tokens.set(actor, body.accessToken);
  return body.accessToken;
}

async function send<T = AttachmentView>(
  actor: Actor,
  url: string,
  parts: Part[],
): Promise<{ status: number; body: T & Refusal }> {
  const { payload, headers } = bodyOf(parts);
  const answer = await app.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { ...headers, authorization: `Bearer ${await tokenOf(actor)}` },
  });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as T & Refusal };
}
const attach = (actor: Actor, id: string, ...parts: Part[]) => send(actor, `/api/issues/${id}/attachments`, parts);

async function download(
  actor: Actor,
  url: string,
): Promise<{ status: number; headers: Record<string, unknown>; bytes: Buffer }> {
  const answer = await app.app.inject({ url, headers: { authorization: `Bearer ${await tokenOf(actor)}` } });
  return { status: answer.statusCode, headers: answer.headers, bytes: answer.rawPayload };
}

const picture = (width = 400, height = 300) => sharp({ create: { width, height, channels: 3, background: '#2a6' } });
const png = lazy(() => picture().png().toBuffer());
const PDF = Buffer.from('%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n');
const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Made once, when first asked for. */
function lazy<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

const filesKept = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
const rows = async (table: 'attachment' | 'issue_comment'): Promise<number> => {
  const [row] = (await app.database.query(`select count(*)::int as n from ${table}`)) as [{ n: number }];
  return row.n;
};
const principalOf = (actor: Actor): Principal =>
  ({
    id: app.cast.people[actor],
    username: actor,
    name: CAST[actor].name,
    unitId: app.cast.units[CAST[actor].unit],
    roles: [...CAST[actor].roles],
  }) as Principal;

describe('attaching a photo', () => {
  it('draws it anew: upright, not too long, without what the camera wrote, with a thumbnail', async () => {
    const id = await issue();
    const sent = await picture(3000, 1200)
      .jpeg()
      .withExif({
        IFD0: { Make: 'Huawei', Copyright: 'somebody' },
        IFD3: { GPSLatitude: '35/1 12/1 30/1', GPSLatitudeRef: 'N' },
      })
      .withMetadata({ orientation: 6 })
      .toBuffer();
    expect((await sharp(sent).metadata()).exif?.includes('Huawei')).toBe(true);
    const { status, body } = await attach('handler', id, file('现场照片.jpg', sent));
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'photo',
      name: '现场照片.jpg',
      type: 'image/jpeg',
      sha256: sha256(sent),
      width: 819,
      height: 2048,
      uploadedByName: '孙承办',
      unitName: '供电公司',
      at: NOW,
    });
    const { headers, bytes } = await download('officer', `/api/attachments/${body.id}/content`);
    expect(bytes.length).toBe(body.size);
    const kept = await sharp(bytes).metadata();
    expect(kept).toMatchObject({ format: 'jpeg', width: 819, height: 2048 });
    expect([kept.exif, kept.icc, kept.xmp, kept.iptc, kept.orientation]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(headers).toMatchObject({
      'content-type': 'image/jpeg',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent('现场照片.jpg')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
    });
    expect(headers['cache-control']).toMatch(/^private/);
    const thumbnail = await download('officer', `/api/attachments/${body.id}/thumbnail`);
    expect(await sharp(thumbnail.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 128, height: 320 });
    expect(thumbnail.headers).toMatchObject({ 'content-type': 'image/jpeg', 'x-content-type-options': 'nosniff' });
  });

  it('leaves only the picture of what is a picture and a page at once', async () => {
    const id = await issue();
    const page = '<html><script>alert(document.cookie)</script></html>';
    const sent = Buffer.concat([await png(), Buffer.from(page)]);
    const { status, body } = await attach('handler', id, file('两用.html', sent, 'text/html'));
    expect([status, body.kind, body.name]).toEqual([201, 'photo', '两用.html.jpg']);
    const { bytes, headers } = await download('handler', `/api/attachments/${body.id}/content`);
    expect(bytes.includes('script')).toBe(false);
    expect(headers['content-type']).toBe('image/jpeg');
  });

  it.each(['png', 'webp', 'jpeg'] as const)('takes %s', async (format) => {
    const sent = await picture().toFormat(format).toBuffer();
    const { status, body } = await attach('handler', await issue(), file(`现场.${format}`, sent));
    expect([status, body.type, body.name.replace('jpeg', 'jpg')]).toEqual([201, 'image/jpeg', '现场.jpg']);
  });

  it('refuses one that cannot be read to its end, and says what to do', async () => {
    const id = await issue();
    const whole = await picture(800, 800).jpeg().toBuffer();
    const { status, body } = await attach('handler', id, file('断.jpg', whole.subarray(0, 600)));
    expect([status, body.code]).toEqual([400, 'attachment.unreadable']);
    expect(body.message).toMatch(/另存为 JPG/);
    expect([await rows('attachment'), (await filesKept()).filter((name) => name.endsWith('.part'))]).toEqual([0, []]);
  });
});

describe('attaching a document', () => {
  it('keeps it byte for byte, under a name of the program', async () => {
    const id = await issue();
    const before = await filesKept();
    const { status, body } = await attach('handler', id, file('供电方案（盖章）.pdf', PDF));
    expect([status, body]).toMatchObject([
      201,
      { kind: 'document', name: '供电方案（盖章）.pdf', type: 'application/pdf', sha256: sha256(PDF), width: null },
    ]);
    const { bytes, headers } = await download('supervisor', `/api/attachments/${body.id}/content`);
    expect(bytes.equals(PDF)).toBe(true);
    expect(headers['content-length']).toBe(String(PDF.length));
    const made = (await filesKept()).filter((name) => !before.includes(name));
    expect(made).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
    expect((await download('supervisor', `/api/attachments/${body.id}/thumbnail`)).status).toBe(404);
  });

  it('takes Word and Excel as programs write them', async () => {
    const id = await issue();
    const word = await Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('情况说明')] }] }));
    const book = new Workbook();
    book.addWorksheet('台账').addRow(['序号', '名称']);
    const excel = Buffer.from(await book.xlsx.writeBuffer());
    expect((await attach('handler', id, file('说明.docx', word))).body.type).toMatch(/wordprocessingml/);
    expect((await attach('handler', id, file('台账.xlsx', excel))).body.type).toMatch(/spreadsheetml/);
    expect((await attach('handler', id, file('台账.csv', '序号,名称\n1,供电\n'))).body.type).toBe('text/csv');
  });

  it.each([
    ['a program called a picture', file('现场.jpg', Buffer.from(`4d5a${'90'.repeat(300)}`, 'hex'), 'image/jpeg')],
    [
      'a drawing with scripts',
      file('图.svg', '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', 'image/svg+xml'),
    ],
    ['a drawing called a picture', file('图.png', '<?xml version="1.0"?><svg onload="x"/>', 'image/png')],
    ['a page', file('页.html', '<!doctype html><script>1</script>', 'text/html')],
  ])('refuses %s', async (_, part) => {
    const { status, body } = await attach('handler', await issue(), part);
    expect([status, body.code]).toEqual([400, 'attachment.refused']);
    expect(await rows('attachment')).toBe(0);
  });

  it('refuses an empty one, and one above 20 MB', async () => {
    const id = await issue();
    expect((await attach('handler', id, file('空.txt', ''))).body.code).toBe('attachment.empty');
    const { status, body } = await attach(
      'handler',
      id,
      file('大.pdf', Buffer.concat([PDF, Buffer.alloc(20 * 1024 * 1024)])),
    );
    expect([status, body.code]).toEqual([413, 'attachment.too-large']);
    expect(body.message).toContain('20 MB');
    expect(await rows('attachment')).toBe(0);
  });

  it.each([
    ['no file', [field('id', randomUUID())], 'attachment.one-file'],
    ['two files', [file('一.pdf', PDF), file('二.pdf', PDF)], 'attachment.one-file'],
    [
      'a file under another name',
      [{ ...file('一.pdf', PDF), disposition: 'name="other"; filename="a.pdf"' }],
      'attachment.one-file',
    ],
    ['an id that is none', [field('id', 'x'), file('一.pdf', PDF)], 'validation'],
    ['an unknown field', [field('kind', 'photo'), file('一.pdf', PDF)], 'validation'],
  ])('refuses %s', async (_, parts, code) => {
    const { status, body } = await attach('handler', await issue(), ...parts);
    expect([status, body.code]).toEqual([400, code]);
    expect(body.message).toMatch(/。$/);
    expect(await rows('attachment')).toBe(0);
  });

  it('refuses JSON here, and files everywhere else', async () => {
    const id = await issue();
    const json = await (await app.as('handler')).post<Refusal>(`/api/issues/${id}/attachments`, { name: 'x' });
    expect([json.status, json.body.code]).toEqual([400, 'attachment.one-file']);
    expect((await send('officer', `/api/issues/${id}/comments`, [file('x.pdf', PDF)])).status).toBe(415);
  });
});

describe('the name of a file', () => {
  it.each([
    ['raw UTF-8, as browsers write it', 'name="file"; filename="现场照片 1.pdf"', '现场照片 1.pdf'],
    [
      'filename*, as some programs do',
      `name="file"; filename*=UTF-8''${encodeURIComponent('现场照片.pdf')}`,
      '现场照片.pdf',
    ],
    [
      'filename* beside a spare one, as .NET does',
      `name=file; filename="=?utf-8?B?546w5Zy6?="; filename*=utf-8''${encodeURIComponent('现场照片.pdf')}`,
      '现场照片.pdf',
    ],
    ['a path', 'name="file"; filename="C:\\\\用户\\\\现场.pdf"', '现场.pdf'],
    ['a way out', 'name="file"; filename="../../../etc/现场.pdf"', '现场.pdf'],
    ['too long', `name="file"; filename="${'长'.repeat(300)}.pdf"`, `${'长'.repeat(120)}.pdf`],
  ])('in %s', async (_, disposition, name) => {
    const { status, body } = await attach('handler', await issue(), { disposition, bytes: PDF });
    expect([status, body.name]).toEqual([201, name]);
  });

  it('in a field of its own, before the file', async () => {
    const { body } = await attach('handler', await issue(), field('name', '供电方案.pdf'), file('a.pdf', PDF));
    expect(body.name).toBe('供电方案.pdf');
  });
});

describe('sent again', () => {
  it('the same answers the same and is kept once; another under its id is refused', async () => {
    const id = await issue();
    const chosen = field('id', randomUUID());
    const first = await attach('handler', id, chosen, file('方案.pdf', PDF));
    app.clock.set('2024-10-17T10:00:00+08:00');
    const again = await attach('handler', id, chosen, file('方案.pdf', PDF));
    expect([again.status, again.body]).toEqual([201, first.body]);
    const other = await attach('handler', id, chosen, file('方案.pdf', Buffer.concat([PDF, Buffer.from(' ')])));
    expect([other.status, other.body.code]).toEqual([409, 'same-id-other-body']);
    expect((await attach('head', id, chosen, file('方案.pdf', PDF))).status).toBe(403);
    expect((await attach('handler', await another(), chosen, file('方案.pdf', PDF))).status).toBe(409);
    expect(await rows('attachment')).toBe(1);
  });

  it('ten times at once is one', async () => {
    const id = await issue();
    const chosen = field('id', randomUUID());
    const bytes = await png();
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => attach('handler', id, chosen, file('现场.png', bytes))),
    );
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect([answers[0]?.status, await rows('attachment')]).toEqual([201, 1]);
  });

  it('fifty are the most, also when they come at once, and those kept before are still answered', async () => {
    const id = await issue();
    const chosen = field('id', randomUUID());
    await attach('handler', id, chosen, file('方案.pdf', PDF));
    await app.database.query(
      `insert into attachment (id, issue_id, kind, name, type, size, sha256, content_sha256, storage_key, uploaded_by, unit_id, at, body_hash)
       select uuidv7(), $1, 'document', n || '.pdf', 'application/pdf', 1, $2, $2, 'k' || n, $3, $4, now(), ''
         from generate_series(1, 47) n`,
      [id, '0'.repeat(64), app.cast.people.handler, app.cast.units.power],
    );
    const answers = await Promise.all([1, 2, 3, 4].map((n) => attach('handler', id, file(`${n}.pdf`, PDF))));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409]);
    expect(answers.find(({ status }) => status === 409)?.body).toMatchObject({ code: 'attachment.too-many' });
    expect((await attach('handler', id, chosen, file('方案.pdf', PDF))).status).toBe(201);
  });

  /** The same department's next problem. */
  const another = async (): Promise<string> => {
    await app.database.query(`update project set name = name || '（二期）'`);
    return issue();
  };
});

describe('a row and its file', () => {
  const upload = () => ({ id: randomUUID(), name: '方案.pdf', bytes: PDF });

  it('never is there without its file: what dies in between leaves a file that nobody knows', async () => {
    const id = await issue();
    const store = app.app.get(FileStore);
    const { put } = store;
    const service = app.app.get(AttachmentService);
    store.put = async (...given) => {
      await put.apply(store, given);
      throw new Error('power cut');
    };
    try {
      const before = (await filesKept()).length;
      const sent = upload();
      const { manager } = app.database;
      await expect(service.receive(manager, principalOf('handler'), id, sent)).rejects.toThrow('power cut');
      expect([await rows('attachment'), (await filesKept()).length]).toEqual([0, before + 1]);
      // Sent again when the power is back, it is kept.
      store.put = put;
      const received = await service.receive(manager, principalOf('handler'), id, sent);
      await app.database.transaction((tx) => service.add(tx, principalOf('handler'), received));
      expect(await rows('attachment')).toBe(1);
    } finally {
      store.put = put;
    }
  });

  it('says so when the store has lost the file', async () => {
    const id = await issue();
    const { body } = await attach('handler', id, file('方案.pdf', PDF));
    const [{ key }] = await app.database.query('select storage_key as key from attachment where id = $1', [body.id]);
    await app.app.get(FileStore).remove(key as string);
    const { status, bytes } = await download('handler', `/api/attachments/${body.id}/content`);
    expect([status, JSON.parse(bytes.toString())]).toMatchObject([503, { code: 'attachment.file-gone' }]);
  });

  it('cannot be changed or taken away', async () => {
    const id = await issue();
    await attach('handler', id, file('方案.pdf', PDF));
    await (await app.as('handler')).post(`/api/issues/${id}/comments`, { text: '已提交方案' });
    for (const change of [
      `update attachment set name = '别的.pdf'`,
      'delete from attachment',
      `update issue_comment set text = '没说过'`,
      'delete from issue_comment',
    ]) {
      await expect(app.database.query(change)).rejects.toMatchObject({ driverError: { constraint: 'append_only' } });
    }
  });

  it('can be taken along as evidence by an action of its issue only', async () => {
    const [id, other] = [await issue(), randomUUID()];
    const { body } = await attach('handler', id, file('方案.pdf', PDF));
    const evidence = { id: body.id, kind: 'document', name: '方案.pdf', sha256: sha256(PDF) };
    expect(await findAttachments(app.database.manager, id, [body.id, randomUUID()])).toEqual([evidence]);
    expect(await findAttachments(app.database.manager, other, [body.id])).toEqual([]);
  });
});

describe('who may', () => {
  const seeing: Record<Actor, boolean> = {
    ...{ officer: true, officer2: false, supervisor: true, supervisor2: true, handler: true, handler2: false },
    ...{ head: true, leader: true, admin: true, double: true },
  };

  it.each(Object.entries(seeing) as [Actor, boolean][])('%s: %s', async (actor, sees) => {
    const id = await issue();
    const { body } = await attach('handler', id, file('方案.pdf', PDF));
    const voice = await app.as(actor);
    const statuses = [
      (await attach(actor, id, file('补充.pdf', PDF))).status,
      (await voice.get(`/api/issues/${id}/attachments`)).status,
      (await download(actor, `/api/attachments/${body.id}/content`)).status,
      (await voice.post(`/api/issues/${id}/comments`, { text: '请抓紧' })).status,
      (await voice.get(`/api/issues/${id}/comments`)).status,
      (await voice.get(`/api/issues/${id}/timeline`)).status,
      (await voice.get(`/api/issues/${id}/people`)).status,
    ];
    expect(statuses).toEqual(sees ? [201, 200, 200, 201, 200, 200, 200] : [404, 404, 404, 404, 404, 404, 404]);
  });

  it('nobody who is not signed in, and nothing of an issue that is not there', async () => {
    const id = await issue();
    const { payload, headers } = bodyOf([file('方案.pdf', PDF)]);
    const url = `/api/issues/${id}/attachments`;
    expect((await app.app.inject({ method: 'POST', url, payload, headers })).statusCode).toBe(401);
    expect((await app.anonymous.get(`/api/attachments/${randomUUID()}/content`)).status).toBe(401);
    expect((await attach('supervisor', randomUUID(), file('方案.pdf', PDF))).status).toBe(404);
    expect((await download('supervisor', `/api/attachments/${randomUUID()}/content`)).status).toBe(404);
  });

  it('be mentioned: exactly the others who may see it, those whose matter it is first', async () => {
    const id = await issue();
    const { body } = await (await app.as('officer')).get<Page<IssuePersonView>>(`/api/issues/${id}/people?pageSize=50`);
    const expected = (Object.keys(seeing) as Actor[]).filter((actor) => actor !== 'officer' && seeing[actor]);
    expect(body.items.map(({ id }) => id).sort()).toEqual(expected.map((actor) => app.cast.people[actor]).sort());
    expect(body.total).toBe(expected.length);
    expect(body.items.slice(0, 2).map(({ unitName }) => unitName)).toEqual(['供电公司', '供电公司']);
    const found = await (await app.as('officer')).get<Page<IssuePersonView>>(`/api/issues/${id}/people?q=赵`);
    expect(found.body.items).toEqual([
      { id: app.cast.people.supervisor, name: '赵督办', title: '', unitName: '经济发展局' },
    ]);
  });
});

describe('a comment', () => {
  it('may be brought to the department that owns a step, and to whoever registered it', async () => {
    const id = await issue();
    const { land } = app.cast.units;
    const { handler, handler2, supervisor } = app.cast.people;
    await app.database.query(
      `update issue set state = 'registered', lead_unit_id = null, support_unit_ids = '{}', step_unit_ids = array[$2::uuid], registered_by = $3
        where id = $1`,
      [id, land, handler],
    );
    const { status, body } = await say('supervisor', id, { text: '请看节点', mentions: [handler, handler2] });
    expect([status, body.mentions.map((person) => person.id)]).toEqual([201, [handler, handler2]]);
    const { body: seen } = await (
      await app.as('handler2')
    ).get<Page<IssuePersonView>>(`/api/issues/${id}/people?pageSize=50`);
    expect(seen.items.map((person) => person.id)).toEqual(expect.arrayContaining([handler, supervisor]));
  });

  const say = async <T = CommentView>(actor: Actor, id: string, body: object) =>
    (await app.as(actor)).post<T & Refusal>(`/api/issues/${id}/comments`, body);

  it('stands with its author, the people it names and its files', async () => {
    const id = await issue();
    const photo = await attach('officer', id, file('现场.png', await png()));
    const { supervisor, handler } = app.cast.people;
    const text = '@赵督办 @孙承办 现场仍未通电，见照片。';
    const { status, body } = await say('officer', id, {
      text: `  ${text} `,
      mentions: [handler, supervisor],
      attachmentIds: [photo.body.id],
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      ...{ text, authorName: '李专员', unitName: '经济发展局', at: NOW },
      mentions: [
        { id: handler, name: '孙承办' },
        { id: supervisor, name: '赵督办' },
      ],
      attachments: [photo.body],
    });
    const list = await (await app.as('handler')).get<Page<CommentView>>(`/api/issues/${id}/comments`);
    expect(list.body).toMatchObject({ items: [body], total: 1 });
  });

  it.each([
    ['text', { text: '  ' }],
    ['text', { text: 'x'.repeat(2001) }],
    ['text', { text: 'a\0b' }],
    ['mentions', { text: '你好', mentions: 'x' }],
    ['mentions', { text: '你好', mentions: ['x'] }],
    ['mentions', { text: '你好', mentions: Array.from({ length: 21 }, () => randomUUID()) }],
    ['mentions', { text: '你好', mentions: [randomUUID()] }],
    ['attachmentIds', { text: '你好', attachmentIds: [randomUUID()] }],
    ['author', { text: '你好', author: randomUUID() }],
  ])('with a wrong %s is refused by name', async (name, wrong) => {
    const { status, body } = await say('officer', await issue(), wrong);
    expect([status, body.details?.[0]?.field]).toEqual([400, name]);
    expect(await rows('issue_comment')).toBe(0);
  });

  it('names nobody who may not see the issue, or is no longer here', async () => {
    const id = await issue();
    for (const actor of ['handler2', 'officer2'] as const) {
      const { status, body } = await say('officer', id, { text: '你好', mentions: [app.cast.people[actor]] });
      expect([status, body.details]).toEqual([
        400,
        [{ field: 'mentions', message: expect.stringContaining('无权查看') as string }],
      ]);
    }
    await app.database.query('update person set active = false where id = $1', [app.cast.people.head]);
    try {
      expect((await say('officer', id, { text: '你好', mentions: [app.cast.people.head] })).status).toBe(400);
    } finally {
      await app.database.query('update person set active = true');
    }
  });

  it('takes no file of another issue', async () => {
    const first = await issue();
    const { body } = await attach('officer', first, file('方案.pdf', PDF));
    await app.database.query(`update project set name = '另一个项目'`);
    const refused = await say('officer', await issue(), { text: '见附件', attachmentIds: [body.id] });
    expect([refused.status, refused.body.details?.[0]?.field]).toEqual([400, 'attachmentIds']);
  });

  it('sent again is one; another under its id is refused', async () => {
    const id = await issue();
    const body = { id: randomUUID(), text: '请抓紧' };
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => say('officer', id, body)));
    for (const answer of answers) expect([answer.status, answer.body]).toEqual([201, answers[0]?.body]);
    expect((await say('officer', id, { ...body, text: '不急' })).status).toBe(409);
    expect((await say('supervisor', id, body)).status).toBe(403);
    expect(await rows('issue_comment')).toBe(1);
  });

  it('reaches those it names once, and not the one who wrote it', async () => {
    const id = await issue();
    const { supervisor, officer, handler } = app.cast.people;
    const { body } = await say('officer', id, { text: '@赵督办 请协调', mentions: [supervisor, handler, officer] });
    const now = new Date('2024-10-16T10:05:00+08:00');
    const sweep = () => app.database.transaction((tx) => app.app.get(SweepService).sweep(tx, now));
    await sweep();
    await sweep();
    const told = await app.database.query(
      `select person_id, subject_id, occurrence, title, body from reminder where rule = 'issue-mentioned' order by person_id`,
    );
    const words = {
      subject_id: id,
      occurrence: body.id,
      title: '留言中提到您：WT-2024-0001 110kV 专线未通',
      body: '李专员：@赵督办 请协调',
    };
    expect(told).toEqual([supervisor, handler].sort().map((person_id) => ({ person_id, ...words })));
    const inbox = await (await app.as('supervisor')).get<Page<{ rule: string }>>('/api/notifications');
    expect(inbox.body.items.filter(({ rule }) => rule === 'issue-mentioned')).toHaveLength(1);
  });
});

describe('the timeline', () => {
  const at = (time: string): void => app.clock.set(`2024-10-16T${time}:00+08:00`);
  const timeline = async (id: string, query = ''): Promise<Page<TimelineItem>> =>
    (await (await app.as('officer')).get<Page<TimelineItem>>(`/api/issues/${id}/timeline${query}`)).body;

  it('merges steps, comments and files by time, files of a comment with it', async () => {
    const id = await issue();
    at('10:01');
    const alone = await attach('handler', id, file('方案.pdf', PDF));
    at('10:02');
    const photo = await attach('officer', id, file('现场.png', await png()));
    at('10:03');
    const comment = await (
      await app.as('officer')
    ).post<CommentView>(`/api/issues/${id}/comments`, {
      text: '见照片',
      attachmentIds: [photo.body.id],
    });
    at('10:04');
    const { status } = await (await app.as('handler')).post(`/api/issues/${id}/actions/sign`, { version: 2 });
    expect(status).toBe(200);
    const { items, total } = await timeline(id, '?order=oldest');
    expect(total).toBe(5);
    expect(items.map((item) => [item.kind, item.event?.action ?? item.comment?.text ?? item.attachment?.name])).toEqual(
      [
        ['event', 'register'],
        ['event', 'assign'],
        ['attachment', '方案.pdf'],
        ['comment', '见照片'],
        ['event', 'sign'],
      ],
    );
    expect(items[2]?.attachment).toEqual(alone.body);
    expect(items[3]?.comment).toEqual(comment.body);
    expect(items[4]).toMatchObject({ at: '2024-10-16T10:04:00+08:00', event: { actorName: '孙承办', seq: 3 } });
    expect((await timeline(id)).items).toEqual([...items].reverse());
    expect((await timeline(id, '?order=oldest&page=2&pageSize=2')).items).toEqual(items.slice(2, 4));
    expect(await timeline(id, '?kind=comment')).toMatchObject({ total: 1, items: [items[3]] });
    expect(await timeline(id, '?page=9')).toMatchObject({ total: 5, items: [] });
  });

  it('shows what an application for closure showed, also what the system did', async () => {
    const id = await issue();
    const handler = await app.as('handler');
    const { body } = await attach('handler', id, file('现场.png', await png()));
    await handler.post(`/api/issues/${id}/actions/sign`, { version: 2 });
    const applied = await handler.post(`/api/issues/${id}/actions/apply-closure`, {
      ...{ version: 3, note: '已通电', attachmentIds: [body.id] },
    });
    expect(applied.status).toBe(200);
    await app.database.transaction((tx) =>
      appendToIssue(tx, {
        issueId: id,
        action: 'recalculate',
        actor: null,
        at: new Date(NOW),
        note: '',
        data: {},
        change: {},
      }),
    );
    const [last, closure] = (await timeline(id, '?kind=event')).items;
    expect(last?.event).toMatchObject({ action: 'recalculate', actorName: null, unitName: null });
    expect([closure?.event?.action, closure?.evidence]).toEqual(['apply-closure', [body]]);
  });

  it('keeps a file that somebody else speaks of where it was added', async () => {
    const id = await issue();
    const { body } = await attach('handler', id, file('方案.pdf', PDF));
    await (await app.as('officer')).post(`/api/issues/${id}/comments`, { text: '方案已看', attachmentIds: [body.id] });
    expect((await timeline(id, '?kind=attachment')).items).toHaveLength(1);
  });
});
