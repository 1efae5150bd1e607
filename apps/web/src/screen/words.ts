import { amountParts } from '../components/amount-parts';
import { chosenLanguage } from '../text/language';
import { screenZh } from '../text/screen.zh-CN';

type Keys<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Keys<T[K], `${P}${K}.`>;
}[keyof T & string];
export type TextKey = Keys<typeof screenZh>;

let texts: typeof screenZh = screenZh;

/** Loads the words of the chosen language; called once before anything is drawn. */
export async function startWords(): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  if (language === 'en') texts = (await import('../text/screen.en')).screenEn;
}

/** The text in the language of the screen, with `{{name}}` filled in. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], texts);
  return (text as string).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** An amount of 万元 as people say it. */
export function amountText(value: string | null): string {
  if (value === null) return t('none');
  const { number, unit } = amountParts(value);
  return t(unit, { number });
}

/** A figure with its unit. */
export function valueText(value: string | null, unit: string): string {
  if (value === null) return t('none');
  if (unit === '万元') return amountText(value);
  return unit === '%' ? t('percent', { value }) : `${value} ${unit}`;
}
