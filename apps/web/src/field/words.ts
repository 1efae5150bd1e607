import { fieldZh } from '../text/field.zh-CN';
import { chosenLanguage } from '../text/language';

/** `week.start`, `visit.done` …: the way to each text. */
type Keys<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Keys<T[K], `${P}${K}.`>;
}[keyof T & string];
export type TextKey = Keys<typeof fieldZh>;

/** The phone has no need of a library for words: one file is loaded, values are put in, that is all. */
let texts: typeof fieldZh = fieldZh;

/** Loads the words of the chosen language; called once before the first page is drawn. */
export async function startWords(): Promise<void> {
  const language = chosenLanguage();
  document.documentElement.lang = language;
  if (language === 'en') texts = (await import('../text/field.en')).fieldEn;
}

/** The text in the language of the pages, with `{{name}}` filled in. */
export function t(key: TextKey, values: Record<string, string | number> = {}): string {
  const text = key.split('.').reduce<unknown>((at, part) => (at as Record<string, unknown>)[part], texts);
  return (text as string).replace(/\{\{(\w+)\}\}/g, (whole, name: string) => String(values[name] ?? whole));
}
