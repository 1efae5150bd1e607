import type { LookupAddress } from 'node:dns';
import { createServer, type Socket } from 'node:net';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { connect as connectTo, type AddressInfo } from 'node:net';
import { type Adapter, type Fields } from '@app/channel/adapter';
import { ADAPTERS } from '@app/channel/adapters';
import type { Address, ChannelKind, Message, Outcome } from '@app/channel';
import { Outbound } from '@app/channel/outbound';
import { signatureOf } from '@app/channel/webhook.adapter';
import { TokenCache, type TokenPlace } from '@app/channel/token.cache';
import { Settings } from '@app/platform';
import { Logger } from '@nestjs/common';
import { CERTIFICATE } from './support/certificate';
import { MailServer, type Mood } from './support/mail-server';
import {
  DINGTALK,
  dingtalkRobot,
  FEISHU,
  feishuRobot,
  PushService,
  type Reply,
  sink,
  smsGateway,
  StandIn,
  WECOM_CORP,
  WECOM_KEY,
  WecomApp,
  wecomRobot,
} from './support/vendors';

// Every kind of channel against local servers that answer as the vendors document it.

Logger.overrideLogger(false);

const PAGES = 'https://xiaohao.example.cn';
const NOW = new Date('2024-10-16T10:00:00+08:00');
const clock = (): number => NOW.getTime();

const outbounds: Outbound[] = [];
function outbound(settings: Partial<Settings> = { OUTBOUND_ALLOW: '127.0.0.1' }): Outbound {
  const made = new Outbound(Object.assign(new Settings(), settings));
  outbounds.push(made);
  return made;
}
const open = outbound();
const hasty = Object.assign(outbound(), { patienceMs: 500 });

const standIns: StandIn[] = [];
async function started<T extends StandIn>(standIn: T): Promise<T> {
  standIns.push(standIn);
  await standIn.start();
  return standIn;
}

afterEach(async () => {
  for (const standIn of standIns.splice(0)) await standIn.stop();
});
afterAll(async () => {
  for (const made of outbounds) await made.onModuleDestroy();
});

let sequence = 0;
const message = (...titles: string[]): Message => ({
  id: `0192933e-0000-7000-8000-${String((sequence += 1)).padStart(12, '0')}`,
  notices: (titles.length > 0 ? titles : ['今天到期：WT-2024-0001']).map((title, index) => ({
    id: `n${index}`,
    title,
    link: `${PAGES}/issues/${index}`,
  })),
  at: NOW,
  receiver: { name: '陈志远', username: 'officer' },
});
const address = (kind: Address['kind'], value: string): Address => ({
  id: `a-${value.slice(0, 20)}`,
  personId: 'p',
  kind,
  value,
});

const adapter = (kind: ChannelKind): Adapter => ADAPTERS[kind];
function send(
  kind: ChannelKind,
  fields: Fields,
  what: Message = message(),
  addresses: Address[] = [],
  { through = open, tokens = new TokenCache().of('x') }: { through?: Outbound; tokens?: TokenPlace } = {},
): Promise<Outcome> {
  return adapter(kind).send({ fields, publicUrl: PAGES, outbound: through, tokens }, what, addresses);
}

const SENT = { outcome: 'sent' };
/** What a person reads is Chinese to the end and tells neither address nor key. */
function expectFault(outcome: Outcome, kind: 'again' | 'failed' | 'unknown', fault: string, sentence: RegExp): void {
  expect(outcome).toMatchObject({ outcome: kind, fault, sentence: expect.stringMatching(sentence) as string });
  const said = JSON.stringify(outcome);
  expect(said).not.toMatch(/127\.0\.0\.1|key=|token=|SEC0123|13800000000|@example/);
}

const wecomFields = (standIn: StandIn, more: Fields = {}): Fields => ({
  url: `${standIn.url}/cgi-bin/webhook/send?key=${WECOM_KEY}`,
  format: 'markdown',
  ...more,
});

