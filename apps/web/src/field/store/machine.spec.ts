import type { SentVisit, ServerVisit } from './contract';
import { next, type OutboxEvent, type Sending } from './machine';
import type { DraftState, Trouble } from './model';

const body = { id: 'v', projectId: 'p', visitedAt: '2024-10-16T02:00:00Z', note: '正常', issues: [] } as SentVisit;
const visit = { id: 'v', number: 'ZF-20241016-3FA9C2' } as ServerVisit;
const trouble: Trouble = { kind: 'refused', code: 'validation', message: '请填写', faults: {}, serverVisit: null };
const correction = { id: 'c', version: 1, reason: '以手机为准' };

const item = (state: DraftState, part: Partial<Sending> = {}): Sending => ({
  state,
  attempts: 0,
  nextTryAt: 0,
  waitsFor: null,
  trouble: state === 'needs-attention' ? trouble : null,
  body: state === 'draft' ? null : body,
  correction: null,
  submittedAt: state === 'draft' ? null : '2024-10-16T03:00:00Z',
  deliveredAt: state === 'delivered' ? '2024-10-16T04:00:00Z' : null,
  received: state === 'delivered' ? visit : null,
  ...part,
});

const EVENTS: Record<string, OutboxEvent> = {
  finish: { type: 'finish', body, at: '2024-10-16T03:00:00Z' },
  correct: { type: 'correct', correction },
  start: { type: 'start' },
  interrupted: { type: 'interrupted' },
  again: { type: 'again', waitsFor: 'network', now: 1000, random: 1, notBefore: 0 },
  trouble: { type: 'trouble', trouble },
  delivered: { type: 'delivered', visit, at: '2024-10-16T04:00:00Z' },
  wake: { type: 'wake' },
  reopen: { type: 'reopen' },
};

/** From state and event to state; what is missing changes nothing. */
const TABLE: Record<DraftState, Partial<Record<keyof typeof EVENTS, DraftState>>> = {
  draft: { finish: 'waiting' },
  waiting: {
    start: 'sending',
    again: 'waiting',
    trouble: 'needs-attention',
    delivered: 'delivered',
    wake: 'waiting',
    reopen: 'draft',
  },
  sending: { interrupted: 'waiting', again: 'waiting', trouble: 'needs-attention', delivered: 'delivered' },
  'needs-attention': { finish: 'waiting', correct: 'waiting', delivered: 'delivered', reopen: 'draft' },
  delivered: { delivered: 'delivered' },
};

const cases = (Object.keys(TABLE) as DraftState[]).flatMap((from) =>
  Object.keys(EVENTS).map((event) => [from, event, TABLE[from][event]] as const),
);

describe('what happens to a visit that is to be sent', () => {
  it.each(cases)('%s, %s → %s', (from, event, to) => {
    const before = item(from);
    const after = next(before, EVENTS[event] as OutboxEvent);
    if (to === undefined) expect(after).toBe(before);
    else expect(after.state).toBe(to);
  });

  it('failed tries wait longer and longer, and no longer than the server asks is too long', () => {
    let now = item('sending');
    const waits: number[] = [];
    for (let tries = 0; tries < 12; tries++) {
      now = next(now, { type: 'again', waitsFor: 'server', now: 0, random: 1, notBefore: 0 });
      waits.push(now.nextTryAt);
    }
    expect(waits.slice(0, 4)).toEqual([2000, 4000, 8000, 16000]);
    expect(waits[11]).toBe(300_000);
    expect(now.attempts).toBe(12);
    const asked = next(item('sending'), { type: 'again', waitsFor: 'busy', now: 0, random: 0, notBefore: 60_000 });
    expect(asked.nextTryAt).toBe(60_000);
  });

  it('waiting for a person or for the phone is no failed try', () => {
    for (const waitsFor of ['sign-in', 'photo'] as const) {
      const after = next(item('sending', { attempts: 3 }), {
        type: 'again',
        waitsFor,
        now: 5,
        random: 1,
        notBefore: 0,
      });
      expect([after.state, after.waitsFor, after.attempts]).toEqual(['waiting', waitsFor, 3]);
    }
    const paused = next(item('sending'), { type: 'again', waitsFor: 'sign-in', now: 5, random: 1, notBefore: 0 });
    expect(paused.nextTryAt).toBe(5);
  });

  it('a finished visit starts with a clean slate and a frozen body', () => {
    const after = next(item('needs-attention', { attempts: 7, correction }), EVENTS.finish as OutboxEvent);
    expect(after).toMatchObject({ attempts: 0, nextTryAt: 0, trouble: null, correction: null, body });
  });

  it('what is written on has no body that could still be sent', () => {
    expect(next(item('waiting', { correction }), { type: 'reopen' })).toMatchObject({ body: null, correction: null });
  });
});
