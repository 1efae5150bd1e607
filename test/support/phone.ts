import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { BROWSER, BROWSER_ARGS, PHONE } from './browser';
import { type Actor, PASSWORD } from './cast';

let script: Promise<string> | undefined;

/** The phone's store as one script. */
function storeScript(): Promise<string> {
  script ??= promisify(execFile)(process.execPath, [join(__dirname, 'field-store.mjs')], {
    maxBuffer: 8 * 1024 * 1024,
  }).then(({ stdout }) => `${stdout}\nwindow.FieldStore = FieldStore;`);
  return script;
}

/** A phone with a memory of its own, which can lose its network, its power and its sign-in. */
export class Phone {
  private context!: BrowserContext;
  /** Addresses that were asked for, with their method. */
  readonly asked: string[] = [];

  /** What broke in a page. */
  readonly faults: string[] = [];

  private constructor(
    private readonly origin: string,
    private readonly folder: string,
    private readonly wrong: { ahead?: number },
  ) {}

  /** @param wrong `ahead`: milliseconds that its clock is ahead */
  static async take(origin: string, wrong: { ahead?: number } = {}): Promise<Phone> {
    const phone = new Phone(origin, await mkdtemp(join(tmpdir(), 'xiaohao-phone-')), wrong);
    await phone.start();
    return phone;
  }

  /** Switched on, online or not. */
  async start({ offline = false } = {}): Promise<void> {
    this.context = await chromium.launchPersistentContext(this.folder, {
      executablePath: BROWSER,
      args: BROWSER_ARGS,
      baseURL: this.origin,
      viewport: PHONE,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      reducedMotion: 'reduce',
      offline,
      geolocation: { latitude: 35.2391, longitude: 113.2418, accuracy: 12 },
      permissions: ['geolocation'],
    });
    this.context.setDefaultTimeout(30_000);
    this.context.on('weberror', (error) => this.faults.push(error.error().message));
    const { ahead } = this.wrong;
    if (ahead !== undefined) await this.context.addInitScript(`(${shiftClock.toString()})(${ahead})`);
    this.context.on('request', (request) => {
      this.asked.push(`${request.method()} ${new URL(request.url()).pathname}`);
    });
  }

  /** A tab with the store started in it; `path` is a page without a program of its own, unless ours is wanted. */
  async tab(path = '/api/health'): Promise<Page> {
    const page = await this.context.newPage();
    await page.goto(path);
    await page.evaluate(await storeScript());
    await page.evaluate('FieldStore.startStore()');
    return page;
  }

  /** An empty tab. */
  page(): Promise<Page> {
    return this.context.newPage();
  }

  offline(offline: boolean): Promise<void> {
    return this.context.setOffline(offline);
  }

  /** As an empty battery does it: every process of this phone is gone at once. */
  async kill(): Promise<void> {
    const gone = new Promise((resolve) => this.context.once('close', resolve));
    for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      if (commandOf(pid).includes(this.folder)) process.kill(Number(pid), 'SIGKILL');
    }
    await gone;
  }

  async close(): Promise<void> {
    await this.context.close();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Runs in the page: its clock is wrong by so many milliseconds. */
function shiftClock(by: number): void {
  const Real = Date;
  class Shifted extends Real {
    constructor(...args: [] | [number | string]) {
      if (args.length === 0) super(Real.now() + by);
      else super(args[0]);
    }
    static override now(): number {
      return Real.now() + by;
    }
  }
  globalThis.Date = Shifted as DateConstructor;
}

function commandOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

export const signIn = (tab: Page, actor: Actor): Promise<void> =>
  tab.evaluate(`FieldStore.signIn('${actor}', '${PASSWORD}')`);

/** Waits until an expression over the store is true in the tab; asked from outside, for the page allows no `eval`. */
export async function until(tab: Page, expression: string): Promise<void> {
  for (const end = Date.now() + 30_000; Date.now() < end; await wait(100)) {
    if (await tab.evaluate<boolean>(`(async () => Boolean(await (${expression})))()`)) return;
  }
  throw new Error(
    `never true: ${expression}; drafts: ${await tab.evaluate<string>('JSON.stringify(window.FieldStore?.drafts.get())')}`,
  );
}