describe('a WeCom group robot', () => {
  it('gets titles with links, and several as a digest', async () => {
    const robot = await started(wecomRobot());
    expect(await send('wecom-robot', wecomFields(robot))).toEqual(SENT);
    expect(robot.taken[0]?.json).toEqual({
      msgtype: 'markdown',
      markdown: { content: `**今天到期：WT-2024-0001**\n[查看详情](${PAGES}/issues/0)` },
    });
    expect(await send('wecom-robot', wecomFields(robot), message('甲', '乙'))).toEqual(SENT);
    expect(robot.taken[1]?.json.markdown).toMatchObject({
      content: expect.stringContaining('您有 2 条提醒') as string,
    });
  });

  it('mentions mobiles in plain text only, and only when it was told to', async () => {
    const robot = await started(wecomRobot());
    const mobiles = [address('mobile', '13800000000')];
    await send('wecom-robot', wecomFields(robot), message(), mobiles);
    await send('wecom-robot', wecomFields(robot, { mention: true }), message(), mobiles);
    expect(robot.taken.map(({ json }) => json.msgtype)).toEqual(['markdown', 'text']);
    expect(robot.taken[0]?.body).not.toContain('13800000000');
    expect(robot.taken[1]?.json.text).toMatchObject({ mentioned_mobile_list: ['13800000000'] });
  });

  it('never gets more bytes than it takes', async () => {
    const robot = await started(wecomRobot());
    const many = message(...Array.from({ length: 40 }, (_, index) => `第${index}件：${'长'.repeat(200)}`));
    expect(await send('wecom-robot', wecomFields(robot), many)).toEqual(SENT);
    expect(await send('wecom-robot', wecomFields(robot, { format: 'text' }), many)).toEqual(SENT);
    expect(await send('wecom-robot', wecomFields(robot), message('长'.repeat(200)))).toEqual(SENT);
  });

  it('that says no with HTTP 200 has not taken it', async () => {
    const robot = await started(wecomRobot());
    const wrong = { ...wecomFields(robot), url: `${robot.url}/cgi-bin/webhook/send?key=other` };
    expectFault(await send('wecom-robot', wrong), 'failed', 'errcode 93000', /重新复制/);
    expect(robot.taken).toHaveLength(0);
  });

  it('that says too often is left alone for a minute', async () => {
    const robot = await started(wecomRobot(() => 0));
    for (let count = 0; count < 20; count += 1) await send('wecom-robot', wecomFields(robot));
    const outcome = await send('wecom-robot', wecomFields(robot));
    expectFault(outcome, 'again', 'errcode 45009', /太频繁/);
    expect(outcome).toMatchObject({ pauseMs: 60_000 });
  });
});

