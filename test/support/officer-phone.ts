import { createHash } from 'node:crypto';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { type Actor, PASSWORD } from './cast';
import { Phone } from './phone';

/** A photo as a phone's camera makes them: large, different each time from its number. */
export function cameraPhoto(n: number): Promise<Buffer> {
  const hue = (n * 67) % 360;
  const blocks = Array.from({ length: 12 }, (_, place) => {
    const height = 300 + ((n * 131 + place * 197) % 900);
    return `<rect x="${place * 210}" y="${1900 - height}" width="170" height="${height}" fill="hsl(${(hue + place * 37) % 360} 45% ${35 + ((n + place) % 5) * 8}%)"/>`;
  }).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="2560" height="1920"><rect width="2560" height="1920" fill="hsl(${hue} 50% 80%)"/>${blocks}</svg>`;
  return sharp(Buffer.from(svg))
    .composite([
      {
        input: {
          create: {
            width: 2560,
            height: 1920,
            channels: 3,
            background: '#000',
            noise: { type: 'gaussian', mean: 90, sigma: 30 },
          },
        },
        blend: 'soft-light',
      },
    ])
    .jpeg({ quality: 90 })
    .toBuffer();
}

/** A photo as the phone keeps it, found in its own store. */
export interface KeptPhoto {
  id: string;
  visitId: string;
  sha256: string;
}

/** An officer with a phone in one hand: taps what an officer taps. */
export class OfficerPhone {
  private opened?: Page;

  private constructor(private readonly phone: Phone) {}

  static async take(origin: string, wrong: { ahead?: number } = {}): Promise<OfficerPhone> {
    const officer = new OfficerPhone(await Phone.take(origin, wrong));
    officer.opened = await officer.phone.page();
    return officer;
  }

  get page(): Page {
    if (!this.opened) throw new Error('the phone is off');
    return this.opened;
  }

  get faults(): string[] {
    return this.phone.faults;
  }

  /** One more tab of the same browser. */
  tab = (): Promise<Page> => this.phone.page();
  offline = (is: boolean): Promise<void> => this.phone.offline(is);
  throwAway = (): Promise<void> => this.phone.close();

  /** The battery falls out. */
  async kill(): Promise<void> {
    this.opened = undefined;
    await this.phone.kill();
  }

  /** Switched on again, without a network. */
  async startOffline(): Promise<void> {
    await this.phone.start({ offline: true });
    this.opened = await this.phone.page();
  }

  /** Signs in once, and waits until the pages would open without a network. */
  async signIn(actor: Actor): Promise<void> {
    const { page } = this;
    await page.goto('/field');
    await page.getByLabel('用户名').fill(actor);
    await page.getByLabel('密码').fill(PASSWORD);
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await page.getByRole('heading', { name: '本周走访', level: 1 }).waitFor();
    await page
      .getByRole('button', { name: /^(开始走访|再走访一次) / })
      .first()
      .waitFor();
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
  }

  /** From this week's list: the project's visit is open afterwards. */
  async begin(project: string): Promise<void> {
    const { page } = this;
    await page.goto('/field');
    await page.getByRole('button', { name: `开始走访 ${project}` }).click();
    await page.waitForURL(/\/field\/visit\//);
  }

  async signInAgain(): Promise<void> {
    const sheet = this.page.getByRole('dialog', { name: '登录已过期' });
    await sheet.getByLabel('密码').fill(PASSWORD);
    await sheet.getByRole('button', { name: '登录', exact: true }).click();
    await sheet.waitFor({ state: 'hidden' });
  }

  /** A heading of the page; what stands there instead is said when it does not come. */
  async heading(name: string): Promise<void> {
    await this.page
      .getByRole('heading', { name, exact: true })
      .waitFor()
      .catch(async () => {
        throw new Error(`no “${name}”, but:\n${await this.page.locator('body').innerText()}`);
      });
  }

  async takePhotos(photos: Buffer[], source: 'camera' | 'gallery' = 'camera'): Promise<void> {
    const input = source === 'camera' ? 'input[type=file][capture]' : 'input[type=file]:not([capture])';
    for (const [index, buffer] of photos.entries()) {
      const shown = await this.page.getByRole('img', { name: /^照片 \d/ }).count();
      await this.page.locator(input).setInputFiles({ name: `IMG_${index}.jpg`, mimeType: 'image/jpeg', buffer });
      await this.page.getByRole('img', { name: `照片 ${shown + 1}` }).waitFor();
    }
  }

  async findProblem(n: number, category: string, title: string): Promise<void> {
    const { page } = this;
    await page.getByRole('button', { name: n === 1 ? '+ 发现新问题' : '+ 再记一个问题' }).click();
    const problem = page.getByRole('group', { name: `新问题 ${n}` });
    await problem.getByRole('button', { name: category, exact: true }).click();
    await problem.getByLabel('一句话说明问题').fill(title);
  }

  /** Taps 完成 and sees that it is kept. */
  async done(): Promise<void> {
    await this.page.getByRole('button', { name: '完成', exact: true }).click();
    await this.page.getByRole('heading', { name: /^(已保存|✓ 已送达)/ }).waitFor({ timeout: 30_000 });
  }

  /** Waits for words on the page; what stands there instead is said when they do not come. */
  async says(words: string | RegExp, page = this.page): Promise<void> {
    await page
      .getByText(words)
      .first()
      .waitFor({ timeout: 30_000 })
      .catch(async () => {
        throw new Error(`no “${String(words)}”, but:\n${await page.locator('body').innerText()}`);
      });
  }

  /** Rings by hand until so many visits have arrived, as an impatient officer does. */
  async untilDelivered(count: number, patience = 120_000): Promise<void> {
    const { page } = this;
    await page.goto('/field/outbox');
    const arrived = page.getByRole('heading', { name: `最近送达 ${count}` });
    const again = page.getByRole('button', { name: '全部重新发送' });
    for (const end = performance.now() + patience; performance.now() < end;) {
      if (await arrived.isVisible()) return;
      // A phone that was killed may have lost its cookie: signing in again loses nothing.
      if (await page.getByRole('dialog', { name: '登录已过期' }).isVisible()) await this.signInAgain();
      if (await again.isVisible()) await again.click({ timeout: 2000 }).catch(() => undefined);
      await arrived.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    throw new Error(`not delivered in time:\n${await page.locator('body').innerText()}`);
  }

  /** What the phone itself keeps of its photos. */
  keptPhotos(): Promise<KeptPhoto[]> {
    return this.page.evaluate<KeptPhoto[]>(`new Promise((resolve, reject) => {
      const asked = indexedDB.open('xiaohao-field');
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        const all = asked.result.transaction('photos').objectStore('photos').getAll();
        all.onerror = () => reject(all.error);
        all.onsuccess = () => {
          asked.result.close();
          resolve(all.result.map(({ id, visitId, sha256 }) => ({ id, visitId, sha256 })));
        };
      };
    })`);
  }
}

export const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
