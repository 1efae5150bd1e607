import { addDays, WorkingCalendar } from '@app/platform';
import { changeOf, type CountedState, type CountingEvent, type Days, recount, recountWords } from './recount.rules';

const NOTHING: Days = {
  dueOn: null,
  signDueOn: null,
  returnUntil: null,
  rulingDueOn: null,
  verifyDueOn: null,
  reportDueOn: null,
  urgeDueOn: null,
  instructionDueOn: null,
  turnDueOn: null,
};
/** By weekends, and then with New Year's Day off and the Sunday after worked. */
const before = new WorkingCalendar([], []);
const after = new WorkingCalendar(
  [2027],
  [
    { day: '2027-01-01', kind: 'holiday', name: '元旦' },
    { day: '2027-01-10', kind: 'makeup', name: '元旦' },
  ],
);
const assigned = (from: string, days: number, calendar = before): CountingEvent => ({
  action: 'assign',
  counted: { dueOn: { from, days, day: calendar.addWorkingDays(from, days).day } },
});
const due = (dueOn: string) => ({ state: 'in-progress' as const, days: { ...NOTHING, dueOn } });

it('moves a day that was counted over a holiday', () => {
  // Friday 2027-01-01 does not count any more: Wednesday + 3 is Tuesday, not Monday.
  expect(recount(due('2027-01-04'), [assigned('2026-12-30', 3)], after)).toEqual({
    dueOn: { was: '2027-01-04', counted: '2027-01-05', day: '2027-01-05' },
  });
});

it('never shortens: the later day stays, and the record says both', () => {
  const changed = recount(due('2027-01-12'), [assigned('2027-01-08', 2)], after);
  expect(changed).toEqual({ dueOn: { was: '2027-01-12', counted: '2027-01-11', day: '2027-01-12' } });
  expect(recountWords(changed)).toEqual(['办理期限重算后应为2027年1月11日，不缩短，保留2027年1月12日']);
});

it('leaves alone what a person gave', () => {
  expect(recount(due('2027-01-29'), [assigned('2026-12-30', 3)], after)).toEqual({});
  expect(recount(due('2027-01-04'), [{ action: 'grant-extension' }], after)).toEqual({});
  expect(recount(due('2027-01-04'), [], after)).toEqual({});
});

it('leaves alone what the calendar does not touch', () => {
  expect(recount(due('2026-12-25'), [assigned('2026-12-21', 4)], after)).toEqual({});
});

it.each([
  ['moved', '2026-12-30', 3, '2027-01-05'],
  ['kept', '2027-01-08', 2, '2027-01-12'],
])('says it once: %s', (_, from, days, stands) => {
  const first = assigned(from, days);
  const changed = recount(due(first.counted?.dueOn?.day ?? ''), [first], after);
  expect(changed.dueOn?.day).toBe(stands);
  const events = [first, { action: 'recalculate', recounted: changed }];
  expect(recount(due(stands), events, after)).toEqual({});
  // A correction takes it back: what moved stays, with a second word; what was kept stands where the rule has it.
  expect(recount(due(stands), events, before).dueOn?.day ?? stands).toBe(stands);
});

it('counts the days that stood still on from the deadline that it would have been', () => {
  const first = assigned('2026-12-30', 3);
  const resumed: CountingEvent = {
    action: 'resume',
    counted: { dueOn: { from: '2027-01-04', days: 2, day: '2027-01-06' } },
  };
  expect(recount(due('2027-01-06'), [first, resumed], after).dueOn).toEqual({
    was: '2027-01-06',
    counted: '2027-01-07',
    day: '2027-01-07',
  });
  // Counted anew from a day that happens to be the old deadline is no continuation.
  const transferred: CountingEvent = { ...resumed, action: 'transfer' };
  expect(recount(due('2027-01-06'), [first, transferred], after)).toEqual({});
});