describe('a WeCom app', () => {
  const fields = (app: StandIn): Fields => ({ ...WECOM_CORP, host: app.url });
  const zhang = [address('wecom', 'zhangsan')];

  it('asks for a token once and sends cards with it', async () => {
    const app = await started(new WecomApp());
    const tokens = new TokenCache().of('app');
    expect(await send('wecom-app', fields(app), message(), zhang, { tokens })).toEqual(SENT);
    const many = message(...Array.from({ length: 30 }, () => '一个很长的标题'.repeat(20)));
    expect(await send('wecom-app', fields(app), many, zhang, { tokens })).toEqual(SENT);
    expect(app.tokens).toBe(1);
    expect(app.taken[0]?.json).toMatchObject({
      touser: 'zhangsan',
      agentid: WECOM_CORP.agentId,
      textcard: { title: '今天到期：WT-2024-0001', url: `${PAGES}/issues/0` },
    });
  });

  it('asks for another token when the first has ended, by their word or by our clock', async () => {
    const app = await started(new WecomApp());
    const tokens = new TokenCache().of('app');
    await send('wecom-app', fields(app), message(), zhang, { tokens });
    for (const code of [40014, 42001] as const) {
      app.endTokens(code);
      expect(await send('wecom-app', fields(app), message(), zhang, { tokens })).toEqual(SENT);
    }
    expect(app.tokens).toBe(3);
    const later = { ...message(), at: new Date(NOW.getTime() + 7_200_000) };
    expect(await send('wecom-app', fields(app), later, zhang, { tokens })).toEqual(SENT);
    expect(app.tokens).toBe(4);
  });

  it('renews once, not for ever', async () => {
    const app = await started(new WecomApp());
    const refusing = await started(
      new StandIn((call) =>
        call.path === '/cgi-bin/gettoken'
          ? { json: { errcode: 0, errmsg: 'ok', access_token: 't', expires_in: 7200 } }
          : { json: { errcode: 40014, errmsg: 'invalid access_token' } },
      ),
    );
    const outcome = await send('wecom-app', { ...fields(app), host: refusing.url }, message(), zhang);
    expectFault(outcome, 'failed', 'errcode 40014', /错误码 40014/);
  });

  it('says that a person is not there, or out of its sight, and keeps the address', async () => {
    const app = await started(new WecomApp());
    const outcome = await send('wecom-app', fields(app), message(), [address('wecom', 'nobody')]);
    expectFault(outcome, 'failed', 'invaliduser', /没有这个账号/);
    expect(outcome).toMatchObject({ gone: true });
    expect(outcome).not.toHaveProperty('goneAddresses');
    app.instead = { json: { errcode: 0, errmsg: 'ok', invaliduser: 'zhangsan', access_token: 't', expires_in: 7200 } };
    expect(await send('wecom-app', fields(app), message(), zhang)).toMatchObject({ gone: true });
  });

  it.each([
    [{ secret: 'wrong' }, 'errcode 40001', /Secret/],
    [{ corpId: 'wrong' }, 'errcode 40013', /企业 ID/],
    [{ agentId: 7 }, 'errcode 40056', /AgentId/],
  ])('refuses %p with a sentence', async (wrong, fault, sentence) => {
    const app = await started(new WecomApp());
    expectFault(await send('wecom-app', { ...fields(app), ...wrong }, message(), zhang), 'failed', fault, sentence);
  });

  it('names the trusted addresses when ours is not among them', async () => {
    const app = await started(new WecomApp());
    app.instead = { json: { errcode: 60020, errmsg: 'not allow to access from your ip' } };
    expectFault(await send('wecom-app', fields(app), message(), zhang), 'failed', 'errcode 60020', /可信 IP/);
  });

  it('whose token does not come has surely not got the message', async () => {
    const app = await started(new WecomApp());
    app.instead = 'closes';
    expect(await send('wecom-app', fields(app), message(), zhang)).toMatchObject({ outcome: 'again' });
  });
});

describe('a DingTalk robot', () => {
  const fields = (robot: StandIn, more: Fields = {}): Fields => ({
    url: `${robot.url}/robot/send?access_token=${DINGTALK.token}`,
    secret: DINGTALK.secret,
    ...more,
  });

  it('is signed as it wants to be', async () => {
    const robot = await started(dingtalkRobot(clock));
    expect(await send('dingtalk-robot', fields(robot))).toEqual(SENT);
    expect(
      await send('dingtalk-robot', fields(robot, { mention: true }), message('甲', '乙'), [
        address('mobile', '13800000000'),
      ]),
    ).toEqual(SENT);
    expect(robot.taken[0]?.json).toMatchObject({ msgtype: 'markdown', markdown: { title: '今天到期：WT-2024-0001' } });
    expect(robot.taken[1]?.json).toMatchObject({
      msgtype: 'text',
      at: { atMobiles: ['13800000000'], isAtAll: false },
    });
  });

  it('refuses another signature and a clock that is wrong', async () => {
    const robot = await started(dingtalkRobot(clock));
    expectFault(
      await send('dingtalk-robot', fields(robot, { secret: 'SECother' })),
      'failed',
      'errcode 310000',
      /加签/,
    );
    const late = { ...message(), at: new Date(NOW.getTime() + 40 * 86_400_000) };
    expectFault(await send('dingtalk-robot', fields(robot), late), 'failed', 'errcode 310000', /加签/);
  });

  it('that blocks us gets ten minutes of silence', async () => {
    const robot = await started(dingtalkRobot(clock, () => 0));
    for (let count = 0; count < 20; count += 1) await send('dingtalk-robot', fields(robot));
    const outcome = await send('dingtalk-robot', fields(robot));
    expectFault(outcome, 'again', 'errcode 130101', /十分钟/);
    expect(outcome).toMatchObject({ pauseMs: 600_000 });
  });

  it('that nobody knows fails', async () => {
    const robot = await started(dingtalkRobot(clock));
    const wrong = { ...fields(robot), url: `${robot.url}/robot/send?access_token=ffff` };
    expectFault(await send('dingtalk-robot', wrong), 'failed', 'errcode 300005', /重新复制/);
  });
});

