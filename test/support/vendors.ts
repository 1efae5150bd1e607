import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';

/** A call as a stand-in took it. */
export interface Call {
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
  json: Record<string, unknown>;
}

/** What a stand-in answers: JSON, or something else on purpose. */
export type Reply =
  | { json: object; status?: number; headers?: Record<string, string> }
  | { text: string; status?: number; headers?: Record<string, string> }
  /** Reads everything and closes without a word. */
  | 'closes'
  /** Never answers. */
  | 'hangs';

/** A local server that speaks like one vendor. What was taken stands in `taken`. */
export class StandIn {
  readonly taken: Call[] = [];
  url = '';
  /** Once set, the next answers come from here, whatever was asked. */
  instead: Reply | undefined;
  private readonly server = createServer((request, response) => void this.serve(request, response));

  constructor(private readonly answer: (call: Call, standIn: StandIn) => Reply) {}

  async start(): Promise<this> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    if (!this.server.listening) return;
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const bytes = Buffer.concat(pieces);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
    const body = bytes.toString(request.headers['content-type'] === 'application/octet-stream' ? 'base64' : 'utf8');
    const call: Call = { path: pathname, query: searchParams, headers: request.headers, body, json: jsonOf(body) };
    const reply = this.instead ?? this.answer(call, this);
    if (reply === 'hangs') return;
    if (reply === 'closes') {
      await pause(10);
      request.socket.destroy();
      return;
    }
    const content = 'json' in reply ? JSON.stringify(reply.json) : reply.text;
    const type = 'json' in reply ? 'application/json; charset=UTF-8' : 'text/html; charset=utf-8';
    response.writeHead(reply.status ?? 200, { 'content-type': type, ...reply.headers });
    response.end(content);
  }
}

