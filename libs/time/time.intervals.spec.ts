import { WorkingCalendar, workingMinutes } from '@app/platform';
import fc from 'fast-check';
import { type Interval, sharesOf, type TimeEvent, timeOf } from './time.intervals';

/** October 2024: off from the 1st to the 7th, Saturday the 12th worked. */
const calendar = new WorkingCalendar(
  [2024],
  [
    ...['01', '02', '03', '04', '05', '06', '07'].map((day) => ({
      day: `2024-10-${day}`,
      kind: 'holiday' as const,
      name: '国庆节',
    })),
    { day: '2024-10-12', kind: 'makeup', name: '国庆节' },
  ],
);
const at = (text: string): Date => new Date(`2024-${text}+08:00`);
const NOW = at('10-25T18:00');

const power = { id: 'power', name: '供电公司' };
const land = { id: 'land', name: '自然资源和规划局' };
const water = { id: 'water', name: '水务公司' };

const step = (action: string, to: string, time: string, more: Partial<TimeEvent> = {}): TimeEvent => ({
  action,
  to,
  at: at(time),
  unitId: null,
  lead: null,
  supports: null,
  done: false,
  signDueOn: null,
  reviewOn: null,
  ...more,
});

/** `who cycle minutes`, one for each interval. */
const lines = (intervals: readonly Interval[]): string[] =>
  intervals.map(({ party, unit, cycle, minutes, open }) =>
    [party, unit?.id, cycle, minutes, open ? 'open' : undefined].filter((part) => part !== undefined).join(' '),
  );

const registered = step('register', 'registered', '10-14T10:00');
const assigned = step('assign', 'assigned', '10-14T15:00', { lead: power, supports: [] });