describe('a Feishu robot', () => {
  const fields = (robot: StandIn, more: Fields = {}): Fields => ({
    url: `${robot.url}/open-apis/bot/v2/hook/${FEISHU.hook}`,
    secret: FEISHU.secret,
    ...more,
  });

  it('is signed as it wants to be', async () => {
    const robot = await started(feishuRobot(clock));
    expect(await send('feishu-robot', fields(robot), message('甲', '乙'))).toEqual(SENT);
    expect(robot.taken[0]?.json).toMatchObject({
      msg_type: 'post',
      content: {
        post: {
          zh_cn: {
            title: '您有 2 条提醒',
            content: [
              [{ tag: 'a', text: '甲', href: `${PAGES}/issues/0` }],
              [{ tag: 'a', text: '乙', href: `${PAGES}/issues/1` }],
              [{ tag: 'a', text: '全部查看', href: `${PAGES}/notifications` }],
            ],
          },
        },
      },
    });
  });

  it('says what is wrong with HTTP 200', async () => {
    const robot = await started(feishuRobot(clock));
    expectFault(await send('feishu-robot', fields(robot, { secret: 'x' })), 'failed', 'code 19021', /签名/);
    const wrong = { ...fields(robot), url: `${robot.url}/open-apis/bot/v2/hook/other` };
    expectFault(await send('feishu-robot', wrong), 'failed', 'code 19001', /重新复制/);
  });

  it('that says too often is left alone', async () => {
    const robot = await started(feishuRobot(clock, () => 0));
    for (let count = 0; count < 5; count += 1) await send('feishu-robot', fields(robot));
    expectFault(await send('feishu-robot', fields(robot)), 'again', 'code 11232', /太频繁/);
  });
});

describe('a program of the bureau’s own', () => {
  const secret = 'a secret of at least thirty-two characters';

  it('gets title, link and account, signed over time and body', async () => {
    const program = await started(sink());
    const what = message('甲', '乙');
    expect(await send('webhook', { url: `${program.url}/hook`, secret }, what)).toEqual(SENT);
    const [call] = program.taken;
    expect(call?.json).toEqual({
      id: what.id,
      title: '您有 2 条提醒',
      link: `${PAGES}/notifications`,
      items: [
        { id: 'n0', title: '甲', link: `${PAGES}/issues/0` },
        { id: 'n1', title: '乙', link: `${PAGES}/issues/1` },
      ],
      person: { username: 'officer' },
      at: '2024-10-16T10:00:00+08:00',
    });
    const timestamp = String(call?.headers['x-xiaohao-timestamp']);
    expect(timestamp).toBe('1729044000');
    expect(call?.headers['x-xiaohao-signature']).toBe(signatureOf(secret, timestamp, call?.body ?? ''));
    expect(call?.headers['x-xiaohao-delivery']).toBe(what.id);
  });

  it('is one per program when nobody in particular is meant', async () => {
    const program = await started(sink());
    await send('webhook', { url: program.url, secret }, { ...message(), receiver: null });
    expect(program.taken[0]?.json.person).toBeNull();
  });

  it('may be repeated only when it says that it de-duplicates', () => {
    const { deduplicates } = adapter('webhook');
    expect([deduplicates?.({ deduplicates: true }), deduplicates?.({})]).toEqual([true, false]);
  });
});

