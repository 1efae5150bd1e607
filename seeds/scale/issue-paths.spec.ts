import { type Action, type Facts, next, type Party, STATES } from '@app/ledger';
import { ISSUE_PATHS } from './issue-paths';

/** Who the one that acts is to the issue: everybody acts on issues that they did not handle in another part. */
const PARTIES: Record<'officer' | 'supervisor' | 'lead', Party[]> = {
  officer: ['officer'],
  supervisor: ['supervisor', 'ruler', 'verifier'],
  lead: ['lead'],
};

describe('the walks of the scale data', () => {
  it.each(ISSUE_PATHS.map((path, place) => ({ place, ...path })))('path $place is legal, to $state', ({ steps }) => {
    const [first, ...rest] = steps;
    expect(first).toMatchObject({ action: 'register', from: null, to: 'registered' });
    let state = first?.to;
    for (const { action, from, to, by } of rest) {
      expect(from).toBe(state);
      const facts: Facts = {
        state: from ?? 'registered',
        parties: PARTIES[by],
        today: '2024-05-06',
        dueOn: '2024-05-20',
        returnUntil: '2024-05-08',
        returns: 0,
        extensionTo: null,
        extensionsLeft: 2,
        freezeFrom: '2024-05-20',
        extensionConsent: false,
        reopened: false,
        registeredByActor: false,
        supportsOpen: 0,
        stepsOpen: 0,
        waits: [],
        reopenUntil: null,
        before: 'registered',
        used: null,
      };
      expect(next(action as Action, facts)).toEqual({ to });
      state = to;
    }
  });

  it('ends in every state but those that point to another issue or end by a leader’s word', () => {
    const states = STATES.filter((state) => state !== 'merged' && state !== 'cancelled');
    expect(new Set(ISSUE_PATHS.map(({ state }) => state))).toEqual(new Set(states));
  });
});
