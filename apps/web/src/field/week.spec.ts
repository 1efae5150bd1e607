import type { DraftSummary, FieldProject, FieldView } from './store';
import { finishedOf, isOpen, mondayOf, nextAfter, rowsOf } from './week';

const project = (id: string, state: 'open' | 'met' | 'excused' | null): FieldProject =>
  ({
    id,
    name: id,
    ownerName: '',
    duty: state && { period: '2024-W42', periodEnd: '2024-10-20', state, every: 'week' },
  }) as FieldProject;
const view = {
  today: '2024-10-17',
  order: ['b', 'a', 'gone'],
  projects: [project('a', 'open'), project('b', 'open'), project('c', 'met'), project('z', null), project('d', null)],
} as FieldView;
const draft = (projectId: string, state: DraftSummary['state'], visitedAt: string): DraftSummary =>
  ({ projectId, state, visitedAt }) as DraftSummary;

it('rows stand in the order of the plan, and a duty that the plan does not know is not lost', () => {
  const { planned, others } = rowsOf(view);
  expect(planned.map(({ id }) => id)).toEqual(['b', 'a', 'c']);
  expect(others.map(({ id }) => id)).toEqual(['d', 'z']);
});

it('a week begins on Monday', () => {
  expect(['2024-10-14', '2024-10-17', '2024-10-20'].map(mondayOf)).toEqual(['2024-10-14', '2024-10-14', '2024-10-14']);
  expect(mondayOf('2024-10-21')).toBe('2024-10-21');
});

it('a visit that waits on the phone counts as made; a draft and last week do not', () => {
  const drafts = [
    draft('b', 'waiting', '2024-10-16T01:00:00Z'),
    draft('a', 'draft', '2024-10-16T01:00:00Z'),
    draft('a', 'delivered', '2024-10-13T01:00:00Z'),
  ];
  const finished = finishedOf(drafts, view.today);
  expect([...finished.keys()]).toEqual(['b']);
  expect(rowsOf(view, finished).planned.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(
    rowsOf(view)
      .planned.filter((one) => isOpen(one, finished))
      .map(({ id }) => id),
  ).toEqual(['a']);
  expect(nextAfter(view, drafts, 'b')?.id).toBe('a');
});

it('the next project is looked for from here on, then from the top; with none left there is none', () => {
  expect(nextAfter(view, [], 'b')?.id).toBe('a');
  expect(nextAfter(view, [], 'a')?.id).toBe('b');
  const both = ['a', 'b'].map((id) => draft(id, 'delivered', '2024-10-16T01:00:00Z'));
  expect(nextAfter(view, both, 'a')).toBeUndefined();
});
