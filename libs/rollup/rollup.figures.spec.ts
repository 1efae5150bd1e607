import type { RollupView } from './rollup.dto';
import { asOfDay, differenceOf } from './rollup.figures';

test.each([
  ['2024-09', '2024-10-16', '2024-09-30'],
  ['2024-10', '2024-10-16', '2024-10-16'],
  ['2024-02', '2024-02-29', '2024-02-29'],
])('%s, read on %s, counts up to %s', (month, today, day) => {
  expect(asOfDay(month, today)).toBe(day);
});

test('a revision tells the lists that it changed, came and went', () => {
  const list = (listId: string, completed: string) => ({
    listId,
    name: listId,
    projects: 1,
    annualPlan: '10',
    completed,
    completionRate: `${completed}0.00`,
  });
  const view = (...lists: object[]) => ({ lists }) as RollupView;
  const before = view(list('same', '1'), list('changed', '2'), list('gone', '3'));
  const after = view(list('same', '1'), list('changed', '4'), list('come', '5'));
  expect(differenceOf(before, after)).toMatchObject([
    { listId: 'changed', before: { completed: '2', completionRate: '20.00' }, after: { completed: '4' } },
    { listId: 'come', before: null, after: { completed: '5' } },
    { listId: 'gone', before: { completed: '3' }, after: null },
  ]);
  expect(differenceOf(undefined, after)).toEqual([]);
});
