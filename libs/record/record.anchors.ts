import { mkdir, open, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Day } from '@app/platform';

/** The head of one ledger as it is kept outside the database. */
export interface Anchor {
  ledger: string;
  ledgerId: string;
  seal: number;
  hash: string;
  events: number;
  at: string;
}

/** The heads of one day, and where they lie; a line that is no head any more is undefined. */
export interface AnchorFile {
  name: string;
  lines: (Anchor | undefined)[];
}

/** Where the heads are kept: a place that the application can add to but, as it is set up, not rewrite. */
export interface AnchorStore {
  /** What people are told: where it is. */
  readonly place: string;
  /** Keeps the heads of a day; false when that day's are kept already. */
  keep(day: Day, anchors: Anchor[]): Promise<boolean>;
  /** Everything that was kept, oldest first. */
  all(): Promise<AnchorFile[]>;
}

const NAME = /^anchors-\d{4}-\d{2}-\d{2}\.jsonl$/;

function parsed(line: string): Anchor | undefined {
  try {
    const anchor = JSON.parse(line) as Anchor;
    return typeof anchor.hash === 'string' && typeof anchor.ledgerId === 'string' ? anchor : undefined;
  } catch {
    return undefined;
  }
}

/** A file a day in a folder, made once and read-only from the first byte. */
export class AnchorFolder implements AnchorStore {
  constructor(readonly place: string) {}

  async keep(day: Day, anchors: Anchor[]): Promise<boolean> {
    await mkdir(this.place, { recursive: true });
    const file = await open(join(this.place, `anchors-${day}.jsonl`), 'wx', 0o444).catch((error: { code?: string }) => {
      if (error.code === 'EEXIST') return undefined;
      throw error;
    });
    if (!file) return false;
    try {
      await file.writeFile(anchors.map((anchor) => `${JSON.stringify(anchor)}\n`).join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    return true;
  }

  async all(): Promise<AnchorFile[]> {
    const names = await readdir(this.place).catch((error: { code?: string }) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    });
    const files: AnchorFile[] = [];
    for (const name of names.filter((entry) => NAME.test(entry)).sort()) {
      const text = await readFile(join(this.place, name), 'utf8');
      files.push({ name, lines: text.trimEnd().split('\n').map(parsed) });
    }
    return files;
  }
}