describe('a gateway of text messages', () => {
  const fields = (gateway: StandIn, more: Fields = {}): Fields => ({
    url: `${gateway.url}/send`,
    header: 'Authorization: Bearer sms-token',
    template: '{"to": ["{mobile}"], "text": {"body": "【销号】{title} {link}"}, "ref": "{id}", "n": 1}',
    successField: 'result.status',
    successValue: 'OK',
    ...more,
  });
  const mobile = [address('mobile', '13800000000')];

  it('gets the JSON it was described with, whatever a title contains', async () => {
    const gateway = await started(smsGateway());
    const what = message('引号" 反斜杠\\ {mobile} 与换行\n');
    expect(await send('sms-http', fields(gateway), what, mobile)).toEqual(SENT);
    expect(gateway.taken[0]?.json).toEqual({
      to: ['13800000000'],
      text: { body: `【销号】引号" 反斜杠\\ {mobile} 与换行 ${PAGES}/issues/0` },
      ref: what.id,
      n: 1,
    });
  });

  it('has taken it only when its own field says so', async () => {
    const gateway = await started(smsGateway());
    gateway.instead = { json: { result: { status: 'NO_BALANCE' } } };
    expectFault(
      await send('sms-http', fields(gateway), message(), mobile),
      'failed',
      'result.status NO_BALANCE',
      /余额/,
    );
    gateway.instead = { json: { result: { status: 'bad number 13800000000' } } };
    expectFault(await send('sms-http', fields(gateway), message(), mobile), 'failed', 'result.status ?', /账号/);
    expectFault(
      await send('sms-http', fields(gateway, { header: '' }), message(), mobile),
      'failed',
      'result.status ?',
      /账号/,
    );
  });

  it('asks for a template that can work', () => {
    const check = (template: string): string[] =>
      (adapter('sms-http').check?.({ template }) ?? []).map(({ message: said }) => said);
    expect(check('not json')).toEqual([expect.stringContaining('JSON')]);
    expect(check('{"text": "{title}"}')).toEqual([expect.stringContaining('{mobile}')]);
    expect(check('{"to": "{mobile}", "x": "{name}"}')).toEqual([expect.stringContaining('占位符')]);
    expect(check('{"to": "{mobile}", "text": "{title} {link}"}')).toEqual([]);
  });
});

describe('browser push', () => {
  const made = ADAPTERS['web-push'].create?.();
  const fields: Fields = { contact: 'admin@example.cn', ...made?.settings, ...made?.secrets };
  const browser = (service: StandIn, path: string): Address => ({
    ...address('push', path),
    id: path,
    value: JSON.stringify({
      endpoint: `${service.url}/${path}`,
      p256dh: 'BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4',
      auth: 'BTBZMqHH6r4Tts7J_aSIgg',
    }),
  });

  it('is encrypted for each browser of the person', async () => {
    const service = await started(new PushService());
    const both = [browser(service, 'one'), browser(service, 'two')];
    expect(await send('web-push', fields, message(), both)).toEqual({ outcome: 'sent', goneAddresses: [] });
    expect(service.taken.map(({ path }) => path).sort()).toEqual(['/one', '/two']);
    expect(service.taken[0]?.headers).toMatchObject({ 'content-encoding': 'aes128gcm', ttl: '86400' });
    expect(Buffer.from(service.taken[0]?.body ?? '', 'base64').toString('utf8')).not.toContain('WT-2024');
  });

  it('forgets browsers that are gone, and is sent when one of them has it', async () => {
    const service = await started(new PushService());
    service.left.add('/one');
    const both = [browser(service, 'one'), browser(service, 'two')];
    expect(await send('web-push', fields, message(), both)).toEqual({ outcome: 'sent', goneAddresses: ['one'] });
    service.left.add('/two');
    expect(await send('web-push', fields, message(), both)).toMatchObject({
      outcome: 'failed',
      gone: true,
      goneAddresses: ['one', 'two'],
    });
  });
});