describe('who held an issue', () => {
  it.each<[string, TimeEvent[], string[]]>([
    ['only registered', [registered], ['supervisor 1 4740 open']],
    [
      'assigned and signed: one stretch of the department, from assignment on',
      [registered, assigned, step('sign', 'in-progress', '10-15T10:00')],
      ['supervisor 1 240', 'lead power 1 4500 open'],
    ],
    [
      'closed: the verifier, then nobody',
      [
        registered,
        assigned,
        step('apply-closure', 'pending-verification', '10-16T09:00'),
        step('verify', 'closed', '10-17T09:00'),
      ],
      ['supervisor 1 240', 'lead power 1 660', 'verifier 1 480'],
    ],
    [
      'rejected: back to the department that applied',
      [
        registered,
        assigned,
        step('apply-closure', 'pending-verification', '10-16T09:00'),
        step('reject-closure', 'in-progress', '10-16T12:00'),
      ],
      ['supervisor 1 240', 'lead power 1 660', 'verifier 1 180', 'lead power 1 3660 open'],
    ],
    [
      'returned: the days before are the department’s, the days until the ruling the supervisor’s',
      [
        registered,
        assigned,
        step('return', 'returned', '10-15T18:00', { unitId: 'power' }),
        step('assign', 'assigned', '10-17T09:00', { lead: land, supports: [] }),
      ],
      ['supervisor 1 240', 'lead power 1 660', 'supervisor 1 480', 'lead land 1 3360 open'],
    ],
    [
      'returned twice: the leader in charge rules on the second',
      [
        registered,
        assigned,
        step('return', 'returned', '10-15T09:00', { unitId: 'power' }),
        step('insist', 'assigned', '10-15T18:00'),
        step('return', 'returned', '10-16T18:00', { unitId: 'power' }),
      ],
      ['supervisor 1 240', 'lead power 1 180', 'supervisor 1 480', 'lead power 1 480', 'leader 1 3360 open'],
    ],
    [
      'a return that was taken back does not count as one',
      [
        registered,
        assigned,
        step('return', 'returned', '10-15T09:00', { unitId: 'power' }),
        step('withdraw', 'assigned', '10-15T10:00'),
        step('return', 'returned', '10-15T11:00', { unitId: 'power' }),
        step('insist', 'assigned', '10-15T18:00'),
      ],
      [
        'supervisor 1 240',
        'lead power 1 180',
        'supervisor 1 60',
        'lead power 1 60',
        'supervisor 1 360',
        'lead power 1 3840 open',
      ],
    ],
    [
      'suspended: nobody’s time',
      [registered, assigned, step('suspend', 'suspended', '10-15T18:00'), step('resume', 'in-progress', '10-18T00:00')],
      ['supervisor 1 240', 'lead power 1 660', 'suspended 1 960', 'lead power 1 2880 open'],
    ],
    [
      'suspended until a day: the department’s again from that day on, although somebody noticed later',
      [
        registered,
        assigned,
        step('suspend', 'suspended', '10-15T18:00', { reviewOn: '2024-10-17' }),
        step('resume', 'in-progress', '10-21T10:00'),
      ],
      ['supervisor 1 240', 'lead power 1 660', 'suspended 1 480', 'lead power 1 3360 open'],
    ],
    [
      'suspended until a day that has come, although nobody has noticed yet',
      [
        registered,
        assigned,
        step('suspend', 'suspended', '10-15T18:00', { reviewOn: '2024-10-25' }),
        step('report', 'suspended', '10-25T10:00', { unitId: 'power' }),
        step('urge', 'suspended', '10-25T11:00'),
      ],
      ['supervisor 1 240', 'lead power 1 660', 'suspended 1 3360', 'lead power 1 480 open'],
    ],
    [
      'suspended a second time',
      [
        registered,
        assigned,
        step('suspend', 'suspended', '10-15T18:00', { reviewOn: '2024-10-16' }),
        step('resume', 'in-progress', '10-16T09:00'),
        step('suspend', 'suspended', '10-16T18:00', { reviewOn: '2024-11-30' }),
      ],
      ['supervisor 1 240', 'lead power 1 660', 'suspended 1 0', 'lead power 1 480', 'suspended 1 3360 open'],
    ],
    [
      'transferred: from one department to the next',
      [
        registered,
        assigned,
        step('sign', 'in-progress', '10-15T09:00'),
        step('transfer', 'assigned', '10-16T09:00', { lead: land, supports: null }),
      ],
      ['supervisor 1 240', 'lead power 1 660', 'lead land 1 3840 open'],
    ],
    [
      'a transfer that was taken back: the department it came from',
      [
        registered,
        assigned,
        step('transfer', 'assigned', '10-15T09:00', { lead: land }),
        step('withdraw', 'assigned', '10-15T12:00'),
      ],
      ['supervisor 1 240', 'lead power 1 180', 'lead land 1 180', 'lead power 1 4140 open'],
    ],
    [
      'words do not change the holder',
      [
        registered,
        assigned,
        step('urge', 'assigned', '10-15T09:00'),
        step('instruct', 'assigned', '10-15T10:00'),
        step('order', 'assigned', '10-15T11:00'),
        step('recalculate', 'assigned', '10-15T11:00'),
      ],
      ['supervisor 1 240', 'lead power 1 4500 open'],
    ],
    [
      'reopened: a second cycle, and nobody between',
      [
        registered,
        step('close', 'closed', '10-14T18:00'),
        step('reopen', 'registered', '10-16T09:00'),
        step('assign', 'assigned', '10-16T12:00', { lead: power, supports: [] }),
      ],
      ['supervisor 1 420', 'nobody 1 480', 'supervisor 2 180', 'lead power 2 3660 open'],
    ],
    [
      'over the holidays nothing is counted, on the Saturday worked in exchange eight hours',
      [
        step('register', 'registered', '09-30T18:00'),
        step('assign', 'assigned', '10-08T09:00', { lead: power }),
        step('apply-closure', 'pending-verification', '10-12T00:00'),
        step('verify', 'closed', '10-14T09:00'),
      ],
      ['supervisor 1 0', 'lead power 1 1920', 'verifier 1 480'],
    ],
    [
      'a clock that lagged does not turn time back',
      [registered, { ...assigned, at: at('10-14T09:00') }],
      ['supervisor 1 0', 'lead power 1 4740 open'],
    ],
  ])('%s', (_, events, expected) => {
    expect(lines(timeOf(events, calendar, NOW).main)).toEqual(expected);
  });

  it('supporting departments hold beside the lead, until they report their part done', () => {
    const { main, beside } = timeOf(
      [
        registered,
        { ...assigned, supports: [land, water] },
        step('report', 'in-progress', '10-15T09:00', { unitId: 'land' }),
        step('report', 'in-progress', '10-15T18:00', { unitId: 'land', done: true }),
        step('suspend', 'suspended', '10-16T18:00'),
        step('resume', 'in-progress', '10-17T18:00'),
        step('report', 'in-progress', '10-18T12:00', { unitId: 'water', done: true }),
      ],
      calendar,
      NOW,
    );
    expect(lines(beside)).toEqual(['support land 1 660', 'support water 1 1140', 'support water 1 180']);
    expect(lines(main).at(-1)).toBe('lead power 1 2880 open');
  });

  it('a rating ends the wait of the enterprise, which is in no sum', () => {
    const time = timeOf(
      [registered, step('close', 'closed', '10-14T18:00'), step('rate', 'closed', '10-16T12:00')],
      calendar,
      NOW,
    );
    expect(lines(time.main)).toEqual(['supervisor 1 420']);
    expect(lines(time.beside)).toEqual(['enterprise 1 660']);
    expect(sharesOf(time)).toEqual([
      { party: 'supervisor', unit: null, minutes: 420, share: 1000 },
      { party: 'enterprise', unit: null, minutes: 660, share: null },
    ]);
  });

  it('sums are for each party and department, with its share in tenths of a percent', () => {
    const time = timeOf(
      [
        registered,
        { ...assigned, supports: [water] },
        step('return', 'returned', '10-15T15:00', { unitId: 'power' }),
        step('assign', 'assigned', '10-16T15:00', { lead: { id: 'power', name: '国网供电' }, supports: [] }),
        step('close', 'closed', '10-17T18:00'),
      ],
      calendar,
      NOW,
    );
    expect(sharesOf(time)).toEqual([
      { party: 'supervisor', unit: null, minutes: 720, share: 387 },
      { party: 'lead', unit: { id: 'power', name: '国网供电' }, minutes: 1140, share: 613 },
      { party: 'support', unit: water, minutes: 480, share: null },
    ]);
    expect(time.cycles).toEqual([{ cycle: 1, from: registered.at, to: at('10-17T18:00'), minutes: 1860 }]);
  });
});

