import { randomUUID } from 'node:crypto';
import type { AddressPage, AddressView, ChannelPage, ChannelTestView, ChannelView, OpenChannel } from '@app/channel';
import { ChannelService } from '@app/channel';
import { Clock, Settings } from '@app/platform';
import { Logger } from '@nestjs/common';
import { seedChannel } from '../seeds/demo/channels';
import { NOW, startApp, type TestApp, type Voice } from './support';
import { PushService, StandIn, WECOM_KEY, WecomApp, WECOM_CORP, wecomRobot } from './support/vendors';

Logger.overrideLogger(false);

const NOW_AT = new Date(NOW);
const KEY = 'a key of the tests: 0123456789abcdef'.replaceAll(' ', '-');

let app: TestApp;
let admin: Voice;
let channels: ChannelService;
const standIns: StandIn[] = [];

async function started<T extends StandIn>(standIn: T): Promise<T> {
  standIns.push(standIn);
  await standIn.start();
  return standIn;
}

beforeAll(async () => {
  app = await startApp({ SECRETS_KEY: KEY, OUTBOUND_ALLOW: '127.0.0.1', PUBLIC_URL: 'https://xiaohao.example.cn' });
  admin = await app.as('admin');
  channels = app.app.get(ChannelService);
});
afterAll(() => app.close());
beforeEach(async () => {
  app.clock.set(NOW);
  await app.empty('channel', 'person_address');
});
afterEach(async () => {
  for (const standIn of standIns.splice(0)) await standIn.stop();
});

const SECRET_URL = 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-secret-9999';
const robot = (name = '经发局群', more: object = {}): object => ({
  kind: 'wecom-robot',
  name,
  secrets: { url: SECRET_URL },
  ...more,
});
async function made(body: object): Promise<ChannelView> {
  const answer = await admin.post<ChannelView>('/api/channels', body);
  expect(answer.status).toBe(201);
  return answer.body;
}
const faultsOf = (body: unknown): string[] =>
  ((body as { details?: { field: string }[] }).details ?? []).map(({ field }) => field);
const records = (kind: string): Promise<{ action: string; before: unknown; after: Record<string, unknown> }[]> =>
  app.database.query('select action, before, after from change_record where subject_kind = $1 order by id', [kind]);

describe('who may', () => {
  it.each<['GET' | 'POST' | 'PATCH' | 'DELETE', string]>([
    ['GET', '/api/channels'],
    ['POST', '/api/channels'],
    ['PATCH', `/api/channels/${randomUUID()}`],
    ['POST', `/api/channels/${randomUUID()}/test`],
    ['GET', `/api/users/${randomUUID()}/addresses`],
    ['POST', `/api/users/${randomUUID()}/addresses`],
    ['DELETE', `/api/users/${randomUUID()}/addresses/${randomUUID()}`],
  ])('%s %s is the administrator’s', async (method, url) => {
    for (const actor of ['officer', 'head', 'supervisor', 'leader'] as const) {
      expect((await (await app.as(actor)).request(method, url, method === 'GET' ? undefined : {})).status).toBe(403);
    }
    expect((await app.anonymous.request(method, url)).status).toBe(401);
  });

  it('everybody keeps their own addresses', async () => {
    for (const actor of ['officer', 'handler', 'leader'] as const) {
      expect((await (await app.as(actor)).get('/api/me/addresses')).status).toBe(200);
    }
    expect((await app.anonymous.get('/api/me/addresses')).status).toBe(401);
    expect((await app.anonymous.get('/api/me/push-key')).status).toBe(401);
  });
});