describe('e-mail', () => {
  const servers: MailServer[] = [];
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.stop();
  });
  async function mailServer(
    options: ConstructorParameters<typeof MailServer>[0] = { tls: 'none' },
    mood: Mood = {},
  ): Promise<MailServer> {
    const server = await new MailServer(options).start();
    server.mood = mood;
    servers.push(server);
    return server;
  }
  const fields = ({ port }: MailServer, more: Fields = {}): Fields => ({
    host: '127.0.0.1',
    port,
    security: 'none',
    from: 'xiaohao@example.cn',
    fromName: '销号',
    ...more,
  });
  const to = [address('email', 'officer@example.cn')];

  it('arrives as text and HTML, with the id of the message', async () => {
    const server = await mailServer();
    const what = message('甲', '乙');
    expect(await send('email', fields(server), what, to)).toEqual(SENT);
    expect(server.letters).toHaveLength(1);
    const [letter] = server.letters;
    expect(letter).toMatchObject({ from: 'xiaohao@example.cn', to: ['officer@example.cn'], encrypted: false });
    expect(letter?.content).toMatch(/content-type: multipart\/alternative/i);
    expect(letter?.content).toMatch(new RegExp(`message-id: <${what.id}@example\\.cn>`, 'i'));
    expect(letter?.content).toMatch(/auto-submitted: auto-generated/i);
    expect(letter?.content).toMatch(/date: Wed, 16 Oct 2024 02:00:00 \+0000/i);
  });

  it.each(['starttls', 'tls'] as const)(
    'goes encrypted by %s, signed in, to a server whose certificate was given',
    async (security) => {
      const server = await mailServer({ tls: security, user: 'xiaohao', password: 'pass-word' });
      const secure = fields(server, { security, user: 'xiaohao', password: 'pass-word', ca: CERTIFICATE });
      expect(await send('email', secure, message(), to)).toEqual(SENT);
      expect(server.letters[0]).toMatchObject({ encrypted: true, user: 'xiaohao' });
    },
  );

  it.each(['starttls', 'tls'] as const)(
    'does not go by %s to a server that cannot prove who it is',
    async (security) => {
      const server = await mailServer({ tls: security });
      const outcome = await send('email', fields(server, { security }), message(), to);
      expect(outcome).toMatchObject({ outcome: 'failed', sentence: expect.stringContaining('证书') as string });
      expect(server.letters).toHaveLength(0);
    },
  );

  it('does not go in the clear when encryption was asked for', async () => {
    const server = await mailServer({ tls: 'none' });
    const outcome = await send('email', fields(server, { security: 'starttls' }), message(), to);
    expect(outcome.outcome).toBe('failed');
    expect(server.letters).toHaveLength(0);
  });

  it('is refused with a sentence when the password is wrong', async () => {
    const server = await mailServer({ tls: 'starttls', user: 'xiaohao', password: 'pass-word' });
    const wrong = fields(server, { security: 'starttls', user: 'xiaohao', password: 'wrong', ca: CERTIFICATE });
    expectFault(await send('email', wrong, message(), to), 'failed', 'SMTP 535', /授权码/);
  });

  it.each<[string, Mood, Partial<Outcome> & { outcome: Outcome['outcome'] }]>([
    ['a greylisting server', { answers: { RCPT: '450 4.2.0 greylisted' } }, { outcome: 'again' }],
    ['a server that is full', { answers: { END: '452 4.3.1 full' } }, { outcome: 'again' }],
    ['a server going down', { answers: { MAIL: '421 4.3.2 shutting down' } }, { outcome: 'again' }],
    ['a mailbox that is not there', { answers: { RCPT: '550 5.1.1 no such user' } }, { outcome: 'failed', gone: true }],
    ['a mailbox that refuses us', { answers: { RCPT: '550 5.7.1 denied' } }, { outcome: 'failed' }],
    ['a sender that is not ours', { answers: { MAIL: '553 5.7.1 not yours' } }, { outcome: 'failed' }],
    ['a letter that is refused', { answers: { END: '554 5.7.1 spam' } }, { outcome: 'failed' }],
    ['a line that breaks at the greeting', { closesAt: 'EHLO' }, { outcome: 'again' }],
    ['a line that breaks before the letter', { closesAt: 'DATA' }, { outcome: 'again' }],
    ['a line that breaks after the letter', { closesAt: 'END' }, { outcome: 'unknown' }],
  ])('%s: %#', async (_, mood, outcome) => {
    const server = await mailServer({ tls: 'none' }, mood);
    const came = await send('email', fields(server), message(), to);
    expect(came).toMatchObject(outcome);
    if (outcome.outcome !== 'sent' && !('gone' in outcome)) expect(came).not.toHaveProperty('gone');
    expect(JSON.stringify({ ...came, goneAddresses: undefined })).not.toMatch(/officer@|127\.0/);
  });

  it('an answer that never comes after the letter is unknown', async () => {
    const server = await mailServer({ tls: 'none' }, { hangsAt: 'END' });
    expect(await send('email', fields(server), message(), to, { through: hasty })).toMatchObject({
      outcome: 'unknown',
    });
  });

  it('a server inside that was not opened is not called', async () => {
    const server = await mailServer();
    const outcome = await send('email', fields(server), message(), to, { through: outbound({}) });
    expectFault(outcome, 'failed', 'EPRIVATE', /OUTBOUND_ALLOW/);
  });
});

