import { type Action, next, type Party, STATES } from '@app/ledger';
import { ISSUE_PATHS } from './issue-paths';

/** Who the one that acts is to the issue: everybody acts on issues that they did not handle in another part. */
const PARTIES: Record<'officer' | 'supervisor' | 'lead', Party[]> = {
  officer: ['officer'],
  supervisor: ['supervisor', 'verifier'],
  lead: ['lead'],
};

describe('the walks of the scale data', () => {
  it.each(ISSUE_PATHS.map((path, place) => ({ place, ...path })))('path $place is legal, to $state', ({ steps }) => {
    const [first, ...rest] = steps;
    expect(first).toMatchObject({ action: 'register', from: null, to: 'registered' });
    let state = first?.to;
    for (const { action, from, to, by } of rest) {
      expect(from).toBe(state);
      const facts = { parties: PARTIES[by], today: '2024-05-06', dueOn: '2024-05-20', returnUntil: '2024-05-08' };
      expect(
        next(action as Action, { ...facts, state: from ?? 'registered', extensionTo: null, registeredByActor: false }),
      ).toEqual({ to });
      state = to;
    }
  });

  it('ends in every state', () => {
    expect(new Set(ISSUE_PATHS.map(({ state }) => state))).toEqual(new Set(STATES));
  });
});
