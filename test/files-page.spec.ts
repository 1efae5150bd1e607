import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseOptions } from '@app/platform';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { DataSource } from 'typeorm';
import { type Cast, castInto, freshDatabase } from './support';
import { describeInBrowser, DESK, launchBrowser, PHONE, Seat, spaced } from './support/browser';
import { freePort, Program } from './support/process';

let browser: Browser;
let database: DataSource;
let cast: Cast;
let origin: string;
let api: Program;
let folder: string;
let drop: () => Promise<void>;
let issueId: string;

describeInBrowser('words and files in the browser', () => {
  beforeAll(async () => {
    const fresh = await freshDatabase();
    drop = fresh.drop;
    folder = await mkdtemp(join(tmpdir(), 'xiaohao-page-files-'));
    database = await new DataSource(databaseOptions({ DATABASE_URL: fresh.url, DATABASE_POOL_SIZE: 2 })).initialize();
    cast = await castInto(database);
    const port = await freePort();
    origin = `http://localhost:${port}`;
    const settings = { DATABASE_URL: fresh.url, PORT: String(port), FILES_DIR: folder };
    api = new Program('apps/api/main.js', settings);
    await api.start();
    browser = await launchBrowser();
    const [project] = (await database.query(
      `insert into project (name, total_investment, officer_id) values ('磐升机械产业园', 100000, $1) returning id`,
      [cast.people.officer],
    )) as [{ id: string }];
    const seat = await Seat.take(browser, origin, 'officer');
    const answer = await seat.context.request.post('/api/issues', {
      data: { projectId: project.id, title: '110kV 专线未通', categoryCode: 'power' },
    });
    issueId = ((await answer.json()) as { id: string }).id;
    await seat.context.close();
  }, 180_000);

  afterAll(async () => {
    await browser?.close();
    await api?.stop();
    await database?.destroy();
    await drop?.();
    await rm(folder, { recursive: true, force: true });
  });

  it.each([
    ['desk', DESK],
    ['phone', PHONE],
  ] as const)(
    'an officer at the %s says something with a photo, names the supervisor, and takes out what was wrong',
    async (place, viewport) => {
      const seat = await Seat.take(browser, origin, 'officer', viewport);
      const { page } = seat;
      await page.goto(`/issues/${issueId}`);
      const words = page.getByRole('textbox', { name: '留言' });
      await words.click();
      await words.pressSequentially('请 @赵');
      await page.locator('.ant-mentions-dropdown-menu-item', { hasText: '赵督办' }).click();
      await words.pressSequentially(`看照片，来自${place}`);
      const photo = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#2a6' } })
        .png()
        .toBuffer();
      await page
        .locator('input[type=file]')
        .last()
        .setInputFiles([
          { name: '现场照片.png', mimeType: 'image/png', buffer: photo },
          { name: '工具.jpg', mimeType: 'image/jpeg', buffer: Buffer.from(`4d5a${'90'.repeat(300)}`, 'hex') },
        ]);
      const send = page.getByRole('button', { name: spaced('发表') });
      await send.click();
      await page.getByText('不能上传这种文件').waitFor();
      // What the server refused is the only fault of the page.
      expect(seat.faults.filter((fault) => !fault.includes('400'))).toEqual([]);
      await page.getByRole('button', { name: spaced('去掉') }).click();
      await send.click();
      await page.getByText('已发表。').waitFor();
      const said = page.locator('.ant-timeline-item, .ant-steps-item', { hasText: `看照片，来自${place}` });
      await said.getByRole('img', { name: '查看照片 现场照片.jpg' }).waitFor();
      expect(await words.inputValue()).toBe('');
      expect(await seat.wider()).toBeLessThanOrEqual(0);
      await seat.context.close();
      const kept = await database.query(
        `select c.mention_ids as mentions, array_agg(a.name) as files from issue_comment c
         join attachment a on a.id = any (c.attachment_ids) where c.text like '%' || $1 group by c.id`,
        [place],
      );
      expect(kept).toEqual([{ mentions: [cast.people.supervisor], files: ['现场照片.jpg'] }]);
    },
  );
});
