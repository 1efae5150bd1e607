import { type Adapter, type Sending, textOf } from './adapter';
import type { Address, Message, Outcome } from './channel';
import { named, secret, text, url, whole } from './fields';
import { cutBytes, headOf, isDigest, leftOver, linkOf, namedOf } from './message.text';
import { type CallAnswer, CallError } from './outbound';
import { again, answered, failed, notTheirs, objectOf, outcomeOfFault, outcomeOfStatus, SENT } from './outcomes';

const HOST = 'https://qyapi.weixin.qq.com';
const A_MINUTE = 60_000;
/** A text card: head up to 128 bytes, words up to 512. */
const HEAD_BYTES = 128;
const WORDS_BYTES = 512;
const TOKEN_PATIENCE_MS = 4_000;
/** A token ends a little earlier for us than for them. */
const MARGIN_MS = 120_000;
/** The token is not (any more) good: another one helps, once. */
const RENEW = new Set([40014, 41001, 42001]);

const RULES: Record<number, Outcome> = {
  [-1]: again('errcode -1', '企业微信说系统繁忙，稍后自动重试。'),
  45009: again('errcode 45009', '企业微信说发送太频繁，一分钟后自动重试。', { pauseMs: A_MINUTE }),
  45033: again('errcode 45033', '企业微信说同时发送的太多，稍后自动重试。', { pauseMs: A_MINUTE }),
  40001: failed('errcode 40001', '企业微信不认可应用的 Secret：请到管理后台的应用页面重新复制。'),
  40013: failed('errcode 40013', '企业微信不认识这个企业 ID：请到“我的企业”页面核对。'),
  40056: failed('errcode 40056', '企业微信不认识这个应用的 AgentId：请核对。'),
  60020: failed('errcode 60020', '本系统的出口地址不在应用的“企业可信 IP”里：请在企业微信管理后台添加。'),
  301002: failed('errcode 301002', '这个 Secret 无权使用该 AgentId：请核对是不是同一个应用。'),
};

const codeRule = (code: number): Outcome =>
  RULES[code] ?? failed(`errcode ${code}`, `企业微信没有接受这条消息（错误码 ${code}）：请核对应用的设置。`);

/** What a platform's answer says: a code and the rest of it. */
function read(answer: CallAnswer): { outcome: Outcome } | { code: number; body: Record<string, unknown> } {
  const faulty = outcomeOfStatus(answer);
  if (faulty) return { outcome: faulty };
  const body = objectOf(answer.body);
  if (typeof body?.errcode !== 'number') return { outcome: notTheirs() };
  return { code: body.errcode, body };
}

const baseOf = ({ fields }: Sending): string => (textOf(fields, 'host') || HOST).replace(/\/+$/, '');

/** The token in use, or a new one. A time-out on this way harms nobody: nothing of the message has left. */
async function tokenOf(sending: Sending, at: Date): Promise<{ token: string } | { outcome: Outcome }> {
  const known = sending.tokens.good(at);
  if (known !== undefined) return { token: known };
  const { fields, outbound } = sending;
  const asked = new URLSearchParams({ corpid: textOf(fields, 'corpId'), corpsecret: textOf(fields, 'secret') });
  try {
    const answer = read(
      await outbound.call(`${baseOf(sending)}/cgi-bin/gettoken?${asked.toString()}`, {
        method: 'GET',
        patienceMs: TOKEN_PATIENCE_MS,
      }),
    );
    if ('outcome' in answer) return answer;
    const { access_token: token, expires_in: seconds } = answer.body;
    if (answer.code !== 0 || typeof token !== 'string') return { outcome: codeRule(answer.code) };
    const lasts = typeof seconds === 'number' ? seconds * 1_000 : 7_200_000;
    sending.tokens.keep(token, new Date(at.getTime() + lasts - MARGIN_MS));
    return { token };
  } catch (error) {
    if (!(error instanceof CallError)) throw error;
    const outcome = outcomeOfFault(error);
    if (outcome.outcome !== 'unknown') return { outcome };
    return { outcome: again(error.code, '向企业微信取访问凭证时没有等到回答，稍后自动重试。') };
  }
}

function cardOf(message: Message, publicUrl: string): object {
  const { named: titles, left } = namedOf(message, 8);
  const lines = titles.map(({ title }, index) => `${index + 1}. ${title}`);
  const words = isDigest(message) ? [...lines, ...(left > 0 ? [leftOver(left)] : [])].join('\n') : '请点开查看。';
  return {
    title: cutBytes(headOf(message), HEAD_BYTES),
    description: cutBytes(words, WORDS_BYTES),
    url: linkOf(message, publicUrl),
    btntxt: isDigest(message) ? '全部' : '详情',
  };
}

async function sendOnce(sending: Sending, message: Message, address: Address, renewed: boolean): Promise<Outcome> {
  const found = await tokenOf(sending, message.at);
  if ('outcome' in found) return found.outcome;
  const { fields, outbound, publicUrl, tokens } = sending;
  let stale = false;
  const outcome = await answered(
    outbound.postJson(`${baseOf(sending)}/cgi-bin/message/send?access_token=${encodeURIComponent(found.token)}`, {
      touser: address.value,
      msgtype: 'textcard',
      agentid: fields.agentId,
      textcard: cardOf(message, publicUrl),
    }),
    (answer) => {
      const said = read(answer);
      if ('outcome' in said) return said.outcome;
      stale = RENEW.has(said.code);
      // One receiver: when that one is not valid, nobody got it. Whether the account is not there or only out of the app's
      // sight, nobody says: the address stays, for the sight may be widened.
      const invalid =
        said.code === 81013 || (said.code === 0 && said.body.invaliduser !== undefined && said.body.invaliduser !== '');
      if (invalid) {
        return failed('invaliduser', '企业微信里没有这个账号，或不在应用的可见范围内：请核对接收人的企业微信账号。', {
          gone: true,
        });
      }
      return said.code === 0 ? SENT : codeRule(said.code);
    },
  );
  if (!stale) return outcome;
  tokens.forget();
  return renewed ? outcome : sendOnce(sending, message, address, true);
}

/** 企业微信应用消息. */
export const WECOM_APP: Adapter = {
  hands: { to: ['host'], handed: ['secret'] },
  spec: {
    kind: 'wecom-app',
    label: named('企业微信应用消息', 'WeCom app message'),
    addressKind: 'wecom',
    lanes: 4,
    perMinute: null,
    perSecond: null,
    deduplicates: false,
    fields: [
      text('corpId', '企业 ID', 'Corp ID', {
        max: 60,
        help: ['企业微信管理后台 → 我的企业 → 企业信息。', 'Admin console → My company → Company info.'],
      }),
      whole('agentId', '应用 AgentId', 'AgentId', {
        min: 1,
        max: 2_147_483_647,
        help: ['管理后台 → 应用管理 → 自建应用。', 'Admin console → Apps → your own app.'],
      }),
      secret('secret', '应用 Secret', 'App secret', {
        help: [
          '在同一个应用的页面查看；并把本系统的出口地址加入该应用的“企业可信 IP”。',
          'On the page of the same app; add the address this system leaves from to its trusted IPs.',
        ],
      }),
      url('host', '接口地址', 'API address', {
        required: false,
        help: ['一般不填；私有化部署的企业微信填自己的地址。', 'Leave empty unless WeCom is deployed privately.'],
      }),
    ],
  },
  async send(sending, message, [address]) {
    if (!address) return failed('no-address', '接收人没有登记企业微信账号。');
    return sendOnce(sending, message, address, false);
  },
};
