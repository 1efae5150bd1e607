import Docxtemplater from 'docxtemplater';
import type { BulletinContent } from './bulletin.content';
import { bulletinProblem, TEMPLATE_BYTES } from './bulletin.problems';
import { unpacked } from './template.archive';
import { OPTIONS, packed } from './template.fill';
import { GROUP_TAGS, SINGLE_TAGS, valuesOf } from './template.placeholders';

const MAIN = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
const RISKY_PARTS = /vbaProject|vbaData|\/embeddings\/|\/activeX\/|\/afchunk/i;
/** A link that is only shown may lead outside; anything else that is fetched from outside may not. */
const OUTSIDE = /<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*Type="[^"]*\/hyperlink")[^>]*>/;
const AS_MANY = 20;

interface Tag {
  type: string;
  value: string;
  module?: string;
  subparsed?: Tag[];
}

/** What the library tells its modules while it reads the parts of a file. */
interface Told {
  inspect?: { postparsed?: Tag[] };
}

/** Only the placeholders, with what stands in those that repeat. */
const tagsOf = (parts: Tag[]): Tag[] =>
  parts
    .filter(({ type }) => type === 'placeholder')
    .map((part) => ({ ...part, subparsed: tagsOf(part.subparsed ?? []) }));

/**
 * Checks a template by its content: a Word file without macros and without links to the outside, whose placeholders are
 * all known.
 *
 * @param example what it is filled with on trial
 * @returns the placeholders that it uses
 * @throws Problem 400 with what is wrong and the way out, 413 too large
 */
export function checkTemplate(bytes: Buffer, example: BulletinContent): string[] {
  if (bytes.length > TEMPLATE_BYTES) throw bulletinProblem.tooLarge();
  const parts = unpacked(bytes);
  const types = parts.get('[Content_Types].xml')?.toString('utf8') ?? '';
  if (!types.includes(MAIN) || !parts.has('word/document.xml')) throw bulletinProblem.notDocx();
  const texts = [...parts]
    .filter(([name]) => /\.(xml|rels)$/.test(name))
    .map(([, content]) => content.toString('utf8'));
  if (texts.some((text) => /<!(DOCTYPE|ENTITY)/i.test(text))) throw bulletinProblem.notDocx();
  if ([...parts.keys()].some((name) => RISKY_PARTS.test(name)) || texts.some((text) => OUTSIDE.test(text))) {
    throw bulletinProblem.macros();
  }
  const found: Tag[] = [];
  const inspector = { name: 'tags', set: ({ inspect }: Told) => void found.push(...tagsOf(inspect?.postparsed ?? [])) };
  const document = saying(() => new Docxtemplater(packed(parts), { ...OPTIONS, modules: [inspector] }));
  const unknown = [...new Set(unknownTags(found, SINGLE_TAGS))];
  if (unknown.length > 0) {
    const shown = unknown.slice(0, AS_MANY).join('、');
    throw bulletinProblem.unknownTags({ tags: unknown.length > AS_MANY ? `${shown} 等` : shown }, unknown);
  }
  if (found.length === 0) throw bulletinProblem.noTags();
  saying(() => document.render(valuesOf(example)));
  return [...new Set(written(found))];
}

/** What no place in the template may hold, as it is written there. */
function unknownTags(tags: Tag[], known: ReadonlySet<string>): string[] {
  return tags.flatMap(({ value, module, subparsed = [] }) => {
    if (module === undefined || module === '') return known.has(value) ? [] : [`{${value}}`];
    if (module !== 'loop') return [`{${sign(module)}${value}}`];
    const fields = GROUP_TAGS.get(value);
    // A group repeats what stands in it; a single one shows or hides it.
    if (fields) return unknownTags(subparsed, new Set([...SINGLE_TAGS, ...fields]));
    return known.has(value) ? unknownTags(subparsed, known) : [`{#${value}}`];
  });
}

const sign = (module: string): string => (module === 'rawxml' ? '@' : '');

const written = (tags: Tag[]): string[] =>
  tags.flatMap(({ value, module, subparsed = [] }) =>
    module === 'loop' ? [`{#${value}}`, ...written(subparsed)] : [`{${value}}`],
  );

/** What the library finds wrong, in words for people. */
const REASONS: Record<string, (tag: string) => string> = {
  unclosed_tag: (tag) => `“{${tag}”缺少右花括号`,
  unopened_tag: (tag) => `“${tag}}”缺少左花括号`,
  duplicate_open_tag: (tag) => `“{${tag}”的左花括号写重了`,
  duplicate_close_tag: (tag) => `“${tag}}”的右花括号写重了`,
  unclosed_loop: (tag) => `“{#${tag}}”没有对应的“{/${tag}}”`,
  unopened_loop: (tag) => `“{/${tag}}”没有对应的“{#${tag}}”`,
  closing_tag_does_not_match_opening_tag: (tag) => `“{#${tag}}”和它的结束标记不一致`,
  unbalanced_loop_tags: (tag) => `“{#${tag}}”的开始和结束不在表格的同一行里`,
  loop_position_invalid: (tag) => `“{#${tag}}”的位置不对，请放在表格的一行或独立的段落里`,
};

interface Fault {
  properties?: { id?: string; xtag?: string; openingtag?: string; errors?: Fault[] };
}

function saying<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const { properties = {} } = error as Fault;
    const faults = properties.errors ?? [error as Fault];
    const reasons = faults.map(({ properties: { id = '', xtag, openingtag } = {} }) =>
      (REASONS[id] ?? (() => '文件内部结构有误，请用 Word 重新另存一份'))(xtag ?? openingtag ?? ''),
    );
    throw bulletinProblem.broken({ reason: `${[...new Set(reasons)].slice(0, AS_MANY).join('；')}。` });
  }
}