describe('channels', () => {
  it('are offered by kind, each with its form in both languages', async () => {
    const { body } = await admin.get<ChannelPage>('/api/channels');
    expect(body).toMatchObject({ items: [], total: 0, secretsReady: true });
    expect(body.kinds.map(({ kind }) => kind)).toHaveLength(8);
    for (const { label, fields } of body.kinds) {
      for (const words of [label, ...fields.map((field) => field.label), ...fields.flatMap(({ help }) => help ?? [])]) {
        expect(words.zh).toMatch(/[一-鿿]|^AgentId$/);
        expect(words.en).toMatch(/^[^一-鿿]+$/);
      }
    }
  });

  it('keep what is secret to themselves: no answer, no record, no column shows it', async () => {
    const channel = await made(robot());
    expect(channel).toMatchObject({
      kind: 'wecom-robot',
      name: '经发局群',
      active: true,
      digestAbove: 5,
      masked: { url: 'qyapi.weixin.qq.com/…9999' },
      unreadable: null,
      version: 1,
    });
    const patched = await admin.patch(`/api/channels/${channel.id}`, { version: 1, name: '群' });
    const listed = await admin.get('/api/channels');
    const kept: object[] = await app.database.query(
      `select name, settings, masked, encode(sealed, 'escape') as sealed from channel`,
    );
    for (const text of [
      JSON.stringify(channel),
      patched.text,
      listed.text,
      JSON.stringify(kept),
      JSON.stringify(await records('channel')),
    ]) {
      expect(text).not.toContain('693a91f6-secret');
    }
  });

  it('keep a secret that a change leaves out, and put each change on record', async () => {
    const channel = await made(robot());
    const before = await sealedUrl(channel.id);
    const first = await admin.patch<ChannelView>(`/api/channels/${channel.id}`, {
      version: 1,
      active: false,
      digestAbove: 3,
      settings: { mention: true },
    });
    expect(first.body).toMatchObject({ active: false, digestAbove: 3, settings: { mention: true }, version: 2 });
    expect(await sealedUrl(channel.id)).toBe(before);
    await admin.patch(`/api/channels/${channel.id}`, {
      version: 2,
      secrets: { url: SECRET_URL.replace('9999', '1111') },
    });
    expect(await sealedUrl(channel.id)).not.toBe(before);
    const [created, changed, secret] = (await records('channel')).slice(-3);
    expect(created).toMatchObject({ action: 'create', after: { name: '经发局群', secrets: ['url'] } });
    expect(changed).toMatchObject({
      action: 'update',
      before: { active: true, digestAbove: 5 },
      after: { active: false, digestAbove: 3, settings: { mention: true }, secrets: [] },
    });
    expect(secret?.after).toMatchObject({ secrets: ['url'] });
  });

  it('are not overwritten by somebody who saw an older one', async () => {
    const channel = await made(robot());
    await admin.patch(`/api/channels/${channel.id}`, { version: 1, name: '甲' });
    const late = await admin.patch<{ code: string; details: ChannelView }>(`/api/channels/${channel.id}`, {
      version: 1,
      name: '乙',
    });
    expect(late.status).toBe(409);
    expect(late.body).toMatchObject({ code: 'stale', details: { name: '甲', version: 2 } });
    expect((await admin.patch(`/api/channels/${randomUUID()}`, { version: 1 })).status).toBe(404);
  });

  it('have a name of their own', async () => {
    await made(robot());
    const second = await admin.post('/api/channels', robot());
    expect(second.status).toBe(409);
    expect(faultsOf(second.body)).toEqual(['name']);
  });

  it.each<[object, string[]]>([
    [{ kind: 'pigeon', name: '信鸽' }, ['kind']],
    [{ kind: 'wecom-robot', name: '' }, ['name']],
    [{ kind: 'wecom-robot', name: '群' }, ['secrets.url']],
    [robot('群', { secrets: { url: 'qyapi.weixin.qq.com' } }), ['secrets.url']],
    [robot('群', { secrets: { url: 'ftp://example.com/?key=a' } }), ['secrets.url']],
    [robot('群', { secrets: { url: 'https://qyapi.weixin.qq.com/cgi-bin/webhook/send' } }), ['secrets.url']],
    [robot('群', { settings: { colour: 'red' } }), ['settings.colour']],
    [robot('群', { settings: { url: SECRET_URL } }), ['settings.url']],
    [robot('群', { settings: { mention: 'yes' } }), ['settings.mention']],
    [robot('群', { settings: { format: 'html' } }), ['settings.format']],
    [robot('群', { digestAbove: 0 }), ['digestAbove']],
    [robot('群', { settings: [] }), ['settings']],
    [
      {
        kind: 'email',
        name: '邮件',
        settings: { host: 'smtp.example.cn', port: 70_000, security: 'tls', from: 'a@b.cn' },
      },
      ['settings.port'],
    ],
    [
      {
        kind: 'email',
        name: '邮件',
        settings: { host: 'https://smtp.example.cn/', port: 465, security: 'none', from: 'nobody', user: 'a' },
      },
      ['settings.from', 'settings.host', 'secrets.password', 'settings.security'],
    ],
    [{ kind: 'webhook', name: '回调', secrets: { url: 'https://a.cn', secret: 'short' } }, ['secrets.secret']],
    [{ kind: 'sms-http', name: '短信', secrets: { url: 'https://a.cn', template: '{"a": 1}' } }, ['secrets.template']],
  ])('%j is refused with its fields', async (body, fields) => {
    const answer = await admin.post<{ code: string; message: string }>('/api/channels', body);
    expect(answer.status).toBe(400);
    expect(faultsOf(answer.body)).toEqual(fields);
    expect(answer.body.message).toMatch(/[一-鿿].*。$/);
  });

  it('of browser push are one, with keys that the system made', async () => {
    const body = { kind: 'web-push', name: '浏览器', settings: { contact: 'admin@example.cn' } };
    const officer = await app.as('officer');
    expect((await officer.get<{ publicKey: string | null }>('/api/me/push-key')).body.publicKey).toBeNull();
    const channel = await made(body);
    const { publicKey } = (await officer.get<{ publicKey: string }>('/api/me/push-key')).body;
    expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
    const second = await admin.post('/api/channels', { ...body, name: '另一个' });
    expect(second.status).toBe(409);
    await admin.patch(`/api/channels/${channel.id}`, { version: 1, settings: { contact: 'other@example.cn' } });
    expect((await officer.get<{ publicKey: string }>('/api/me/push-key')).body.publicKey).toBe(publicKey);
  });

  it('are not handed to another place: whoever names it gives them again', async () => {
    const channel = await made({
      ...{ kind: 'wecom-app', name: '应用', settings: { corpId: 'corp', agentId: 7, host: 'https://one.example.cn' } },
      secrets: { secret: 'a secret of the app' },
    });
    const path = `/api/channels/${channel.id}`;
    const elsewhere = { corpId: 'corp', agentId: 7, host: 'https://two.example.cn' };
    const refused = await admin.patch<{ message: string }>(path, { version: 1, settings: elsewhere });
    expect([refused.status, faultsOf(refused.body), refused.body.message]).toEqual([
      400,
      ['secrets.secret'],
      '发往的地址改了，请重新填写应用 Secret。',
    ]);
    const secrets = { secret: 'given again' };
    expect((await admin.patch(path, { version: 1, settings: elsewhere, secrets })).status).toBe(200);
    expect((await admin.patch(path, { version: 2, settings: { ...elsewhere, agentId: 8 } })).status).toBe(200);
  });

  /** What a worker would send to. */
  async function sealedUrl(id: string): Promise<string> {
    const [row] = (await app.database.query(`select encode(sha256(sealed), 'hex') as hash from channel where id = $1`, [
      id,
    ])) as [{ hash: string }];
    return row.hash;
  }
});