describe('what comes back from any of them', () => {
  const robot = async (instead: Reply): Promise<Outcome> => {
    const standIn = await started(wecomRobot());
    standIn.instead = instead;
    return send('wecom-robot', wecomFields(standIn));
  };

  it.each<[number, Outcome['outcome']]>([
    [429, 'again'],
    [500, 'again'],
    [502, 'again'],
    [503, 'again'],
    [400, 'failed'],
    [401, 'failed'],
    [404, 'failed'],
  ])('HTTP %i is %s', async (status, outcome) => {
    expect(await robot({ text: 'no', status })).toMatchObject({ outcome, fault: `HTTP ${status}` });
  });

  it('asks for a pause with Retry-After', async () => {
    expect(await robot({ text: '', status: 429, headers: { 'retry-after': '120' } })).toMatchObject({
      pauseMs: 120_000,
    });
  });

  it('a sign-in page of the network is not an answer of theirs', async () => {
    expectFault(await robot({ text: '<html>请登录</html>' }), 'failed', 'not-json', /认证页面/);
  });

  it('nothing after everything was sent is unknown', async () => {
    expect(await robot('closes')).toMatchObject({ outcome: 'unknown' });
  });

  it.each<[string, (socket: Socket) => void]>([
    ['broken off', (socket) => socket.once('data', () => socket.resetAndDestroy())],
    ['closed', (socket) => socket.once('data', () => socket.end())],
  ])('a handshake that is %s has carried nothing: again', async (_, answers) => {
    const server = createServer(answers).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const fields = { url: `https://127.0.0.1:${port}/hook`, secret: 'a secret, long enough for it' };
    const outcome = await send('webhook', fields);
    server.close();
    expect(outcome).toMatchObject({ outcome: 'again', sentence: expect.stringMatching(/^[^a-z]+$/) });
  });

  it('nothing in time is unknown', async () => {
    const standIn = await started(wecomRobot());
    standIn.instead = 'hangs';
    const outcome = await send('wecom-robot', wecomFields(standIn), message(), [], { through: hasty });
    expectFault(outcome, 'unknown', 'TimeoutError', /可能已送达/);
  });

  it('an endless answer is read to its bound', async () => {
    expect(await robot({ text: `{"errcode": 0, "errmsg": "${'x'.repeat(200_000)}"}` })).toMatchObject({
      fault: 'not-json',
    });
    const { body } = await open.call(`${(await started(new StandIn(() => ({ text: 'x'.repeat(200_000) })))).url}/`, {
      method: 'GET',
    });
    expect(body).toHaveLength(64 * 1024);
  });

  it('a port of another service is not asked at all', async () => {
    const outcome = await send('wecom-robot', { url: 'http://127.0.0.1:25/?key=a', format: 'text' });
    expectFault(outcome, 'failed', 'EBADPORT', /端口/);
  });

  it('a port where nobody listens can be tried again', async () => {
    const closed = createServer().listen(0, '127.0.0.1');
    await once(closed, 'listening');
    const { port } = closed.address() as AddressInfo;
    closed.close();
    const outcome = await send('wecom-robot', { url: `http://127.0.0.1:${port}/?key=a`, format: 'text' });
    expectFault(outcome, 'again', 'ECONNREFUSED', /拒绝连接/);
  });
});

