import { type FieldFault, isStorable, Problem } from '@app/platform';
import type { Adapter, Fields } from './adapter';
import type { FieldSpec } from './channel';

/** What a form says, in its two halves. */
export interface Form {
  settings: Fields;
  secrets: Fields;
}

type Given = Record<string, unknown> | undefined;

const isUrl = (text: string): boolean => /^https?:\/\/\S+$/.test(text) && URL.canParse(text);

/** What is wrong with one value; null: nothing. */
function faultOf(spec: FieldSpec, value: unknown): string | null {
  const name = spec.label.zh;
  if (spec.type === 'yes-no') return typeof value === 'boolean' ? null : `${name}应为是或否。`;
  if (spec.type === 'whole') {
    const whole = typeof value === 'number' && Number.isInteger(value) && value >= spec.min && value <= spec.max;
    return whole ? null : `${name}应为 ${spec.min} 至 ${spec.max} 的整数。`;
  }
  if (!isStorable(value)) return `${name}应为文字，且不含无法保存的字符。`;
  if (spec.type === 'choice') {
    return spec.choices.some((choice) => choice.value === value) ? null : `${name}不在可选范围内。`;
  }
  if (value.length > spec.max) return `${name}不能超过 ${spec.max} 个字符。`;
  if (value.length < spec.min) return `${name}至少 ${spec.min} 个字符。`;
  if (spec.type !== 'lines' && /[\r\n]/.test(value)) return `${name}应为一行。`;
  if (spec.type === 'url' && !isUrl(value)) return `${name}应为网址，以 https:// 开头。`;
  return null;
}

/** What a new channel begins with, where nothing else is said. */
export const initialForm = ({ spec }: Adapter): Form => {
  const form: Form = { settings: {}, secrets: {} };
  for (const { key, secret, initial } of spec.fields) {
    if (initial !== null) form[secret ? 'secrets' : 'settings'][key] = initial;
  }
  return form;
};

const isEmpty = (value: unknown): boolean => value === null || (typeof value === 'string' && value.trim() === '');
const tidy = (spec: FieldSpec, value: unknown): unknown =>
  typeof value === 'string' && spec.type !== 'lines' ? value.trim() : value;

/**
 * Lays what was sent over what is there and checks the whole.
 *
 * @throws Problem 400 that lists every fault with its field, `settings.host` or `secrets.url`
 */
export function formOf(adapter: Adapter, known: Form, given: { settings: Given; secrets: Given }): Form {
  const form: Form = { settings: { ...known.settings }, secrets: { ...known.secrets } };
  const faults: FieldFault[] = [];
  const { fields } = adapter.spec;
  for (const half of ['settings', 'secrets'] as const) {
    const specs = new Map(
      fields.filter(({ secret }) => secret === (half === 'secrets')).map((spec) => [spec.key, spec]),
    );
    for (const [key, value] of Object.entries(given[half] ?? {})) {
      const spec = specs.get(key);
      if (!spec) {
        faults.push({ field: `${half}.${key}`, message: '这类渠道没有这个字段，请去掉后重试。' });
      } else if (isEmpty(value)) {
        delete form[half][key];
      } else {
        const fault = faultOf(spec, tidy(spec, value));
        if (fault === null) form[half][key] = tidy(spec, value) as string | number | boolean;
        else faults.push({ field: `${half}.${key}`, message: fault });
      }
    }
    for (const { key, required, label } of specs.values()) {
      const said = faults.some(({ field }) => field === `${half}.${key}`);
      if (required && form[half][key] === undefined && !said) {
        faults.push({ field: `${half}.${key}`, message: `请填写${label.zh}。` });
      }
    }
  }
  if (faults.length === 0) faults.push(...handedElsewhere(adapter, known, form, given.secrets));
  const half = (key: string): keyof Form =>
    fields.some((spec) => spec.key === key && spec.secret) ? 'secrets' : 'settings';
  if (faults.length === 0) {
    const whole = adapter.check?.({ ...form.settings, ...form.secrets }) ?? [];
    faults.push(...whole.map(({ field, message }) => ({ field: `${half(field)}.${field}`, message })));
  }
  if (faults.length > 0) throw new Problem('validation', 400, faults[0]?.message ?? '', faults);
  return form;
}

/**
 * Secrets cannot be read, and must not be sent to a place of one's choice either: where it becomes another one, they are
 * to be given again.
 */
function handedElsewhere({ spec, hands }: Adapter, known: Form, form: Form, given: Given): FieldFault[] {
  const at = (where: Form, key: string) => where.secrets[key] ?? where.settings[key];
  if (!hands?.to.some((key) => at(known, key) !== undefined && at(known, key) !== at(form, key))) return [];
  return spec.fields
    .filter(({ key }) => hands.handed.includes(key) && known.secrets[key] !== undefined && given?.[key] === undefined)
    .map(({ key, label }) => ({ field: `secrets.${key}`, message: `发往的地址改了，请重新填写${label.zh}。` }));
}

const SHOWN = 4;
/** A secret shorter than this shows nothing of itself. */
const LONG = 16;

/** What is shown of a secret. */
function maskOf({ type }: FieldSpec, value: string | number | boolean): string {
  const text = String(value);
  if (type === 'lines') return `已填写（${text.length} 个字符）`;
  const end = text.length >= LONG ? text.slice(-SHOWN) : '';
  return type === 'url' && URL.canParse(text) ? `${new URL(text).host}/…${end}` : `••••${end}`;
}

/** What is shown of the secrets of a channel; of those that the program made, nothing. */
export const masksOf = ({ spec }: Adapter, secrets: Fields): Record<string, string> =>
  Object.fromEntries(
    spec.fields.flatMap((field) => {
      const value = secrets[field.key];
      return value === undefined ? [] : [[field.key, maskOf(field, value)]];
    }),
  );