describe('the test button', () => {
  it('sends to the group and says so', async () => {
    const group = await started(wecomRobot());
    const channel = await made(
      robot('群', { active: false, secrets: { url: `${group.url}/cgi-bin/webhook/send?key=${WECOM_KEY}` } }),
    );
    const { status, body } = await admin.post<ChannelTestView>(`/api/channels/${channel.id}/test`);
    expect([status, body.outcome, body.fault]).toEqual([200, 'sent', null]);
    expect(body.sentence).toMatch(/已送达/);
    expect(body.channel.lastSentAt).not.toBeNull();
    expect(group.taken[0]?.body).toContain('这是一条测试消息');
  });

  it('says what is wrong, and keeps it with the channel without address or key', async () => {
    const group = await started(wecomRobot());
    const channel = await made(robot('群', { secrets: { url: `${group.url}/cgi-bin/webhook/send?key=wrong-key` } }));
    const { body } = await admin.post<ChannelTestView>(`/api/channels/${channel.id}/test`);
    expect(body).toMatchObject({ outcome: 'failed', fault: 'errcode 93000' });
    expect(body.channel.lastFault).toMatch(/^企业微信不认识这个机器人地址.*errcode 93000/);
    expect(JSON.stringify(body)).not.toMatch(/wrong-key/);
  });

  it('says that a channel cannot be reached from this network', async () => {
    const gone = await started(wecomRobot());
    await gone.stop();
    const channel = await made(robot('群', { secrets: { url: `${gone.url}/?key=a` } }));
    const { body } = await admin.post<ChannelTestView>(`/api/channels/${channel.id}/test`);
    expect(body).toMatchObject({ outcome: 'again', fault: 'ECONNREFUSED' });
    expect(body.sentence).toMatch(/从本系统所在的网络连不上/);
  });

  it('may not be pressed without end', async () => {
    const gate = await started(new StandIn(() => ({ json: {} })));
    const secrets = { url: gate.url, secret: 's'.repeat(32) };
    const channel = await made({ kind: 'webhook', name: '回调', secrets });
    const statuses: number[] = [];
    for (let press = 0; press < 8; press += 1)
      statuses.push((await admin.post(`/api/channels/${channel.id}/test`)).status);
    expect(statuses).toEqual([200, 200, 200, 200, 200, 200, 429, 429]);
    app.clock.set('2024-10-16T10:01:01+08:00');
    expect((await admin.post(`/api/channels/${channel.id}/test`)).status).toBe(200);
  });

  it('of a personal channel goes to the administrator, who must have an address', async () => {
    const corp = await started(new WecomApp());
    const { corpId, agentId, secret } = WECOM_CORP;
    const channel = await made({
      kind: 'wecom-app',
      name: '应用',
      settings: { corpId, agentId, host: corp.url },
      secrets: { secret },
    });
    const without = await admin.post<{ code: string; message: string }>(`/api/channels/${channel.id}/test`);
    expect([without.status, without.body.code]).toEqual([409, 'no-own-address']);
    expect(without.body.message).toMatch(/企业微信账号/);
    await admin.post('/api/me/addresses', { kind: 'wecom', value: 'zhangsan' });
    expect((await admin.post<ChannelTestView>(`/api/channels/${channel.id}/test`)).body.outcome).toBe('sent');
    await admin.post('/api/me/addresses', { kind: 'wecom', value: 'nobody' });
    expect((await admin.post<ChannelTestView>(`/api/channels/${channel.id}/test`)).body.outcome).toBe('failed');
    const mine = async () => (await admin.get<AddressPage>('/api/me/addresses')).body.items[0];
    // It may be out of the app's sight only; and one wrong account says nothing of the channel.
    expect((await mine())?.goneAt).toBeNull();
    expect((await admin.get<ChannelPage>('/api/channels')).body.items[0]?.lastFault).toBeNull();
    // What is surely gone is not tried again.
    const goneAddresses = [(await mine())?.id ?? ''];
    const gone = { outcome: 'failed', fault: 'gone', sentence: '', gone: true, goneAddresses } as const;
    await channels.settled(app.database, channel.id, gone, NOW_AT);
    expect((await mine())?.goneAt).not.toBeNull();
    expect((await admin.post(`/api/channels/${channel.id}/test`)).status).toBe(409);
  });
});

