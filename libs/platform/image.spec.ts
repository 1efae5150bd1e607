import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { drawAnew, lookAtPhoto } from './image';

const grey = (edge: number): Promise<Buffer> =>
  sharp({ create: { width: edge, height: edge, channels: 3, background: '#888' } })
    .png()
    .toBuffer();

/** How many pictures were drawn at once while the work went on. */
async function mostAtOnce(work: Promise<unknown>): Promise<number> {
  let most = 0;
  let over = false;
  const settled = work.finally(() => (over = true));
  while (!over) {
    most = Math.max(most, sharp.counters().process);
    await pause(1);
  }
  await settled;
  return most;
}

describe('large pictures', () => {
  it.each([
    ['looked at', lookAtPhoto],
    ['drawn anew', drawAnew],
  ])('are %s one after another, so that a few of them do not fill the memory', async (_, work) => {
    const large = await grey(5000);
    expect(await mostAtOnce(Promise.all([1, 2, 3, 4].map(() => work(large))))).toBe(1);
  });

  it('hold nobody up who comes after one that cannot be read', async () => {
    const large = await grey(5000);
    const [broken, whole] = await Promise.all([lookAtPhoto(large.subarray(0, large.length / 2)), lookAtPhoto(large)]);
    expect([broken, whole?.width]).toEqual([undefined, 5000]);
  });
});
