import type { Message } from './channel';

/** So many titles of a digest are named, the others counted. */
const NAMED = 20;
const TITLE_LENGTH = 120;
const MORE = '…';

const segmenter = new Intl.Segmenter('zh', { granularity: 'grapheme' });
const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8');

/** The beginning of a text in at most so many bytes of UTF-8, cut between characters and marked with an ellipsis. */
export function cutBytes(text: string, most: number): string {
  if (bytesOf(text) <= most) return text;
  const room = most - bytesOf(MORE);
  let kept = '';
  let bytes = 0;
  for (const { segment } of segmenter.segment(text)) {
    bytes += bytesOf(segment);
    if (bytes > room) break;
    kept += segment;
  }
  return room < 0 ? '' : kept + MORE;
}

/** The beginning of a text in at most so many characters. */
export function cutText(text: string, most: number): string {
  const characters = [...segmenter.segment(text)];
  if (characters.length <= most) return text;
  return (
    characters
      .slice(0, most - 1)
      .map(({ segment }) => segment)
      .join('') + MORE
  );
}

/** A title on one line. */
export const titleOf = (title: string): string => cutText(title.replace(/\s+/g, ' ').trim(), TITLE_LENGTH);

export const isDigest = ({ notices }: Message): boolean => notices.length > 1;

/** What stands at the head: the title, or how many there are. */
export const headOf = (message: Message): string =>
  isDigest(message) ? `您有 ${message.notices.length} 条提醒` : titleOf(message.notices[0]?.title ?? '');

/** Where to read on. */
export const linkOf = (message: Message, publicUrl: string): string =>
  isDigest(message) ? `${publicUrl}/notifications` : (message.notices[0]?.link ?? publicUrl);

/** The notices that are named, and how many are not. */
export function namedOf(
  { notices }: Message,
  most = NAMED,
): { named: { title: string; link: string }[]; left: number } {
  const named = notices.slice(0, most).map(({ title, link }) => ({ title: titleOf(title), link }));
  return { named, left: notices.length - named.length };
}

export const leftOver = (count: number): string => `……另有 ${count} 条`;

/**
 * Lines in at most so many bytes: what does not fit is counted in a line of its own; head and tail are always there.
 */
export function fitLines(head: string, lines: readonly string[], left: number, tail: string, most: number): string {
  const room = most - bytesOf(`\n${tail}`);
  const kept = [cutBytes(head, room)];
  for (const [index, line] of lines.entries()) {
    const rest = left + lines.length - index - 1;
    const note = rest > 0 ? `\n${leftOver(rest)}` : '';
    if (bytesOf([...kept, line].join('\n') + note) > room) {
      const note = leftOver(left + lines.length - index);
      if (bytesOf([...kept, note].join('\n')) <= room) kept.push(note);
      return cutBytes([...kept, tail].join('\n'), most);
    }
    kept.push(line);
  }
  if (left > 0) kept.push(leftOver(left));
  return cutBytes([...kept, tail].join('\n'), most);
}

/** As plain lines: head, titles of a digest, link. */
export function plainText(message: Message, publicUrl: string, most: number): string {
  const { named, left } = isDigest(message) ? namedOf(message) : { named: [], left: 0 };
  const lines = named.map(({ title }, index) => `${index + 1}. ${title}`);
  return fitLines(headOf(message), lines, left, linkOf(message, publicUrl), most);
}

/** Signs that markdown would take for its own, as their wide forms. */
const WIDE: Record<string, string> = { '[': '［', ']': '］', '<': '＜', '>': '＞', '*': '＊', '`': '｀', '#': '＃' };
const calm = (text: string): string => text.replace(/[[\]<>*`#]/g, (sign) => WIDE[sign] ?? sign);

/** As the markdown that WeCom and DingTalk know. */
export function markdown(message: Message, publicUrl: string, most: number): string {
  const { named, left } = isDigest(message) ? namedOf(message) : { named: [], left: 0 };
  const lines = named.map(({ title, link }, index) => `${index + 1}. [${calm(title)}](${link})`);
  const tail = `[${isDigest(message) ? '全部查看' : '查看详情'}](${linkOf(message, publicUrl)})`;
  return fitLines(`**${calm(headOf(message))}**`, lines, left, tail, most);
}
