import { createHmac } from 'node:crypto';
import { type Adapter, isOn, textOf } from './adapter';
import type { Address, Message, Outcome } from './channel';
import { named, secret, url, yesNo } from './fields';
import { headOf, markdown, plainText } from './message.text';
import { again, answered, failed, outcomeOfCode } from './outcomes';

const BODY_BYTES = 15_000;
/** Documented: who sends more than 20 a minute is blocked for ten minutes. */
const BLOCKED_MS = 600_000;
const TOO_FAST = '钉钉说发送太快，已被限流十分钟，之后自动重试。';

const RULES: Record<number, Outcome> = {
  [-1]: again('errcode -1', '钉钉说系统繁忙，稍后自动重试。'),
  130101: again('errcode 130101', TOO_FAST, { pauseMs: BLOCKED_MS }),
  410100: again('errcode 410100', TOO_FAST, { pauseMs: BLOCKED_MS }),
  300001: failed('errcode 300001', '钉钉不认识这个机器人地址：请到群设置里重新复制。'),
  300005: failed('errcode 300005', '钉钉不认识这个机器人地址：请到群设置里重新复制。'),
  310000: failed(
    'errcode 310000',
    '钉钉的安全设置没有通过：请在机器人的安全设置里选“加签”，并核对加签密钥；设了关键词或 IP 白名单的，请一并放行。',
  ),
  400013: failed('errcode 400013', '钉钉群已解散，请换一个群的机器人。'),
  400101: failed('errcode 400101', '钉钉不认识这个机器人地址：请到群设置里重新复制。'),
  400102: failed('errcode 400102', '这个机器人已被停用，请在群里重新启用。'),
  400106: failed('errcode 400106', '这个机器人已被删除，请重新添加并更新地址。'),
};

/** What the platform checks: HMAC-SHA-256 over the time and the secret, in base64. */
export const dingtalkSignature = (secretKey: string, timestamp: string): string =>
  createHmac('sha256', secretKey).update(`${timestamp}\n${secretKey}`).digest('base64');

function signed(address: string, secretKey: string, at: Date): string {
  const timestamp = String(at.getTime());
  const query = new URLSearchParams({ timestamp, sign: dingtalkSignature(secretKey, timestamp) });
  return `${address}${address.includes('?') ? '&' : '?'}${query.toString()}`;
}

function bodyOf(mention: boolean, message: Message, publicUrl: string, addresses: Address[]): object {
  if (!mention) {
    const words = markdown(message, publicUrl, BODY_BYTES).replaceAll('\n', '\n\n');
    return { msgtype: 'markdown', markdown: { title: headOf(message), text: words } };
  }
  const mobiles = addresses.filter(({ kind }) => kind === 'mobile').map(({ value }) => value);
  return {
    msgtype: 'text',
    text: { content: plainText(message, publicUrl, BODY_BYTES) },
    at: { atMobiles: mobiles, isAtAll: false },
  };
}

/** 钉钉群机器人. */
export const DINGTALK_ROBOT: Adapter = {
  spec: {
    kind: 'dingtalk-robot',
    label: named('钉钉群机器人', 'DingTalk group robot'),
    addressKind: null,
    lanes: 1,
    // Documented: 20 a minute, and ten minutes of silence for more.
    perMinute: 18,
    perSecond: null,
    deduplicates: false,
    fields: [
      url('url', '机器人地址', 'Robot address', {
        secret: true,
        help: [
          '钉钉群 → 群设置 → 机器人 → 添加“自定义”机器人 → 复制 Webhook 地址，以 https://oapi.dingtalk.com/robot/send?access_token= 开头。',
          'DingTalk group → settings → robots → add a custom robot → copy the webhook address; it starts with https://oapi.dingtalk.com/robot/send?access_token=.',
        ],
      }),
      secret('secret', '加签密钥', 'Signing secret', {
        help: [
          '安全设置选“加签”，复制以 SEC 开头的密钥。',
          'Choose signing in its security settings; it starts with SEC.',
        ],
      }),
      yesNo('mention', '@ 相关人员', 'Mention people', {
        help: ['按登记的手机号 @ 到人；这时以纯文本发送。', 'By their mobile numbers; sent as plain text then.'],
      }),
    ],
  },
  check: ({ url: address }) =>
    typeof address === 'string' && !/[?&]access_token=\w+/.test(address)
      ? [{ field: 'url', message: '机器人地址应含有 access_token=…，请从群机器人的页面完整复制。' }]
      : [],
  mentions: (fields) => isOn(fields, 'mention'),
  send: ({ fields, publicUrl, outbound }, message, addresses) =>
    answered(
      outbound.postJson(
        signed(textOf(fields, 'url'), textOf(fields, 'secret'), message.at),
        bodyOf(isOn(fields, 'mention'), message, publicUrl, addresses),
      ),
      (answer) =>
        outcomeOfCode(answer, ['errcode'], RULES, (code) =>
          failed(`errcode ${code}`, `钉钉没有接受这条消息（错误码 ${code}）：请核对机器人地址和安全设置。`),
        ),
    ),
};