describe('addresses', () => {
  const PUSH = {
    endpoint: 'https://push.example.com/send/abcdef',
    p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
    auth: 'BTBZMqHH6r4Tts7J_aSIgg',
  };

  it('are one of a kind, masked, and sealed', async () => {
    const officer = await app.as('officer');
    for (const value of ['13800000001', ' +86 138-0000-0002 '])
      await officer.post('/api/me/addresses', { kind: 'mobile', value });
    await officer.post('/api/me/addresses', { kind: 'email', value: 'chen.zhiyuan@Example.cn' });
    const { body, text } = await officer.get<AddressPage>('/api/me/addresses');
    expect(body.items.map(({ kind, masked }) => [kind, masked])).toEqual([
      ['email', 'c***@example.cn'],
      ['mobile', '138****0002'],
    ]);
    expect(text).not.toMatch(/chen\.zhiyuan|13800000002/);
    const [{ text: kept }] = (await app.database.query(
      `select string_agg(encode(sealed, 'escape') || masked || fingerprint, ' ') as text from person_address`,
    )) as [{ text: string }];
    expect(kept).not.toMatch(/zhiyuan|13800000002/);
    expect(JSON.stringify(await records('person-address'))).not.toMatch(/zhiyuan|13800000002/);
    const found = await channels.addresses(app.database.manager, [app.cast.people.officer], 'mobile');
    expect(found.get(app.cast.people.officer)?.map(({ value }) => value)).toEqual(['13800000002']);
  });

  it.each([
    [{ kind: 'email', value: 'nobody' }, 'value'],
    [{ kind: 'mobile', value: '12345' }, 'value'],
    [{ kind: 'wecom', value: '张 三' }, 'value'],
    [{ kind: 'fax', value: '1' }, 'kind'],
    [{ kind: 'push' }, 'push'],
    [{ kind: 'push', push: { ...PUSH, endpoint: 'http://push.example.com' } }, 'push.endpoint'],
    [{ kind: 'push', push: { ...PUSH, auth: 'x' } }, 'push.auth'],
  ])('%j is refused with its field', async (body, field) => {
    const answer = await (await app.as('officer')).post('/api/me/addresses', body);
    expect([answer.status, faultsOf(answer.body)]).toEqual([400, [field]]);
  });

  it('of browsers are several, each once, and only when there is push', async () => {
    const officer = await app.as('officer');
    const refused = await officer.post<{ code: string }>('/api/me/addresses', { kind: 'push', push: PUSH });
    expect([refused.status, refused.body.code]).toEqual([409, 'no-push-channel']);
    await made({ kind: 'web-push', name: '浏览器', settings: { contact: 'admin@example.cn' } });
    for (const path of ['a', 'b', 'a']) {
      const push = { ...PUSH, endpoint: `${PUSH.endpoint}${path}` };
      expect((await officer.post('/api/me/addresses', { kind: 'push', push })).status).toBe(201);
    }
    const { items } = (await officer.get<AddressPage>('/api/me/addresses')).body;
    expect(items.map(({ masked }) => masked)).toHaveLength(2);
    for (let more = 0; more < 12; more += 1) {
      await officer.post('/api/me/addresses', {
        kind: 'push',
        push: { ...PUSH, endpoint: `${PUSH.endpoint}-${more}` },
      });
    }
    expect((await officer.get<AddressPage>('/api/me/addresses')).body.total).toBe(10);
  });

  it('a browser is of the person who turned its push on last', async () => {
    await made({ kind: 'web-push', name: '浏览器', settings: { contact: 'admin@example.cn' } });
    const [officer, handler] = [await app.as('officer'), await app.as('handler')];
    for (const who of [officer, handler]) await who.post('/api/me/addresses', { kind: 'push', push: PUSH });
    const totals = [officer, handler].map(async (who) => (await who.get<AddressPage>('/api/me/addresses')).body.total);
    expect(await Promise.all(totals)).toEqual([0, 1]);
  });

  it('are forgotten by their owner, and by nobody else', async () => {
    const [officer, handler] = [await app.as('officer'), await app.as('handler')];
    const { body } = await officer.post<AddressView>('/api/me/addresses', { kind: 'wecom', value: 'chen' });
    expect((await handler.request('DELETE', `/api/me/addresses/${body.id}`)).status).toBe(404);
    expect((await officer.request('DELETE', `/api/me/addresses/${body.id}`)).status).toBe(204);
    expect((await officer.request('DELETE', `/api/me/addresses/${body.id}`)).status).toBe(404);
    expect((await records('person-address')).at(-1)).toMatchObject({ action: 'delete' });
  });

  it('are kept by the administrator for others, but for their browsers', async () => {
    const url = `/api/users/${app.cast.people.officer}/addresses`;
    const created = await admin.post<AddressView>(url, { kind: 'mobile', value: '13800000003' });
    expect([created.status, created.body.masked]).toEqual([201, '138****0003']);
    expect((await (await app.as('officer')).get<AddressPage>('/api/me/addresses')).body.total).toBe(1);
    await made({ kind: 'web-push', name: '浏览器', settings: { contact: 'admin@example.cn' } });
    const push = await admin.post(url, { kind: 'push', push: PUSH });
    expect([push.status, faultsOf(push.body)]).toEqual([400, ['kind']]);
    expect((await admin.get(`/api/users/${randomUUID()}/addresses`)).status).toBe(404);
    expect((await admin.post(`/api/users/${randomUUID()}/addresses`, { kind: 'wecom', value: 'a' })).status).toBe(404);
    expect((await admin.request('DELETE', `${url}/${created.body.id}`)).status).toBe(204);
  });

  it('say which kinds are asked for by the channels in use', async () => {
    const wanted = async (): Promise<string[]> => (await admin.get<AddressPage>('/api/me/addresses')).body.wanted;
    await made(robot('甲'));
    expect(await wanted()).toEqual([]);
    const mentioning = await made(robot('乙', { settings: { mention: true } }));
    expect(await wanted()).toEqual(['mobile']);
    await admin.patch(`/api/channels/${mentioning.id}`, { version: 1, active: false });
    expect(await wanted()).toEqual([]);
  });
});

