import type { IssueEvent } from './queries';
import { MOST_STEPS, slipSteps } from './slip-steps';

const events = (...actions: string[]): IssueEvent[] =>
  actions.map((action, index) => ({ id: String(index), seq: index + 1, action, note: '' }) as unknown as IssueEvent);
const many = (count: number, action: string): string[] => Array.from({ length: count }, () => action);
const shown = ({ first, omitted, last, urged }: ReturnType<typeof slipSteps>): string =>
  [
    first.map(({ seq }) => seq).join(' '),
    `omitted ${omitted}`,
    last.map(({ seq }) => seq).join(' '),
    `urged ${urged}`,
  ].join(' | ');

describe('the steps on the slip', () => {
  it.each([
    ['all, when they fit', events('register', 'assign', 'urge', 'sign'), '1 2 3 4 | omitted 0 |  | urged 0'],
    [
      'without what goes beside the work, with the urgings counted',
      events('register', 'assign', ...many(8, 'urge'), ...many(3, 'report'), 'sign', 'verify'),
      '1 2 14 15 | omitted 3 |  | urged 8',
    ],
    [
      'the first two and the last',
      events('register', 'assign', ...many(12, 'return'), 'urge', 'verify'),
      '1 2 | omitted 6 | 9 10 11 12 13 14 16 | urged 1',
    ],
  ])('%s', (_, given, expected) => {
    expect(shown(slipSteps(given))).toBe(expected);
  });

  it('never take more lines than there is room for, and leave nothing uncounted', () => {
    for (let count = 1; count < 60; count += 1) {
      const { first, omitted, last, urged } = slipSteps(
        events('register', ...many(count, 'transfer'), ...many(count % 7, 'urge'), ...many(count % 3, 'report')),
      );
      expect(first.length + last.length + (omitted > 0 ? 1 : 0)).toBeLessThanOrEqual(MOST_STEPS);
      const all = 1 + count + (count % 7) + (count % 3);
      // Where all fit the urgings are among them.
      expect(first.length + last.length + omitted + urged).toBe(all);
    }
  });
});
