import { createHmac } from 'node:crypto';
import { type Adapter, textOf } from './adapter';
import type { Message, Outcome } from './channel';
import { named, secret, url } from './fields';
import { headOf, isDigest, leftOver, linkOf, namedOf } from './message.text';
import { again, answered, failed, outcomeOfCode } from './outcomes';

const A_MINUTE = 60_000;

const RULES: Record<number, Outcome> = {
  11232: again('code 11232', '飞书说发送太频繁，一分钟后自动重试。', { pauseMs: A_MINUTE }),
  11233: again('code 11233', '飞书说系统繁忙，稍后自动重试。'),
  9499: failed('code 9499', '飞书认为消息的格式不对：请核对机器人地址是不是“自定义机器人”的。'),
  19001: failed('code 19001', '飞书不认识这个机器人地址：请到群设置里重新复制。'),
  19021: failed('code 19021', '飞书的签名校验没有通过：请核对签名密钥，以及本系统的时间是否准确。'),
  19022: failed('code 19022', '本系统的出口地址不在机器人的 IP 白名单里：请在群机器人的安全设置里添加。'),
  19024: failed('code 19024', '机器人设了自定义关键词，这条消息里没有：请改用“签名校验”。'),
};

/** What the platform checks: HMAC-SHA-256 of nothing, under the time and the secret as key, in base64. */
export const feishuSignature = (secretKey: string, timestamp: string): string =>
  createHmac('sha256', `${timestamp}\n${secretKey}`).digest('base64');

function contentOf(message: Message, publicUrl: string): object {
  const link = (words: string, href: string): object => ({ tag: 'a', text: words, href });
  const rest = link(isDigest(message) ? '全部查看' : '查看详情', linkOf(message, publicUrl));
  const { named: titles, left } = namedOf(message);
  const lines = isDigest(message) ? titles.map(({ title, link: href }) => [link(title, href)]) : [];
  const more = left > 0 ? [[{ tag: 'text', text: leftOver(left) }]] : [];
  return { post: { zh_cn: { title: headOf(message), content: [...lines, ...more, [rest]] } } };
}

/** 飞书群机器人. */
export const FEISHU_ROBOT: Adapter = {
  spec: {
    kind: 'feishu-robot',
    label: named('飞书群机器人', 'Feishu group robot'),
    addressKind: null,
    lanes: 1,
    // Documented: 100 a minute and 5 a second.
    perMinute: 90,
    perSecond: 5,
    deduplicates: false,
    fields: [
      url('url', '机器人地址', 'Robot address', {
        secret: true,
        help: [
          '飞书群 → 设置 → 群机器人 → 添加“自定义机器人” → 复制 Webhook 地址，以 https://open.feishu.cn/open-apis/bot/v2/hook/ 开头。',
          'Feishu group → settings → bots → add a custom bot → copy the webhook address; it starts with https://open.feishu.cn/open-apis/bot/v2/hook/.',
        ],
      }),
      secret('secret', '签名密钥', 'Signing secret', {
        help: ['安全设置里勾选“签名校验”，复制密钥。', 'Tick signature verification in its security settings.'],
      }),
    ],
  },
  send: ({ fields, publicUrl, outbound }, message) => {
    const timestamp = String(Math.floor(message.at.getTime() / 1_000));
    const body = {
      timestamp,
      sign: feishuSignature(textOf(fields, 'secret'), timestamp),
      msg_type: 'post',
      content: contentOf(message, publicUrl),
    };
    return answered(outbound.postJson(textOf(fields, 'url'), body), (answer) =>
      outcomeOfCode(answer, ['code', 'StatusCode'], RULES, (code) =>
        failed(`code ${code}`, `飞书没有接受这条消息（错误码 ${code}）：请核对机器人地址和安全设置。`),
      ),
    );
  },
};
