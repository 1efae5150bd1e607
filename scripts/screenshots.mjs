// `npm run screenshots [name …]`: a demo district of its own, opened in headless Chromium, into docs/screenshots.
import fs from 'node:fs';
import path from 'node:path';
import { root } from './children.mjs';
import { inDemoBrowser } from './demo-browser.mjs';
import { printFault, step } from './say.mjs';

const FOLDER = path.join(root, 'docs/screenshots');
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };

/** Name, who, address or a function that finds it, and how wide. */
const SHOTS = [
  ['sign-in', undefined, '/sign-in', DESK],
  ['supervisor-home', 'supervisor', '/', DESK],
  ['issues', 'supervisor', '/issues', DESK],
  ['issue', 'supervisor', firstIssue, DESK],
  ['month', 'supervisor', '/months/2024-10', DESK],
  ['leader-home', 'leader', '/', DESK],
  ['overview', 'leader', '/overview/2024-10', { ...DESK, height: 1700 }],
  ['screen', undefined, bigScreen, { width: 1920, height: 1080 }],
  ['projects', 'supervisor', '/projects', DESK],
  ['project', 'supervisor', firstProject, DESK],
  ['visit', 'supervisor', toldVisit, { ...DESK, height: 1200 }],
  ['visit-weeks', 'supervisor', '/visits?tab=matrix', DESK],
  ['people', 'admin', '/people', DESK],
  ['reminder-rules', 'admin', '/reminder-rules', DESK],
  ['reminder-ladders', 'admin', '/reminder-rules?tab=ladders', DESK],
  ['reminder-run', 'admin', '/reminder-run', DESK],
  ['phone-officer', 'officer', '/', PHONE],
  ['phone-week', 'officer', '/field', PHONE],
  ['phone-visit', 'officer', startedVisit, PHONE],
  ['phone-handler', 'handler', '/', PHONE],
  ['phone-issues', 'handler', '/issues', PHONE],
  ['phone-issue', 'handler', firstIssue, PHONE],
  ['phone-month', 'leader', '/months/2024-10', PHONE],
  ['phone-overview', 'leader', '/overview', PHONE],
  ['phone-project', 'officer', firstProject, PHONE],
];

async function firstOf(page, address) {
  const response = await page.request.get(address);
  const { items } = await response.json();
  return items[0]?.id;
}
async function firstIssue(page) {
  return `/issues/${await firstOf(page, '/api/issues?state=in-progress&sort=due&pageSize=1')}`;
}
async function firstProject(page) {
  return `/projects/${await firstOf(page, '/api/projects?pageSize=1')}`;
}
/** The visit of the last weeks that has the most to show. */
async function toldVisit(page) {
  const response = await page.request.get('/api/visits?pageSize=200');
  const { items } = await response.json();
  const shown = ({ photoCount, recheckCount }) => photoCount + 2 * recheckCount;
  const [best] = items.filter(({ photoCount }) => photoCount > 0).sort((a, b) => shown(b) - shown(a));
  return `/visits/${(best ?? items[0]).id}`;
}
/** A link made as the administrator makes it; the address names the host that people type. */
async function bigScreen(page) {
  const login = { username: 'admin', password: 'Xiaohao-2024' };
  const { accessToken } = await (await page.request.post('/api/auth/login', { data: login })).json();
  const id = crypto.randomUUID();
  const response = await page.request.post('/api/screen-tokens', {
    data: { id, name: '一楼大厅', expiresOn: new Date(Date.now() + 86_400_000).toISOString().slice(0, 10) },
    headers: { authorization: `Bearer ${accessToken}` },
  });
  await page.context().clearCookies();
  const { pathname, search } = new URL((await response.json()).address);
  return pathname + search;
}
/** Begins a visit as the officer does, on the phone's own pages. */
async function startedVisit(page) {
  await page.goto('/field');
  await page
    .getByRole('button', { name: /^开始走访/ })
    .first()
    .click();
  await page.waitForURL(/\/field\/visit\//);
  return page.url();
}

/** Signs in once a person and keeps the session for all their pictures. */
async function contextOf(browser, origin, account, viewport) {
  const context = await browser.newContext({ baseURL: origin, viewport, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' });
  if (account) {
    await context.request.post('/api/auth/login', { data: { username: account, password: 'Xiaohao-2024' } });
  }
  return context;
}

async function shoot(browser, origin, [name, account, address, viewport]) {
  const context = await contextOf(browser, origin, account, viewport);
  const page = await context.newPage();
  const faults = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(typeof address === 'function' ? await address(page) : address);
  await page.waitForLoadState('networkidle');
  // Grey bars stand where something is still on its way.
  await page.waitForFunction(() => document.querySelector('.ant-skeleton, .ant-spin-spinning') === null);
  await page.waitForTimeout(600);
  await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
  const wider = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wider > 0) faults.push(`宽出 ${wider} 像素`);
  await context.close();
  for (const fault of faults) console.log(`  ! ${name}：${fault}`);
}

async function main(names) {
  await inDemoBrowser(async ({ browser, origin }) => {
    fs.mkdirSync(FOLDER, { recursive: true });
    const wanted = SHOTS.filter(([name]) => names.length === 0 || names.some((part) => name.includes(part)));
    for (const shot of wanted) await step(shot[0], () => shoot(browser, origin, shot));
  });
}

main(process.argv.slice(2)).catch((error) => {
  printFault(error);
  process.exitCode = 1;
});
