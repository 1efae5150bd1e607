import type { FieldFault } from '@app/platform';
import { type Adapter, type Fields, textOf } from './adapter';
import type { Message } from './channel';
import { lines, named, secret, text, url } from './fields';
import { cutText, headOf, linkOf } from './message.text';
import { answered, failed, notTheirs, objectOf, SENT } from './outcomes';

const TITLE_LENGTH = 60;
const TEMPLATE = '{"mobile": "{mobile}", "content": "【销号】{title} {link}", "id": "{id}"}';

/** What may stand in the template. */
const PLACEHOLDERS = ['mobile', 'title', 'link', 'count', 'id', 'timestamp'] as const;
type Values = Record<(typeof PLACEHOLDERS)[number], string>;

const valuesOf = (mobile: string, message: Message, publicUrl: string): Values => ({
  mobile,
  title: cutText(headOf(message), TITLE_LENGTH),
  link: linkOf(message, publicUrl),
  count: String(message.notices.length),
  id: message.id,
  timestamp: String(Math.floor(message.at.getTime() / 1_000)),
});

/** Fills texts only, after reading the JSON: whatever a title contains, the body stays what was designed. */
function filled(value: unknown, values: Values): unknown {
  if (typeof value === 'string') {
    return value.replace(/\{(\w+)\}/g, (whole, key: string) => (values as Record<string, string>)[key] ?? whole);
  }
  if (Array.isArray(value)) return value.map((one) => filled(one, values));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, values)]));
  }
  return value;
}

/** What stands under a dotted name. */
const under = (body: unknown, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      body,
    );

function check(fields: Fields): FieldFault[] {
  const faults: FieldFault[] = [];
  const template = textOf(fields, 'template');
  if (objectOf(template) === undefined) {
    faults.push({
      field: 'template',
      message: '报文模板应为 JSON 对象，例如 {"mobile": "{mobile}", "content": "{title}"}。',
    });
  } else if (!template.includes('{mobile}')) {
    faults.push({ field: 'template', message: '报文模板里应有 {mobile}，否则不知道发给谁。' });
  }
  const unknownOnes = [...template.matchAll(/\{(\w+)\}/g)].filter(
    ([, key]) => !(PLACEHOLDERS as readonly string[]).includes(key ?? ''),
  );
  if (faults.length === 0 && unknownOnes.length > 0) {
    const known = PLACEHOLDERS.map((name) => `{${name}}`).join('、');
    faults.push({ field: 'template', message: `报文模板里有不认识的占位符，可用的是 ${known}。` });
  }
  if (textOf(fields, 'header') !== '' && !/^[\w-]+: ?\S[\x20-\x7e]*$/.test(textOf(fields, 'header'))) {
    faults.push({ field: 'header', message: '请求头应写作“名称: 值”，例如 Authorization: Bearer …，只用英文字符。' });
  }
  return faults;
}

/** 短信: the gateways of operators differ, most take JSON over HTTP; this one is told how. */
export const SMS_HTTP: Adapter = {
  hands: { to: ['url'], handed: ['header', 'template'] },
  spec: {
    kind: 'sms-http',
    label: named('短信', 'Text message'),
    addressKind: 'mobile',
    lanes: 4,
    perMinute: null,
    perSecond: null,
    deduplicates: false,
    fields: [
      url('url', '短信网关地址', 'Gateway address', {
        secret: true,
        help: ['运营商或大数据局给的发送接口。', 'The sending interface, as the operator gives it.'],
      }),
      secret('header', '请求头', 'Request header', {
        required: false,
        max: 1_000,
        help: [
          '网关要求的身份，例如 Authorization: Bearer …。',
          'The credentials it wants, e.g. Authorization: Bearer ….',
        ],
      }),
      lines('template', '报文模板', 'Body template', {
        secret: true,
        max: 4_000,
        initial: TEMPLATE,
        help: [
          '网关要求的 JSON，可含它的账号和密码；{mobile} 手机号，{title} 标题，{link} 链接，{count} 条数，{id} 编号，{timestamp} 秒。',
          'The JSON it wants; {mobile}, {title}, {link}, {count}, {id} and {timestamp} are filled in.',
        ],
      }),
      text('successField', '成功标志的字段', 'Field of success', {
        required: false,
        max: 100,
        help: [
          '网关用哪个字段说成功，例如 code 或 result.status；不填则 HTTP 2xx 就算成功。',
          'Which field tells success, e.g. code or result.status; empty: any HTTP 2xx.',
        ],
      }),
      text('successValue', '成功时的值', 'Its value', { required: false, max: 100, initial: '0' }),
    ],
  },
  check,
  async send({ fields, publicUrl, outbound }, message, [address]) {
    if (!address) return failed('no-address', '接收人没有登记手机号。');
    const [name = '', ...rest] = textOf(fields, 'header').split(':');
    const header = rest.length > 0 ? { [name.trim().toLowerCase()]: rest.join(':').trim() } : {};
    const template = JSON.parse(textOf(fields, 'template')) as unknown;
    const body = filled(template, valuesOf(address.value, message, publicUrl)) as object;
    return answered(outbound.postJson(textOf(fields, 'url'), body, header), (answer) => {
      const field = textOf(fields, 'successField');
      if (field === '') return SENT;
      const said = objectOf(answer.body);
      if (said === undefined) return notTheirs();
      const value = under(said, field);
      const shown =
        typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
      if (shown === textOf(fields, 'successValue')) return SENT;
      // Only what looks like a code: gateways like to repeat the number in their words.
      const code = /^[\w.-]{1,20}$/.test(shown) && !/\d{7}/.test(shown) ? shown : '?';
      return failed(
        `${field} ${code}`,
        `短信网关没有接受（${field} 为 ${code}）：请按网关的说明核对账号、模板和余额。`,
      );
    });
  },
};
