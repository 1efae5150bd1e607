import { type Adapter, isOn, textOf } from './adapter';
import type { Address, Message, Outcome } from './channel';
import { choice, named, url, yesNo } from './fields';
import { markdown, plainText } from './message.text';
import { again, answered, failed, outcomeOfCode } from './outcomes';

/** Documented: text up to 2 048 bytes, markdown up to 4 096, both of UTF-8. */
const TEXT_BYTES = 2_048;
const MARKDOWN_BYTES = 4_096;
const A_MINUTE = 60_000;

const RULES: Record<number, Outcome> = {
  [-1]: again('errcode -1', '企业微信说系统繁忙，稍后自动重试。'),
  45009: again('errcode 45009', '企业微信说发送太频繁，一分钟后自动重试。', { pauseMs: A_MINUTE }),
  45033: again('errcode 45033', '企业微信说同时发送的太多，稍后自动重试。', { pauseMs: A_MINUTE }),
  93000: failed('errcode 93000', '企业微信不认识这个机器人地址：可能已被删除或抄写有误，请到群里重新复制。'),
  93004: failed('errcode 93004', '这个机器人已被停用，请在群里重新启用。'),
  93008: failed('errcode 93008', '机器人已不在这个群里，请重新添加并更新地址。'),
};

/** Mentions work in plain text only; without them markdown reads better. */
export const isPlain = (fields: Parameters<typeof textOf>[0]): boolean =>
  isOn(fields, 'mention') || textOf(fields, 'format') === 'text';

function bodyOf(plain: boolean, message: Message, publicUrl: string, addresses: Address[]): object {
  if (!plain) return { msgtype: 'markdown', markdown: { content: markdown(message, publicUrl, MARKDOWN_BYTES) } };
  const mobiles = addresses.filter(({ kind }) => kind === 'mobile').map(({ value }) => value);
  const content = plainText(message, publicUrl, TEXT_BYTES);
  return { msgtype: 'text', text: { content, ...(mobiles.length > 0 ? { mentioned_mobile_list: mobiles } : {}) } };
}

/** 企业微信群机器人. */
export const WECOM_ROBOT: Adapter = {
  spec: {
    kind: 'wecom-robot',
    label: named('企业微信群机器人', 'WeCom group robot'),
    addressKind: null,
    lanes: 1,
    // Documented: 20 a minute.
    perMinute: 18,
    perSecond: null,
    deduplicates: false,
    fields: [
      url('url', '机器人地址', 'Robot address', {
        secret: true,
        help: [
          '企业微信群 → 右上角“…” → 群机器人（消息推送）→ 添加 → 复制 Webhook 地址，以 https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key= 开头。',
          'WeCom group → “…” → group robot → add → copy the webhook address; it starts with https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=.',
        ],
      }),
      yesNo('mention', '@ 相关人员', 'Mention people', {
        help: ['按登记的手机号 @ 到人；这时以纯文本发送。', 'By their mobile numbers; sent as plain text then.'],
      }),
      choice('format', '格式', 'Format', [
        ['markdown', '带链接的标题', 'Titles with links'],
        ['text', '纯文本', 'Plain text'],
      ]),
    ],
  },
  check: ({ url: address }) =>
    typeof address === 'string' && !/[?&]key=[\w-]+/.test(address)
      ? [{ field: 'url', message: '机器人地址应含有 key=…，请从群机器人的页面完整复制。' }]
      : [],
  mentions: (fields) => isOn(fields, 'mention'),
  send: ({ fields, publicUrl, outbound }, message, addresses) =>
    answered(
      outbound.postJson(textOf(fields, 'url'), bodyOf(isPlain(fields), message, publicUrl, addresses)),
      (answer) =>
        outcomeOfCode(answer, ['errcode'], RULES, (code) =>
          failed(`errcode ${code}`, `企业微信没有接受这条消息（错误码 ${code}）：请核对机器人地址。`),
        ),
    ),
};