describe('the time of any issue', () => {
  const STATES = ['registered', 'assigned', 'in-progress', 'returned', 'suspended', 'pending-verification', 'closed'];
  const unit = fc.constantFrom(power, land, water);
  const anyStep = fc.record({
    action: fc.constantFrom(
      ...['assign', 'transfer', 'sign', 'return', 'report', 'suspend', 'resume', 'apply-closure', 'verify'],
      ...['reopen', 'withdraw', 'urge', 'rate', 'merge', 'recalculate'],
    ),
    to: fc.constantFrom(...STATES, 'merged', 'cancelled'),
    later: fc.integer({ min: 0, max: 12 * 24 * 60 }),
    unitId: fc.option(unit.map(({ id }) => id)),
    lead: fc.option(unit),
    supports: fc.option(fc.uniqueArray(unit, { maxLength: 2, selector: ({ id }) => id })),
    done: fc.boolean(),
    signDueOn: fc.constant(null),
    reviewOn: fc.option(fc.constantFrom('2024-02-01', '2024-04-01', '2024-06-03', '2024-07-01')),
  });
  const history = fc
    .tuple(
      fc.date({ min: at('01-01T00:00'), max: at('06-30T00:00'), noInvalidDate: true }),
      fc.array(anyStep, { maxLength: 25 }),
      fc.integer({ min: 0, max: 40 * 24 * 60 }),
    )
    .map(([start, steps, wait]) => {
      let time = start.getTime();
      const events: TimeEvent[] = [{ ...registered, at: start }];
      for (const { later, ...rest } of steps) events.push({ ...rest, at: new Date((time += later * 60_000)) });
      return { events, now: new Date(time + wait * 60_000) };
    });
  const over = (state: string | undefined): boolean => ['closed', 'merged', 'cancelled'].includes(state ?? '');

  it('is one line without gap or overlap, from the registration to the end or to now', () => {
    fc.assert(
      fc.property(history, ({ events, now }) => {
        const { main } = timeOf(events, calendar, now);
        expect(main[0]?.from).toEqual(events[0]?.at);
        main.forEach((interval, index) => {
          expect(interval.from.getTime()).toBeLessThanOrEqual(interval.to.getTime());
          if (index > 0) expect(interval.from).toEqual(main[index - 1]?.to);
          expect(interval.open).toBe(index === main.length - 1 && !over(events.at(-1)?.to));
        });
        if (!over(events.at(-1)?.to)) expect(main.at(-1)?.to).toEqual(now);
      }),
    );
  });

  it('adds up exactly to the working time in which it was open', () => {
    fc.assert(
      fc.property(history, ({ events, now }) => {
        // Counted another way: event by event, without asking who held it.
        let open = 0;
        events.forEach((event, index) => {
          const until = events[index + 1]?.at ?? now;
          if (!over(event.to)) open += workingMinutes(calendar, event.at, until);
        });
        const time = timeOf(events, calendar, now);
        const sum = (minutes: number[]): number => minutes.reduce((total, one) => total + one, 0);
        const held = time.main.filter(({ party }) => party !== 'nobody').map(({ minutes }) => minutes);
        expect(sum(held)).toBe(open);
        expect(sum(time.cycles.map(({ minutes }) => minutes))).toBe(open);
        const shares = sharesOf(time).filter(({ party }) => party !== 'support' && party !== 'enterprise');
        expect(sum(shares.map(({ minutes }) => minutes))).toBe(open);
      }),
    );
  });

  it('gives no department time before it was named, and none while it is suspended', () => {
    fc.assert(
      fc.property(history, ({ events, now }) => {
        const { main, beside } = timeOf(events, calendar, now);
        const suspended = main.filter(({ party }) => party === 'suspended');
        for (const { unit: helper, from, to } of beside.filter(({ party }) => party === 'support')) {
          expect(events.some((event) => event.at <= from && event.supports?.some(({ id }) => id === helper?.id))).toBe(
            true,
          );
          for (const stood of suspended) expect(from >= stood.to || to <= stood.from).toBe(true);
        }
      }),
    );
  });
});