function jsonOf(body: string): Record<string, unknown> {
  try {
    const value = JSON.parse(body) as unknown;
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

const bytesOf = (value: unknown): number => Buffer.byteLength(String(value), 'utf8');
const inner = (value: unknown): Record<string, unknown> => (value ?? {}) as Record<string, unknown>;

/** Counts messages as a vendor does: so many within some time. */
function limiter(most: number, withinMs: number): (now: number) => boolean {
  let times: number[] = [];
  return (now) => {
    times = [...times.filter((time) => now - time < withinMs), now];
    return times.length > most;
  };
}

export const WECOM_KEY = '693a91f6-7xxx-4bc4-97a0-0ec2sifa5aaa';

/** 企业微信群机器人, as developer.work.weixin.qq.com/document/path/91770 tells. */
export function wecomRobot(now: () => number = () => performance.now()): StandIn {
  const tooMany = limiter(20, 60_000);
  return new StandIn((call, standIn) => {
    const fault = (errcode: number, errmsg: string): Reply => ({ json: { errcode, errmsg } });
    if (call.path !== '/cgi-bin/webhook/send') return { text: 'not found', status: 404 };
    if (call.query.get('key') !== WECOM_KEY) return fault(93000, 'invalid webhook url, hint: [1700], from ip: 1.2.3.4');
    if (tooMany(now())) return fault(45009, 'api freq out of limit, hint: [1700]');
    const { msgtype } = call.json;
    if (msgtype === 'text') {
      const { content } = inner(call.json.text);
      if (typeof content !== 'string' || content === '') return fault(44004, 'text content is empty');
      if (bytesOf(content) > 2_048)
        return fault(40058, 'text.content exceed max length 2048. invalid Request Parameter');
    } else if (msgtype === 'markdown') {
      const { content } = inner(call.json.markdown);
      if (typeof content !== 'string' || content === '') return fault(44004, 'markdown content is empty');
      if (bytesOf(content) > 4_096)
        return fault(40058, 'markdown.content exceed max length 4096. invalid Request Parameter');
    } else return fault(40008, 'invalid message type');
    standIn.taken.push(call);
    return { json: { errcode: 0, errmsg: 'ok' } };
  });
}

export const WECOM_CORP = { corpId: 'wwabcdef0123456789', secret: 'app-secret-of-the-corp-0123', agentId: 1000002 };

/** 企业微信应用消息: a token first (path/91039), then the message (path/90236). */
export class WecomApp extends StandIn {
  tokens = 0;
  /** Accounts within the app's sight. */
  people = ['zhangsan', 'lisi'];
  /** Tokens so far are refused with this code. */
  refuses: 40014 | 42001 | undefined;
  private refusedUntil = 0;

  constructor() {
    super((call) => this.reply(call));
  }

  /** What a token's end looks like to the sender. */
  endTokens(code: 40014 | 42001): void {
    this.refuses = code;
    this.refusedUntil = this.tokens;
  }

  private reply(call: Call): Reply {
    const fault = (errcode: number, errmsg: string): Reply => ({ json: { errcode, errmsg } });
    if (call.path === '/cgi-bin/gettoken') {
      if (call.query.get('corpid') !== WECOM_CORP.corpId) return fault(40013, 'invalid corpid');
      if (call.query.get('corpsecret') !== WECOM_CORP.secret) return fault(40001, 'invalid credential');
      this.tokens += 1;
      return { json: { errcode: 0, errmsg: 'ok', access_token: `token-${this.tokens}`, expires_in: 7_200 } };
    }
    if (call.path !== '/cgi-bin/message/send') return { text: 'not found', status: 404 };
    const number = Number(/^token-(\d+)$/.exec(call.query.get('access_token') ?? '')?.[1] ?? 0);
    if (number === 0 || number > this.tokens) return fault(40014, 'invalid access_token');
    if (this.refuses !== undefined && number <= this.refusedUntil) {
      return fault(this.refuses, this.refuses === 42001 ? 'access_token expired' : 'invalid access_token');
    }
    const { touser, msgtype, agentid, textcard } = call.json;
    if (agentid !== WECOM_CORP.agentId) return fault(40056, 'invalid agentid');
    const { title, description, url } = inner(textcard);
    if (msgtype !== 'textcard' || bytesOf(title) > 128 || bytesOf(description) > 512 || bytesOf(url) > 2_048) {
      return fault(40058, 'invalid Request Parameter');
    }
    const users = String(touser).split('|');
    const invalid = users.filter((user) => !this.people.includes(user));
    if (invalid.length === users.length) return fault(81013, 'user & party & tag all invalid');
    this.taken.push(call);
    return { json: { errcode: 0, errmsg: 'ok', invaliduser: invalid.join('|'), msgid: 'm1' } };
  }
}

export const DINGTALK = { token: 'a0b1c2d3e4f5', secret: 'SEC0123456789abcdef0123456789abcdef' };

/** 钉钉自定义机器人, signed (open.dingtalk.com/document/robots/custom-robot-access). */
export function dingtalkRobot(clock: () => number, now: () => number = () => performance.now()): StandIn {
  const tooMany = limiter(20, 60_000);
  return new StandIn((call, standIn) => {
    const fault = (errcode: number, errmsg: string): Reply => ({ json: { errcode, errmsg } });
    if (call.path !== '/robot/send') return { text: 'not found', status: 404 };
    if (call.query.get('access_token') !== DINGTALK.token) return fault(300005, 'token is not exist');
    const timestamp = call.query.get('timestamp') ?? '';
    const sign = createHmac('sha256', DINGTALK.secret).update(`${timestamp}\n${DINGTALK.secret}`).digest('base64');
    if (call.query.get('sign') !== sign) return fault(310000, 'sign not match, more: [https://ding-doc.dingtalk.com]');
    if (Math.abs(Number(timestamp) - clock()) > 3_600_000) return fault(310000, 'invalid timestamp');
    if (tooMany(now())) return fault(130101, 'send too fast, exceed 20 times per minute');
    const { msgtype } = call.json;
    const said =
      msgtype === 'text'
        ? inner(call.json.text).content
        : msgtype === 'markdown' && inner(call.json.markdown).title !== undefined
          ? inner(call.json.markdown).text
          : undefined;
    if (typeof said !== 'string' || said === '') return fault(40035, 'param error');
    standIn.taken.push(call);
    return { json: { errcode: 0, errmsg: 'ok' } };
  });
}

export const FEISHU = { hook: '8c5ea-8b37-4dd6', secret: 'feishu-signing-secret' };

/** 飞书自定义机器人, signed (open.feishu.cn/document/client-docs/bot-v3/add-custom-bot). */
export function feishuRobot(clock: () => number, now: () => number = () => performance.now()): StandIn {
  const [inMinute, inSecond] = [limiter(100, 60_000), limiter(5, 1_000)];
  return new StandIn((call, standIn) => {
    const fault = (code: number, msg: string): Reply => ({ json: { code, msg, data: {} } });
    const [, hook] = /^\/open-apis\/bot\/v2\/hook\/(.+)$/.exec(call.path) ?? [];
    if (hook !== FEISHU.hook) return fault(19001, 'param invalid: incoming webhook access token invalid');
    const { timestamp, sign, msg_type: type, content } = call.json;
    const good = createHmac('sha256', `${String(timestamp)}\n${FEISHU.secret}`)
      .update('')
      .digest('base64');
    if (sign !== good || Math.abs(Number(timestamp) - clock() / 1_000) > 3_600) {
      return fault(19021, 'sign match fail or timestamp is not within one hour from current time');
    }
    if (inMinute(now()) || inSecond(now()))
      return fault(11232, 'frequency limited psm[lark.oapi.app_platform_runtime]');
    if (type !== 'post' || inner(inner(content).post).zh_cn === undefined) return fault(9499, 'Bad Request');
    standIn.taken.push(call);
    return { json: { StatusCode: 0, StatusMessage: 'success', code: 0, data: {}, msg: 'success' } };
  });
}

/** A gateway of text messages; its own money runs out with `instead`. */
export const smsGateway = (): StandIn =>
  new StandIn((call, standIn) => {
    if (call.headers.authorization !== 'Bearer sms-token')
      return { json: { result: { status: 'DENIED' } }, status: 401 };
    standIn.taken.push(call);
    return { json: { result: { status: 'OK' } } };
  });

/** A push service: 201 for those who subscribed, 410 for those who left. */
export class PushService extends StandIn {
  readonly left = new Set<string>();

  constructor() {
    super((call) => {
      if (this.left.has(call.path)) return { text: 'push subscription has unsubscribed or expired', status: 410 };
      if (!/^vapid t=[\w-]+\.[\w-]+\.[\w-]+, k=[\w-]+$/.test(call.headers.authorization ?? ''))
        return { text: '', status: 401 };
      this.taken.push(call);
      return { text: '', status: 201 };
    });
  }
}

/** Any program of the bureau's own. */
export const sink = (): StandIn =>
  new StandIn((call, standIn) => {
    standIn.taken.push(call);
    return { json: { ok: true } };
  });