describe('whom a call reaches', () => {
  type Found = LookupAddress[] | 'ENOTFOUND';
  const named = (settings: Partial<Settings>, names: Record<string, Found>): Outbound => {
    const made = outbound(settings);
    made.resolve = ((name: string, _: unknown, callback: (error: Error | null, found: LookupAddress[]) => void) => {
      const found = names[name] ?? 'ENOTFOUND';
      if (found === 'ENOTFOUND') callback(Object.assign(new Error('no'), { code: 'ENOTFOUND' }), []);
      else callback(null, found);
    }) as unknown as Outbound['resolve'];
    return made;
  };
  const v4 = (value: string): LookupAddress => ({ address: value, family: 4 });
  const v6 = (value: string): LookupAddress => ({ address: value, family: 6 });
  const call = (through: Outbound, url: string): Promise<Outcome> =>
    send('wecom-robot', { url: `${url}/cgi-bin/webhook/send?key=${WECOM_KEY}`, format: 'text' }, message(), [], {
      through,
    });

  it.each([
    'http://127.0.0.1',
    'http://localhost',
    'http://[::1]',
    'http://[::ffff:127.0.0.1]',
    'http://0x7f000001',
    'http://2130706433',
    'http://169.254.169.254',
  ])('%s is refused', async (url) => {
    const robot = await started(wecomRobot());
    const { port } = new URL(robot.url);
    expectFault(await call(outbound({}), `${url}:${port}`), 'failed', 'EPRIVATE', /内网/);
    expect(robot.taken).toHaveLength(0);
  });

  it.each<[string, LookupAddress[]]>([
    ['127.0.0.1', [v4('127.0.0.1')]],
    ['an inner network', [v4('10.0.0.8'), v4('192.168.1.1')]],
    ['an IPv4 address written as IPv6', [v6('::ffff:127.0.0.1')]],
    ['a unique local address', [v6('fd00::1')]],
  ])('a name of the internet that means %s is refused when it is connected to', async (_, found) => {
    const robot = await started(wecomRobot());
    const { port } = new URL(robot.url);
    const through = named({}, { 'robot.example.com': found });
    expectFault(await call(through, `http://robot.example.com:${port}`), 'failed', 'EPRIVATE', /内网/);
    expect(robot.taken).toHaveLength(0);
  });

  it('the bureau opens its own by name or by network', async () => {
    const robot = await started(wecomRobot());
    const { port } = new URL(robot.url);
    const names = { 'robot.bureau.cn': [v4('127.0.0.1')], 'other.bureau.cn': [v4('127.0.0.1')] };
    const byName = named({ OUTBOUND_ALLOW: 'robot.bureau.cn' }, names);
    expect(await call(byName, `http://robot.bureau.cn:${port}`)).toEqual(SENT);
    expectFault(await call(byName, `http://other.bureau.cn:${port}`), 'failed', 'EPRIVATE', /内网/);
    const byNetwork = named({ OUTBOUND_ALLOW: '127.0.0.0/8' }, names);
    expect(await call(byNetwork, `http://other.bureau.cn:${port}`)).toEqual(SENT);
  });

  it('a name that nobody knows can be tried again', async () => {
    expectFault(await call(named({}, {}), 'http://robot.example.com'), 'again', 'ENOTFOUND', /查不到/);
  });

  it('a redirect is not followed, wherever it leads', async () => {
    const inner = await started(sink());
    const robot = await started(wecomRobot());
    robot.instead = { text: '', status: 302, headers: { location: `${inner.url}/secret` } };
    expectFault(await call(outbound({ OUTBOUND_ALLOW: '127.0.0.1' }), robot.url), 'failed', 'HTTP 302', /不跟随/);
    expect(inner.taken).toHaveLength(0);
  });

  describe('behind a proxy', () => {
    const asked: string[] = [];
    const tunnels = new Set<Socket>();
    let refuses = false;
    let to = 0;
    const proxy = createHttpServer();
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(request.url ?? '');
      if (refuses) {
        socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const onward = connectTo(to, '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        onward.pipe(socket).pipe(onward);
      });
      for (const one of [socket, onward]) {
        tunnels.add(one);
        one.on('error', () => undefined);
      }
    });
    let url = '';
    beforeAll(async () => {
      proxy.listen(0, '127.0.0.1');
      await once(proxy, 'listening');
      url = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
    });
    afterAll(async () => {
      for (const tunnel of tunnels) tunnel.destroy();
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    });
    beforeEach(() => {
      asked.length = 0;
      refuses = false;
    });

    it('the proxy is asked for the name, whatever we would find it to be', async () => {
      const robot = await started(wecomRobot());
      to = Number(new URL(robot.url).port);
      expect(await call(outbound({ OUTBOUND_PROXY: url }), 'http://qyapi.example.com')).toEqual(SENT);
      expect(asked).toEqual(['qyapi.example.com:80']);
    });

    it('private addresses stay refused, and the bureau’s own go past it', async () => {
      const robot = await started(wecomRobot());
      expectFault(await call(outbound({ OUTBOUND_PROXY: url }), robot.url), 'failed', 'EPRIVATE', /内网/);
      const through = outbound({ OUTBOUND_PROXY: url, OUTBOUND_ALLOW: '127.0.0.1' });
      expect(await call(through, robot.url)).toEqual(SENT);
      expect(asked).toEqual([]);
    });

    it('a proxy that does not let us through can be tried again', async () => {
      refuses = true;
      expectFault(await call(outbound({ OUTBOUND_PROXY: url }), 'http://qyapi.example.com'), 'again', 'EPROXY', /代理/);
    });
  });
});
