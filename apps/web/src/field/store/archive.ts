import type { Draft, Photo } from './model';

const FORMAT = 'xiaohao-field';
const VERSION = 1;
const MANIFEST = 'manifest.json';
const DATA = 'visits.json';

export interface Unsent {
  owner: { id: string; name: string };
  at: string;
  drafts: Draft[];
  photos: Photo[];
  /** By id of the photo. */
  bytes: Map<string, ArrayBuffer>;
}

interface Manifest {
  format: string;
  version: number;
  owner: Unsent['owner'];
  exportedAt: string;
  files: { name: string; size: number; sha256: string }[];
}

/** Handed in, so that this part runs anywhere. */
export interface Codec {
  zip: (files: Record<string, Uint8Array>) => Uint8Array<ArrayBuffer>;
  unzip: (bytes: Uint8Array) => Record<string, Uint8Array>;
  encode: (text: string) => Uint8Array<ArrayBuffer>;
  decode: (bytes: Uint8Array) => string;
  sha256: (bytes: ArrayBuffer) => Promise<string>;
}

const nameOf = (photoId: string): string => `photos/${photoId}.jpg`;

/** A zip with the visits as JSON, the photos as files, and a manifest with the hash of each. */
export async function writeArchive(unsent: Unsent, codec: Codec): Promise<Uint8Array<ArrayBuffer>> {
  const { owner, at, drafts, photos, bytes } = unsent;
  const files: Record<string, Uint8Array<ArrayBuffer>> = {
    [DATA]: codec.encode(JSON.stringify({ drafts, photos }, null, 2)),
  };
  for (const [id, content] of bytes) files[nameOf(id)] = new Uint8Array(content);
  const manifest: Manifest = { format: FORMAT, version: VERSION, owner, exportedAt: at, files: [] };
  for (const [name, content] of Object.entries(files)) {
    manifest.files.push({ name, size: content.byteLength, sha256: await codec.sha256(copyOf(content)) });
  }
  return codec.zip({ [MANIFEST]: codec.encode(JSON.stringify(manifest, null, 2)), ...files });
}

/** Reads what writeArchive wrote. Photos whose hash is wrong are left out and named; visits that are not whole are refused. */
export async function readArchive(
  file: ArrayBuffer,
  codec: Codec,
): Promise<(Unsent & { damaged: string[] }) | 'not-ours' | 'damaged'> {
  let entries: Record<string, Uint8Array>;
  try {
    entries = codec.unzip(new Uint8Array(file));
  } catch {
    return 'damaged';
  }
  const manifest = parse<Manifest>(entries[MANIFEST], codec);
  if (manifest?.format !== FORMAT || manifest.version !== VERSION) return 'not-ours';
  const damaged: string[] = [];
  for (const { name, sha256 } of manifest.files) {
    const content = entries[name];
    if (content === undefined || (await codec.sha256(copyOf(content))) !== sha256) damaged.push(name);
  }
  const data = damaged.includes(DATA) ? null : parse<Pick<Unsent, 'drafts' | 'photos'>>(entries[DATA], codec);
  if (!data) return 'damaged';
  const bytes = new Map<string, ArrayBuffer>();
  for (const { id } of data.photos) {
    const content = entries[nameOf(id)];
    if (content && !damaged.includes(nameOf(id))) bytes.set(id, copyOf(content));
  }
  return { owner: manifest.owner, at: manifest.exportedAt, ...data, bytes, damaged };
}

function parse<T>(content: Uint8Array | undefined, codec: Codec): T | null {
  try {
    return content ? (JSON.parse(codec.decode(content)) as T) : null;
  } catch {
    return null;
  }
}

const copyOf = (bytes: Uint8Array): ArrayBuffer => new Uint8Array(bytes).buffer;
