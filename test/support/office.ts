import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

function installed(program: string): boolean {
  try {
    execFileSync('sh', ['-c', `command -v ${program}`], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const OFFICE = installed('soffice') && installed('pdftotext');

/** Files opened by LibreOffice: skipped by name where it is not installed, a failure where `REQUIRE_OFFICE=1` says it must be. */
export const describeInOffice: jest.Describe =
  OFFICE || process.env.REQUIRE_OFFICE === '1'
    ? describe
    : (((name: string, stories: () => void) =>
        describe.skip(
          `${name} (skipped: no LibreOffice or pdftotext installed)`,
          stories,
        )) as unknown as jest.Describe);

/** A PDF as LibreOffice prints the document, and the words on its pages as they are read there. */
export interface Printed {
  pdf: Buffer;
  /** Of each page, without spaces and breaks: a Chinese text has none. */
  pages: string[];
  text: string;
}

/** Opens the document in LibreOffice and prints it. Each with a profile of its own, so that several may run at once. */
export async function printed(document: Buffer, ending: 'docx' | 'xlsx' | 'pdf'): Promise<Printed> {
  const folder = await mkdtemp(join(tmpdir(), 'office-'));
  try {
    const file = join(folder, `paper.${ending}`);
    await writeFile(file, document);
    if (ending !== 'pdf') {
      const profile = `-env:UserInstallation=file://${folder}/profile`;
      await run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file], {
        timeout: 120_000,
      });
    }
    const { stdout } = await run('pdftotext', ['-layout', join(folder, 'paper.pdf'), '-'], { maxBuffer: 16_000_000 });
    const pages = stdout
      .split('\f')
      .slice(0, -1)
      .map((page) => page.replace(/\s+/g, ''));
    return { pdf: await readFile(join(folder, 'paper.pdf')), pages, text: pages.join('') };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