describe('for those who send', () => {
  const open = async (now?: Date): Promise<OpenChannel[]> => channels.open(app.database.manager, now);
  const after = (ms: number): Date => new Date(NOW_AT.getTime() + ms);

  it('channels in use are open, others are not', async () => {
    await made(robot('甲', { digestAbove: 7 }));
    await made(robot('乙', { active: false }));
    expect(
      (await open()).map(({ name, digestAbove, kind, mentions }) => ({ name, digestAbove, kind, mentions })),
    ).toEqual([{ name: '甲', digestAbove: 7, kind: 'wecom-robot', mentions: false }]);
  });

  it('a receiver that asks for silence is left alone until then', async () => {
    const channel = await made(robot());
    const outcome = { outcome: 'again', fault: 'errcode 130101', sentence: '太快。', pauseMs: 600_000 } as const;
    await channels.settled(app.database, channel.id, outcome, NOW_AT);
    expect(await open(NOW_AT)).toEqual([]);
    expect(await open(after(599_000))).toEqual([]);
    expect(await open(after(600_000))).toHaveLength(1);
    const [opened] = (await open()) as [OpenChannel];
    expect(await channels.reserve(app.database, opened, 1, NOW_AT)).toEqual({ granted: 0, nextAt: after(600_000) });
    const { items } = (await admin.get<ChannelPage>('/api/channels')).body;
    expect(items[0]).toMatchObject({ pausedUntil: '2024-10-16T10:10:00+08:00', lastFault: '太快（errcode 130101）。' });
  });

  it('another robot knows nothing of that silence', async () => {
    const channel = await made(robot());
    const outcome = { outcome: 'again', fault: 'errcode 45009', sentence: '太频繁。', pauseMs: 60_000 } as const;
    await channels.settled(app.database, channel.id, outcome, NOW_AT);
    await admin.patch(`/api/channels/${channel.id}`, { version: 1, name: '改名' });
    expect(await open(NOW_AT)).toEqual([]);
    await admin.patch(`/api/channels/${channel.id}`, {
      version: 2,
      secrets: { url: SECRET_URL.replace('9999', '1111') },
    });
    expect(await open(NOW_AT)).toHaveLength(1);
  });

  it('all workers together keep a robot’s limit', async () => {
    await made(robot());
    const [channel] = (await open()) as [OpenChannel];
    const asks = Array.from({ length: 12 }, () => channels.reserve(app.database, channel, 3, NOW_AT));
    const granted = (await Promise.all(asks)).reduce((sum, one) => sum + one.granted, 0);
    expect(granted).toBe(18);
    expect(await channels.reserve(app.database, channel, 1, after(30_000))).toEqual({
      granted: 0,
      nextAt: after(60_000),
    });
    expect((await channels.reserve(app.database, channel, 30, after(60_000))).granted).toBe(18);
  });

  it('a limit by the second is kept beside the one by the minute', async () => {
    await made({
      kind: 'feishu-robot',
      name: '飞书',
      secrets: { url: 'https://open.feishu.cn/open-apis/bot/v2/hook/a', secret: 'x' },
    });
    const [channel] = (await open()) as [OpenChannel];
    let granted = 0;
    for (let second = 0; second < 30; second += 1) {
      const one = await channels.reserve(app.database, channel, 9, after(second * 1_000));
      expect(one.granted).toBeLessThanOrEqual(5);
      granted += one.granted;
    }
    expect(granted).toBe(90);
  });

  it('channels without a limit count nothing', async () => {
    await made({ kind: 'webhook', name: '回调', secrets: { url: 'https://a.cn', secret: 's'.repeat(32) } });
    const [channel] = (await open()) as [OpenChannel];
    expect(await channels.reserve(app.database, channel, 10_000, NOW_AT)).toEqual({ granted: 10_000, nextAt: null });
    expect(await app.database.query('select 1 from channel_send')).toEqual([]);
  });

  it('what was counted is thrown away after a day', async () => {
    await made(robot());
    const [channel] = (await open()) as [OpenChannel];
    await channels.reserve(app.database, channel, 3, NOW_AT);
    await channels.tidy(app.database, after(86_400_000));
    expect(await app.database.query('select 1 from channel_send')).toHaveLength(3);
    await channels.tidy(app.database, after(86_400_001));
    expect(await app.database.query('select 1 from channel_send')).toEqual([]);
  });

  it('people are found by the kinds they have, without those that are gone', async () => {
    const { officer, handler, head } = app.cast.people;
    await admin.post(`/api/users/${officer}/addresses`, { kind: 'mobile', value: '13800000001' });
    await admin.post(`/api/users/${officer}/addresses`, { kind: 'email', value: 'a@example.cn' });
    const { body } = await admin.post<AddressView>(`/api/users/${handler}/addresses`, {
      kind: 'email',
      value: 'b@example.cn',
    });
    const kinds = async (): Promise<[string, string[]][]> =>
      [...(await channels.kindsOf(app.database.manager, [officer, handler, head]))].map(([id, set]) => [
        id,
        [...set].sort(),
      ]);
    expect((await kinds()).sort()).toEqual(
      [
        [officer, ['email', 'mobile']],
        [handler, ['email']],
      ].sort(),
    );
    const outcome = {
      outcome: 'failed' as const,
      fault: 'SMTP 550',
      sentence: '不存在。',
      gone: true,
      goneAddresses: [body.id],
    };
    await channels.settled(app.database, (await made(robot())).id, outcome, NOW_AT);
    expect(await kinds()).toEqual([[officer, ['email', 'mobile']]]);
    expect(await channels.addresses(app.database.manager, [handler], 'email')).toEqual(new Map());
    // Entered anew it has another chance.
    await admin.post(`/api/users/${handler}/addresses`, { kind: 'email', value: 'b@example.cn' });
    expect(await kinds()).toHaveLength(2);
  });

  it('a push to several browsers goes by the person’s own keys', async () => {
    const service = await started(new PushService());
    await made({ kind: 'web-push', name: '浏览器', settings: { contact: 'admin@example.cn' } });
    const [channel] = (await open()) as [OpenChannel];
    const value = JSON.stringify({
      endpoint: `${service.url}/one`,
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    });
    const message = {
      id: randomUUID(),
      notices: [{ id: 'n', title: '甲', link: 'https://a.cn' }],
      at: NOW_AT,
      receiver: null,
    };
    const outcome = await channel.send(message, [{ id: 'x', personId: 'p', kind: 'push', value }]);
    expect(outcome).toMatchObject({ outcome: 'sent' });
    expect(service.taken[0]?.headers.authorization).toMatch(/^vapid t=/);
  });

  it('a fault of the program is unknown, and never thrown', async () => {
    await made({ kind: 'web-push', name: '浏览器', settings: { contact: 'admin@example.cn' } });
    const [channel] = (await open()) as [OpenChannel];
    const message = {
      id: randomUUID(),
      notices: [{ id: 'n', title: '甲', link: 'https://a.cn' }],
      at: NOW_AT,
      receiver: null,
    };
    const outcome = await channel.send(message, [{ id: 'x', personId: 'p', kind: 'push', value: 'not json' }]);
    expect(outcome).toMatchObject({ outcome: 'unknown', fault: 'internal' });
  });
});