it('counts on from a deadline that was kept', () => {
  const first = assigned('2027-01-08', 2);
  const kept = recount(due('2027-01-12'), [first], after);
  const resumed: CountingEvent = {
    action: 'resume',
    counted: { dueOn: { from: '2027-01-12', days: 1, day: '2027-01-13' } },
  };
  expect(recount(due('2027-01-13'), [first, { action: 'recalculate', recounted: kept }, resumed], after)).toEqual({});
});

it('counts each day of an issue by itself', () => {
  const events: CountingEvent[] = [
    {
      action: 'assign',
      counted: {
        dueOn: { from: '2026-12-31', days: 10, day: '2027-01-14' },
        signDueOn: { from: '2026-12-31', days: 1, day: '2027-01-01' },
      },
    },
  ];
  const changed = recount(
    { state: 'assigned', days: { ...NOTHING, dueOn: '2027-01-14', signDueOn: '2027-01-01' } },
    events,
    after,
  );
  // Ten days lose the Friday and win the Sunday.
  expect(changed).toEqual({ signDueOn: { was: '2027-01-01', counted: '2027-01-04', day: '2027-01-04' } });
  expect(recountWords(changed)).toEqual(['签收期限由2027年1月1日改为2027年1月4日']);
});

it('comes to the same, however often and in whatever order years are published', () => {
  const holidays = [0, 1, 2].map((offset) => ({
    day: addDays('2027-01-01', offset * 3),
    kind: 'holiday' as const,
    name: '元旦',
  }));
  const calendars = [before, ...holidays.map((_, n) => new WorkingCalendar([2027], holidays.slice(0, n + 1)))];
  for (const order of [
    [1, 2, 3],
    [3, 2, 1],
    [2, 2, 3, 1, 3],
  ]) {
    const events: CountingEvent[] = [assigned('2026-12-28', 6)];
    let day = events[0]?.counted?.dueOn?.day ?? '';
    for (const index of order) {
      const changed = recount(due(day), events, calendars[index] ?? before);
      if (!changed.dueOn) continue;
      expect(changed.dueOn.day >= day).toBe(true);
      day = changed.dueOn.day;
      events.push({ action: 'recalculate', recounted: changed });
    }
    expect(day).toBe('2027-01-08');
  }
});

describe('what it changes', () => {
  const events: CountingEvent[] = [
    {
      action: 'assign',
      counted: {
        dueOn: { from: '2026-12-30', days: 3, day: '2027-01-04' },
        signDueOn: { from: '2026-12-31', days: 1, day: '2027-01-01' },
      },
    },
  ];
  const change = (issue: CountedState) => changeOf(issue, recount(issue, events, after), events, after);
  const days = { ...NOTHING, dueOn: '2027-01-04', signDueOn: '2027-01-01' };

  it('whose turn it is until when, where it follows the day', () => {
    expect(change({ state: 'in-progress', days: { ...days, turnDueOn: '2027-01-04' }, undo: null })).toEqual({
      dueOn: '2027-01-05',
      turnDueOn: '2027-01-05',
    });
    expect(change({ state: 'suspended', days: { ...days, turnDueOn: '2027-01-04' }, undo: null })).toEqual({
      dueOn: '2027-01-05',
    });
  });

  it('not the day to sign of what is signed for', () => {
    expect(change({ state: 'assigned', days, undo: null })).toMatchObject({ signDueOn: '2027-01-04' });
    expect(change({ state: 'in-progress', days, undo: null })).not.toHaveProperty('signDueOn');
  });

  it('what comes back when the last step is taken back', () => {
    const undo = { state: 'in-progress' as const, turnDueOn: '2027-01-04', verifyDueOn: null };
    expect(change({ state: 'pending-verification', days: { ...days, turnDueOn: '2027-02-01' }, undo })).toEqual({
      dueOn: '2027-01-05',
      undo: { ...undo, turnDueOn: '2027-01-05' },
    });
  });
});
