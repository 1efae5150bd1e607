import { inflateRawSync } from 'node:zlib';
import { bulletinProblem, TEMPLATE_ENTRIES, UNPACKED_BYTES } from './bulletin.problems';

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
/** The end record may be followed by a comment. */
const LONGEST_COMMENT = 65_535;
const PART = /^(?!\/)(?!.*\.\.)[\w[\]./ -]{1,200}$/;

/**
 * Every part of an archive, unpacked within bounds: what an archive says of its own sizes is not believed, so one that
 * would fill the memory is given up when it passes the bound.
 *
 * @throws Problem 400 when it is no archive, is damaged, or is too large unpacked
 */
export function unpacked(archive: Buffer): Map<string, Buffer> {
  const parts = new Map<string, Buffer>();
  let left = UNPACKED_BYTES;
  try {
    const end = endOf(archive);
    const entries = archive.readUInt16LE(end + 10);
    if (entries > TEMPLATE_ENTRIES) throw bulletinProblem.bomb();
    let at = archive.readUInt32LE(end + 16);
    for (let count = 0; count < entries; count += 1) {
      if (archive.readUInt32LE(at) !== ENTRY) throw bulletinProblem.notDocx();
      const [nameLength, extra, comment] = [28, 30, 32].map((place) => archive.readUInt16LE(at + place)) as [
        number,
        number,
        number,
      ];
      const name = archive.toString('utf8', at + 46, at + 46 + nameLength);
      if (!name.endsWith('/')) {
        if (!PART.test(name) || parts.has(name)) throw bulletinProblem.notDocx();
        const bytes = contentOf(archive, at, left);
        left -= bytes.length;
        parts.set(name, bytes);
      }
      at += 46 + nameLength + extra + comment;
    }
  } catch (error) {
    if (isTooLarge(error)) throw bulletinProblem.bomb();
    throw isDamaged(error) ? bulletinProblem.notDocx() : error;
  }
  return parts;
}

function endOf(archive: Buffer): number {
  for (let at = archive.length - 22; at >= Math.max(0, archive.length - 22 - LONGEST_COMMENT); at -= 1) {
    if (archive.readUInt32LE(at) === END) return at;
  }
  throw bulletinProblem.notDocx();
}

/** @param most bytes that it may become */
function contentOf(archive: Buffer, at: number, most: number): Buffer {
  const method = archive.readUInt16LE(at + 10);
  const encrypted = (archive.readUInt16LE(at + 8) & 1) === 1;
  const local = archive.readUInt32LE(at + 42);
  if (encrypted || archive.readUInt32LE(local) !== LOCAL) throw bulletinProblem.notDocx();
  const from = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const packed = archive.subarray(from, from + archive.readUInt32LE(at + 20));
  if (method === 0) {
    if (packed.length > most) throw bulletinProblem.bomb();
    return Buffer.from(packed);
  }
  if (method !== 8) throw bulletinProblem.notDocx();
  return inflateRawSync(packed, { maxOutputLength: Math.max(most, 1) });
}

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';
/** What zlib cannot read, and what points outside of the archive. */
const isDamaged = (error: unknown): boolean => /^(Z_|ERR_OUT_OF_RANGE|ERR_BUFFER_OUT_OF_BOUNDS)/.test(codeOf(error));
/** zlib gives up with this when the output passes its bound. */
const isTooLarge = (error: unknown): boolean => codeOf(error) === 'ERR_BUFFER_TOO_LARGE';
