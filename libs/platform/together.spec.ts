import { setImmediate as turn } from 'node:timers/promises';
import { Together } from './together';

/** Work that says when it began and ends when it is told to. */
function steps() {
  const begun: { end(value: string): void; fail(error: Error): void }[] = [];
  const work = () => new Promise<string>((end, fail) => void begun.push({ end, fail }));
  return { begun, work };
}

describe('asking together', () => {
  it('shares an answer only with those who asked before it was begun', async () => {
    const together = new Together<string>();
    const { begun, work } = steps();
    const first = together.ask('2024-10', work);
    const [second, third] = [together.ask('2024-10', work), together.ask('2024-10', work)];
    expect(begun).toHaveLength(1);
    begun[0]?.end('before');
    expect(await first).toBe('before');
    await turn();
    expect(begun).toHaveLength(2);
    const fourth = together.ask('2024-10', work);
    begun[1]?.end('after');
    expect(await Promise.all([second, third])).toEqual(['after', 'after']);
    await turn();
    begun[2]?.end('last');
    expect(await fourth).toBe('last');
    await turn();
    void together.ask('2024-10', work);
    expect(begun).toHaveLength(4);
  });

  it('keeps different things apart', () => {
    const together = new Together<string>();
    const { begun, work } = steps();
    void together.ask('2024-10', work);
    void together.ask('2024-11', work);
    expect(begun).toHaveLength(2);
  });

  it('goes on after a failure, which only those hear who shared it', async () => {
    const together = new Together<string>();
    const { begun, work } = steps();
    const first = together.ask('2024-10', work);
    const second = together.ask('2024-10', work);
    begun[0]?.fail(new Error('gone'));
    await expect(first).rejects.toThrow('gone');
    await turn();
    begun[1]?.end('there');
    expect(await second).toBe('there');
  });
});
