import { type Adapter, type Sending, textOf } from './adapter';
import type { Address, Message, Outcome } from './channel';
import { named, text } from './fields';
import { headOf, isDigest, linkOf, namedOf } from './message.text';
import { answered, failed, SENT } from './outcomes';
import { type CallAnswer } from './outbound';
import { authorizationOf, encryptPush, newSenderKeys, type PushKeys } from './push.crypto';

/** A push service keeps it so long for a browser that is closed. */
const KEPT_SECONDS = 86_400;
const TOKEN_MS = 12 * 3_600_000;

/** The value of a `push` address: JSON, as the browser gives its subscription. */
export interface PushAddress extends PushKeys {
  endpoint: string;
}

const contentOf = (message: Message, publicUrl: string): Buffer => {
  const { named: titles } = namedOf(message, 3);
  const words = isDigest(message) ? titles.map(({ title }) => title).join('\n') : '';
  return Buffer.from(
    // The tag lets a repetition take the place of the first.
    JSON.stringify({ title: headOf(message), body: words, link: linkOf(message, publicUrl), tag: message.id }),
  );
};

const goneFor = (address: Address): Outcome =>
  failed('gone', '这个浏览器的推送已失效：请本人在“我的”页面重新打开浏览器推送。', {
    gone: true,
    goneAddresses: [address.id],
  });

async function sendOne(sending: Sending, message: Message, address: Address): Promise<Outcome> {
  const { fields, outbound, publicUrl } = sending;
  const { endpoint, ...keys } = JSON.parse(address.value) as PushAddress;
  const sender = { publicKey: textOf(fields, 'publicKey'), privateKey: textOf(fields, 'privateKey') };
  const until = new Date(message.at.getTime() + TOKEN_MS);
  const authorization = authorizationOf(sender, { endpoint, subject: `mailto:${textOf(fields, 'contact')}`, until });
  const call: Promise<CallAnswer> = outbound.call(endpoint, {
    method: 'POST',
    headers: {
      authorization,
      'content-type': 'application/octet-stream',
      'content-encoding': 'aes128gcm',
      ttl: String(KEPT_SECONDS),
      urgency: 'normal',
    },
    body: encryptPush(contentOf(message, publicUrl), keys),
  });
  const outcome = await answered(call, () => SENT);
  const gone = outcome.outcome === 'failed' && /^HTTP (404|410)$/.test(outcome.fault);
  return gone ? goneFor(address) : outcome;
}

/** The best of what happened: one browser that has it is enough; one that may have it forbids repeating. */
const ORDER: Outcome['outcome'][] = ['sent', 'unknown', 'again', 'failed'];

function bestOf(outcomes: Outcome[]): Outcome {
  const goneAddresses = outcomes.flatMap((outcome) => outcome.goneAddresses ?? []);
  const [best] = [...outcomes].sort((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
  const all = best ?? failed('no-address', '接收人没有打开浏览器推送。');
  if (all.outcome === 'sent') return { ...all, goneAddresses };
  const { gone: _, ...rest } = all;
  return goneAddresses.length === outcomes.length && outcomes.length > 0
    ? { ...all, goneAddresses }
    : { ...rest, goneAddresses };
}

/** 浏览器推送. */
export const WEB_PUSH: Adapter = {
  spec: {
    kind: 'web-push',
    label: named('浏览器推送', 'Browser push'),
    addressKind: 'push',
    lanes: 8,
    perMinute: null,
    perSecond: null,
    // The browser shows a repetition in the place of the first.
    deduplicates: true,
    fields: [
      text('contact', '联系邮箱', 'Contact e-mail', {
        help: [
          '推送服务遇到问题时联系的邮箱；密钥由系统自动生成。须以 https 地址访问本系统，且能访问浏览器厂商的推送服务。',
          'Whom the push service writes to; keys are made by the system. Needs https and a way to the browser makers.',
        ],
      }),
    ],
  },
  check: ({ contact }) =>
    typeof contact === 'string' && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(contact)
      ? [{ field: 'contact', message: '联系邮箱应为邮箱地址，例如 admin@example.cn。' }]
      : [],
  create() {
    const { publicKey, privateKey } = newSenderKeys();
    return { settings: { publicKey }, secrets: { privateKey } };
  },
  async send(sending, message, addresses) {
    return bestOf(await Promise.all(addresses.map((address) => sendOne(sending, message, address))));
  },
};
