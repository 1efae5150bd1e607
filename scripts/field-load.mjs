// `npm run bench:field`: how long an officer waits for the phone's pages, first over a slow mobile network, later from
// what the phone keeps. Printed, never asserted: a time is no test.
import { inDemoBrowser } from './demo-browser.mjs';
import { printFault } from './say.mjs';

/** Chrome's former profile “Regular 3G”, with three times its round trip: bytes a second, milliseconds. */
const THREE_G = { offline: false, latency: 300, downloadThroughput: 750_000 / 8, uploadThroughput: 250_000 / 8 };
const PHONE = { width: 390, height: 844 };
const TIMES = 5;

const seconds = (ms) => `${(ms / 1000).toFixed(2)} 秒`;
const spread = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return `${seconds(sorted[0])} / ${seconds(sorted[Math.floor(sorted.length / 2)])} / ${seconds(sorted.at(-1))}`;
};

async function throttle(page) {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', THREE_G);
}

/** From the tap on the address until what the officer came for stands there. */
async function opened(page, what) {
  const from = performance.now();
  await page.goto('/field');
  await what(page).first().waitFor();
  return performance.now() - from;
}
const list = (page) => page.getByRole('button', { name: /^(开始走访|再走访一次|继续填写) / });
const form = (page) => page.getByLabel('密码');

async function measure({ browser, origin }) {
  const first = [];
  const signedIn = [];
  const later = [];
  for (let turn = 0; turn < TIMES; turn += 1) {
    const context = await browser.newContext({ baseURL: origin, viewport: PHONE, locale: 'zh-CN' });
    const page = await context.newPage();
    await throttle(page);
    first.push(await opened(page, form));
    await page.getByLabel('用户名').fill('officer');
    await page.getByLabel('密码').fill('Xiaohao-2024');
    const from = performance.now();
    await page.getByRole('button', { name: '登录', exact: true }).click();
    await list(page).first().waitFor();
    signedIn.push(performance.now() - from);
    await page.evaluate('navigator.serviceWorker.ready.then(() => undefined)');
    await page.close();
    const again = await context.newPage();
    await throttle(again);
    later.push(await opened(again, list));
    await context.close();
  }
  console.log(`\n网络：下行 750 kbit/s，往返 300 毫秒；各 ${TIMES} 次，最短 / 中位 / 最长`);
  console.log(`首次打开，直到可以登录：${spread(first)}（目标 5 秒以内）`);
  console.log(`登录，直到本周清单出现：${spread(signedIn)}`);
  console.log(`以后打开，直到本周清单出现：${spread(later)}（目标 1 秒以内）`);
}

inDemoBrowser(measure).catch((error) => {
  printFault(error);
  process.exitCode = 1;
});