it('the demonstration has a robot to try where secrets can be kept, and none elsewhere', async () => {
  const settings = app.app.get(Settings);
  const plant = (SECRETS_KEY: string | undefined): Promise<boolean> =>
    app.database.transaction((tx) =>
      seedChannel(tx, Object.assign(new Settings(), settings, { SECRETS_KEY }), app.app.get(Clock)),
    );
  expect(await plant(undefined)).toBe(false);
  expect(await plant(settings.SECRETS_KEY)).toBe(true);
  const { items } = (await admin.get<ChannelPage>('/api/channels')).body;
  expect(items).toMatchObject([{ name: '经发局工作群（演示）', active: true, unreadable: null }]);
});

describe('another key, or none', () => {
  it('what was sealed is not opened by it; people read why, and may enter it anew', async () => {
    const channel = await made(robot());
    await admin.post('/api/me/addresses', { kind: 'wecom', value: 'admin' });
    // As if it had been written under another key: another id stands in front.
    for (const table of ['channel', 'person_address']) {
      await app.database.query(`update ${table} set sealed = overlay(sealed placing '\\x01aabbccdd'::bytea from 1)`);
    }
    const { items } = (await admin.get<ChannelPage>('/api/channels')).body;
    expect(items[0]?.unreadable).toMatch(/另一个 SECRETS_KEY/);
    // Whoever has something to send by it is told at once, so that the next channel takes over.
    const [shut] = await channels.open(app.database.manager);
    expect(shut).toMatchObject({ id: channel.id, kind: 'wecom-robot', mentions: false });
    const message = { id: 'm', notices: [], at: NOW_AT, receiver: null };
    expect(await shut?.send(message, [])).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringMatching(/另一个/),
    });
    const tested = await admin.post<{ message: string }>(`/api/channels/${channel.id}/test`);
    expect([tested.status, tested.body.message]).toEqual([409, expect.stringContaining('另一个 SECRETS_KEY')]);
    expect((await admin.get<AddressPage>('/api/me/addresses')).body.items[0]?.unreadable).toMatch(/SECRETS_KEY/);
    expect(await channels.kindsOf(app.database.manager, [app.cast.people.admin])).toEqual(new Map());

    const half = await admin.patch(`/api/channels/${channel.id}`, { version: 1, settings: { mention: true } });
    expect([half.status, faultsOf(half.body)]).toEqual([400, ['secrets.url']]);
    const whole = await admin.patch<ChannelView>(`/api/channels/${channel.id}`, {
      version: 1,
      secrets: { url: SECRET_URL },
    });
    expect([whole.status, whole.body.unreadable]).toEqual([200, null]);
  });

  it('without one everything else works, and what cannot be kept names the setting', async () => {
    const bare = await startApp();
    try {
      const voice = await bare.as('admin');
      expect((await voice.get<ChannelPage>('/api/channels')).body.secretsReady).toBe(false);
      expect((await voice.get<AddressPage>('/api/me/addresses')).body.secretsReady).toBe(false);
      for (const [url, body] of [
        ['/api/channels', robot()],
        ['/api/me/addresses', { kind: 'wecom', value: 'admin' }],
      ] as const) {
        const answer = await voice.post<{ code: string; message: string }>(url, body);
        expect([answer.status, answer.body.code]).toEqual([409, 'secrets-key-missing']);
        expect(answer.body.message).toMatch(/SECRETS_KEY/);
      }
      expect(await bare.app.get(ChannelService).open(bare.database.manager)).toEqual([]);
      expect((await voice.get('/api/notifications')).status).toBe(200);
    } finally {
      await bare.close();
    }
  });
});
