import { fileTypeFromBuffer } from 'file-type/core';

/** What a file is, told by its bytes. */
export type Content =
  | { kind: 'photo' }
  /** `extensions`: endings that fit; the first is given to a name that has none of them. */
  | { kind: 'document'; type: string; extensions: readonly string[] }
  | { kind: 'refused' };

const PHOTOS = ['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'image/heif'];
const OFFICE = 'application/vnd.openxmlformats-officedocument.';
const DOCUMENTS: Record<string, readonly string[]> = {
  'application/pdf': ['pdf'],
  [`${OFFICE}wordprocessingml.document`]: ['docx'],
  [`${OFFICE}spreadsheetml.sheet`]: ['xlsx'],
  [`${OFFICE}presentationml.presentation`]: ['pptx'],
};
/** The old Office formats are one container; what is in it says which. The names stand there in UTF-16. */
const CONTAINER = 'application/x-cfb';
const CONTAINED: [stream: string, type: string, extension: string][] = [
  ['WordDocument', 'application/msword', 'doc'],
  ['Workbook', 'application/vnd.ms-excel', 'xls'],
];
const TEXTS: Record<string, string> = { txt: 'text/plain', csv: 'text/csv' };
/** Text that a browser would run if it were ever shown as a page. */
const MARKUP = /^\s*<(?:!doctype|\?xml|html|head|body|script|svg|iframe|img)\b/i;
/** Control characters that no text has: all but tab, line feed, form feed and return. */
const BINARY = /[^\P{Cc}\t\n\f\r]/u;

/**
 * What the bytes are; the name counts only for plain text, which has no mark of its own.
 *
 * @param name as it was sent
 */
export async function contentOf(bytes: Uint8Array, name: string): Promise<Content> {
  const type = (await fileTypeFromBuffer(bytes))?.mime as string | undefined;
  if (type === undefined) return textOf(bytes, endingOf(name));
  if (PHOTOS.includes(type)) return { kind: 'photo' };
  if (type === CONTAINER) return containedIn(bytes);
  const extensions = DOCUMENTS[type];
  return extensions ? { kind: 'document', type, extensions } : { kind: 'refused' };
}

function containedIn(bytes: Uint8Array): Content {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = CONTAINED.find(([stream]) => buffer.includes(Buffer.from(stream, 'utf16le')));
  return found ? { kind: 'document', type: found[1], extensions: [found[2]] } : { kind: 'refused' };
}

/** UTF-8, or what Excel writes on a Chinese Windows; without control characters and not a page in disguise. */
function textOf(bytes: Uint8Array, ending: string): Content {
  const type = TEXTS[ending];
  const text = decode(bytes, 'utf-8') ?? decode(bytes, 'gb18030');
  if (type === undefined || text === undefined || BINARY.test(text) || MARKUP.test(text)) return { kind: 'refused' };
  return { kind: 'document', type, extensions: [ending] };
}

function decode(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** What stands behind the last point, in small letters; empty when there is none. */
const endingOf = (name: string): string => /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';

const LONGEST = 120;
/** What no file system takes, what cannot be stored, and marks that turn the direction of reading (`gpj.exe`). */
const UNFIT = /[\p{Cc}\p{Cs}\u200e\u200f\u202a-\u202e\u2066-\u2069"*:<>?|]/gu;

/**
 * The name under which a file is kept and downloaded: the last part of a path, without what is unfit, not too long, with
 * an ending that fits the content.
 */
export function nameFor(sent: string, extensions: readonly string[]): string {
  const last = sent.split(/[/\\]/).at(-1) ?? '';
  const clean = last
    .normalize('NFC')
    .replace(UNFIT, '')
    .replace(/^[\s.]+|[\s.]+$/g, '');
  const ending = endingOf(clean);
  const fits = extensions.includes(ending);
  const photo = extensions.includes('jpg') && /^(?:png|webp|heic|heif|jpe?g)$/.test(ending);
  const stem = (fits || photo ? clean.slice(0, -ending.length - 1) : clean).trim() || '附件';
  return `${[...stem].slice(0, LONGEST).join('').trim()}.${fits ? ending : extensions[0]}`;
}
