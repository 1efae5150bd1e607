import { createHmac } from 'node:crypto';
import { isoInstant } from '@app/platform';
import { type Adapter, isOn, textOf } from './adapter';
import { named, secret, url, yesNo } from './fields';
import { headOf, linkOf, titleOf } from './message.text';
import { answered, SENT } from './outcomes';

/** What the receiver checks: HMAC-SHA-256 over `timestamp.body`. */
export const signatureOf = (key: string, timestamp: string, body: string): string =>
  `sha256=${createHmac('sha256', key).update(`${timestamp}.${body}`).digest('hex')}`;

/** 网址回调: a program of the bureau's own takes it from here. */
export const WEBHOOK: Adapter = {
  spec: {
    kind: 'webhook',
    label: named('网址回调', 'Webhook'),
    addressKind: null,
    lanes: 4,
    perMinute: null,
    perSecond: null,
    deduplicates: false,
    fields: [
      url('url', '接收网址', 'Receiving address', {
        secret: true,
        help: [
          '本单位的转接程序（短信网关、办公系统等）接收提醒的网址；内网主机须先写进设置 OUTBOUND_ALLOW。',
          'Where a program of your own receives reminders; inner hosts must stand in the setting OUTBOUND_ALLOW.',
        ],
      }),
      secret('secret', '签名密钥', 'Signing secret', {
        min: 32,
        help: [
          '与接收方约定，至少 32 个字符；接收方按“时间.正文”核对 HMAC-SHA256。',
          'Agreed with the receiver, at least 32 characters: HMAC-SHA256 over `timestamp.body`.',
        ],
      }),
      yesNo('deduplicates', '接收方会去重', 'Receiver de-duplicates', {
        help: [
          '接收方凭 x-xiaohao-delivery 认出重复的消息时打开：没等到回答的会再发一次。',
          'On when the receiver knows a repetition by x-xiaohao-delivery: what was not answered is sent again.',
        ],
      }),
    ],
  },
  deduplicates: (fields) => isOn(fields, 'deduplicates'),
  send: ({ fields, publicUrl, outbound }, message) => {
    const body = JSON.stringify({
      id: message.id,
      title: headOf(message),
      link: linkOf(message, publicUrl),
      items: message.notices.map(({ id, title, link }) => ({ id, title: titleOf(title), link })),
      person: message.receiver === null ? null : { username: message.receiver.username },
      at: isoInstant(message.at),
    });
    const timestamp = String(Math.floor(message.at.getTime() / 1_000));
    const headers = {
      'content-type': 'application/json; charset=utf-8',
      'x-xiaohao-timestamp': timestamp,
      'x-xiaohao-signature': signatureOf(textOf(fields, 'secret'), timestamp, body),
      'x-xiaohao-delivery': message.id,
    };
    return answered(outbound.call(textOf(fields, 'url'), { method: 'POST', headers, body }), () => SENT);
  },
};
