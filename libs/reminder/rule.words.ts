/** The values of a reminder's placeholders; empty where there is none. */
export type Words = Readonly<Record<string, string>>;

const PLACEHOLDER = /\{([^{}[\]]*)\}/g;
const OPTIONAL = /\[([^[\]]*)\]/g;

/**
 * Fills `{placeholder}`s. A part in `[…]` is left out as a whole when one of its placeholders is empty: 项目 of an issue
 * that is about none.
 */
export function fill(template: string, words: Words): string {
  const plain = (text: string): string => text.replace(PLACEHOLDER, (_, name: string) => words[name] ?? '');
  const lacks = (text: string): boolean => [...text.matchAll(PLACEHOLDER)].some(([, name = '']) => !words[name]);
  // Optional parts first, so that brackets within a value stay as they are.
  return template
    .split(OPTIONAL)
    .map((part, index) => (index % 2 === 1 && lacks(part) ? '' : plain(part)))
    .join('');
}

/** What is wrong with a template, as a Chinese sentence; undefined when nothing is. */
export function faultOfTemplate(template: string, allowed: readonly string[]): string | undefined {
  const unknown = [...template.matchAll(PLACEHOLDER)]
    .map(([, name = '']) => name)
    .find((name) => !allowed.includes(name));
  if (unknown !== undefined)
    return `没有“{${unknown}}”这个变量，可以用：${allowed.map((name) => `{${name}}`).join('')}。`;
  const bare = template.replace(PLACEHOLDER, '').replace(OPTIONAL, '$1');
  if (/[{}]/.test(bare)) return '花括号不成对，变量应写作 {变量名}。';
  if (/[[\]]/.test(bare)) return '方括号不成对，可省略的部分应写作 [项目：{项目}。]，不能嵌套。';
  return undefined;
}

/** What people are called and what they write stays in the system; of a reminder only the title leaves it. */
const PERSONAL_WORDS = ['人员', '内容'];

/** A placeholder of a title that must not leave the system. */
export const personalIn = (title: string): string | undefined =>
  [...title.matchAll(PLACEHOLDER)].map(([, name = '']) => name).find((name) => PERSONAL_WORDS.includes(name));
