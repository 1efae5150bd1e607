import type { FieldSpec, Label } from './channel';

const label = (zh: string, en: string): Label => ({ zh, en });

const base = { secret: false, required: true, help: null, initial: null, choices: [], min: 0, max: 200 };

type Given = Partial<Omit<FieldSpec, 'help' | 'label' | 'key' | 'type' | 'choices'>> & {
  help?: [zh: string, en: string];
};

const made = (type: FieldSpec['type'], key: string, zh: string, en: string, { help, ...given }: Given): FieldSpec => ({
  ...base,
  ...given,
  key,
  type,
  label: label(zh, en),
  help: help ? label(...help) : null,
});

/** One line. */
export const text = (key: string, zh: string, en: string, given: Given = {}): FieldSpec =>
  made('text', key, zh, en, given);

/** Several lines. */
export const lines = (key: string, zh: string, en: string, given: Given = {}): FieldSpec =>
  made('lines', key, zh, en, { max: 10_000, ...given });

/** An address that begins with http. */
export const url = (key: string, zh: string, en: string, given: Given = {}): FieldSpec =>
  made('url', key, zh, en, { max: 1_000, ...given });

/** A secret on one line. */
export const secret = (key: string, zh: string, en: string, given: Given = {}): FieldSpec =>
  made('text', key, zh, en, { secret: true, max: 400, ...given });

export const whole = (key: string, zh: string, en: string, given: Given): FieldSpec =>
  made('whole', key, zh, en, given);

export const yesNo = (key: string, zh: string, en: string, given: Given = {}): FieldSpec =>
  made('yes-no', key, zh, en, { required: false, initial: false, ...given });

export const choice = (
  key: string,
  zh: string,
  en: string,
  choices: [value: string, zh: string, en: string][],
  given: Given = {},
): FieldSpec => ({
  ...made('choice', key, zh, en, { initial: choices[0]?.[0] ?? null, ...given }),
  choices: choices.map(([value, ...words]) => ({ value, label: label(...words) })),
});

/** The label of a kind. */
export const named = label;
