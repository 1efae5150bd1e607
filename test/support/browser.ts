import { existsSync } from 'node:fs';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { type Actor, PASSWORD } from './cast';

export const BROWSER = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((path) =>
  existsSync(path),
);

export const BROWSER_ARGS = ['--no-sandbox', '--disable-background-networking', '--disable-gpu', '--lang=zh-CN'];

/** Stories in the browser: skipped by name where none is installed, a failure where `REQUIRE_BROWSER=1` says it must be. */
export const describeInBrowser: jest.Describe =
  BROWSER || process.env.REQUIRE_BROWSER === '1'
    ? describe
    : (((name: string, stories: () => void) =>
        describe.skip(`${name} (skipped: no Chromium installed)`, stories)) as unknown as jest.Describe);

export function launchBrowser(): Promise<Browser> {
  if (!BROWSER) throw new Error('REQUIRE_BROWSER=1, but no Chromium is installed');
  return chromium.launch({
    executablePath: BROWSER,
    args: BROWSER_ARGS,
  });
}

export const DESK = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

/**
 * A person at their own machine, with every fault of the page kept. The first of a test file signs in through the page;
 * who comes after takes the same door without its picture, for each page that is drawn takes a second of computing.
 */
export class Seat {
  readonly faults: string[] = [];

  private constructor(
    readonly context: BrowserContext,
    readonly page: Page,
  ) {
    page.on('pageerror', (error) => this.faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') this.faults.push(message.text());
    });
    page.on('request', (request) => {
      // No asset from another host.
      const { protocol, host } = new URL(request.url());
      if (protocol.startsWith('http') && host !== new URL(this.origin).host) this.faults.push(`asks ${host}`);
    });
  }

  private origin = 'http://localhost';
  private static pageWasSeen = false;

  static async take(browser: Browser, origin: string, actor: Actor, viewport = DESK): Promise<Seat> {
    const context = await browser.newContext({
      baseURL: origin,
      viewport,
      locale: 'zh-CN',
      timezoneId: 'Asia/Shanghai',
      // Windows that fade are waited for again and again.
      reducedMotion: 'reduce',
    });
    const page = await context.newPage();
    page.setDefaultTimeout(30_000);
    const seat = new Seat(context, page);
    seat.origin = origin;
    if (Seat.pageWasSeen) {
      const answer = await context.request.post('/api/auth/login', { data: { username: actor, password: PASSWORD } });
      if (!answer.ok()) throw new Error(`${actor} cannot sign in: ${answer.status()}`);
      await page.goto('/');
    } else {
      await page.goto('/');
      await page.getByLabel('用户名').fill(actor);
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await page.getByRole('button', { name: /登\s?录/ }).click();
      Seat.pageWasSeen = true;
    }
    await page.getByRole('heading', { level: 4 }).first().waitFor();
    // Before signing in the page asks who it is and is told 401: that is no fault.
    seat.faults.length = 0;
    return seat;
  }

  /** Whether anything sticks out to the right. */
  wider(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - window.innerWidth');
  }

  /** Opens an action of the issue on screen, fills its words and confirms. */
  async act(action: string, note?: string): Promise<void> {
    const { page } = this;
    await page
      .getByRole('button', { name: spaced(action), exact: true })
      .first()
      .click();
    const form = page.getByRole('dialog');
    if (note !== undefined) await form.getByRole('textbox').last().fill(note);
    await form.getByRole('button', { name: spaced(`确定${action}`) }).click();
    await form.waitFor({ state: 'hidden' });
  }
}

/** Ant Design puts a space between two Chinese characters of a button. */
export const spaced = (text: string): RegExp => new RegExp(`^\\s*${[...text].join('\\s?')}\\s*$`);
