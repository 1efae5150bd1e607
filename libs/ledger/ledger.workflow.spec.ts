import fc from 'fast-check';
import {
  type Action,
  ACTIONS,
  allowedActions,
  type Facts,
  faultsOf,
  lightOf,
  next,
  type Party,
  type State,
  STATES,
  WORKFLOW,
} from './ledger.workflow';

const LETTERS: Record<Party, string> = {
  supervisor: 'S',
  leader: 'L',
  lead: 'D',
  'lead-head': 'H',
  support: 'P',
  officer: 'O',
  verifier: 'V',
};
const PARTIES = Object.keys(LETTERS) as Party[];

const factsOf = (state: State, parties: Party[], more: Partial<Facts> = {}): Facts => ({
  state,
  parties,
  today: '2024-10-16',
  dueOn: '2024-10-18',
  returnUntil: '2024-10-17',
  extensionTo: null,
  registeredByActor: false,
  ...more,
});

/**
 * The reviewed matrix: who may do what in which state. S supervisor, L leader, D lead department, H its head,
 * P supporting department, O officer, V somebody who did not handle it; · nobody.
 */
const MATRIX = `
  action            registered assigned in-progress returned suspended pending-verification closed
  assign            S          ·        ·           S        ·         ·                    ·
  insist            ·          ·        ·           S        ·         ·                    ·
  sign              ·          D        ·           ·        ·         ·                    ·
  return            ·          D        D           ·        ·         ·                    ·
  delegate          ·          H        H           ·        ·         ·                    ·
  report            ·          ·        DP          ·        DP        ·                    ·
  request-extension ·          ·        D           ·        ·         ·                    ·
  grant-extension   ·          ·        S           ·        ·         ·                    ·
  refuse-extension  ·          ·        S           ·        ·         ·                    ·
  suspend           ·          ·        S           ·        ·         ·                    ·
  resume            ·          ·        ·           ·        S         ·                    ·
  apply-closure     ·          ·        D           ·        ·         ·                    ·
  verify            ·          ·        ·           ·        ·         V                    ·
  reject-closure    ·          ·        ·           ·        ·         V                    ·
  close             S          ·        ·           ·        ·         ·                    ·
  reopen            ·          ·        ·           ·        ·         ·                    SO
  urge              ·          SL       SL          SL       SL        ·                    ·
  instruct          L          L        L           L        L         L                    ·
`;

const table = MATRIX.trim()
  .split('\n')
  .map((line) => line.trim().split(/\s+/));
const columns = (table[0] as string[]).slice(1) as State[];

describe('the life cycle', () => {
  it('is written down whole: every action and every state has its row and column', () => {
    expect(table.slice(1).map(([action]) => action)).toEqual(ACTIONS);
    expect(columns).toEqual([...STATES]);
  });

  it('has no state that is never reached and no open one without exit', () => {
    expect(faultsOf()).toEqual([]);
    const { verify, close, ...rest } = WORKFLOW;
    expect(faultsOf(rest)).toEqual(['state closed is never reached']);
    expect(faultsOf({ assign: WORKFLOW.assign, verify, close })).toContain('state assigned has no exit');
  });

  const cases = table
    .slice(1)
    .flatMap(([action, ...cells]) =>
      cells.map((cell, index) => [action as Action, columns[index] as State, cell === '·' ? '' : cell] as const),
    );
  it.each(cases)('%s in %s: by “%s” and nobody else', (action, state, allowed) => {
    const pending = action === 'grant-extension' || action === 'refuse-extension' ? '2024-10-25' : null;
    const may = PARTIES.filter((party) => 'to' in next(action, factsOf(state, [party], { extensionTo: pending })));
    expect(may.map((party) => LETTERS[party]).join('')).toBe(allowed);
  });

  const refused: [string, Action, Facts, string][] = [
    [
      'a return on the third working day',
      'return',
      factsOf('assigned', ['lead'], { returnUntil: '2024-10-15' }),
      'return-too-late',
    ],
    [
      'an extension after the deadline',
      'request-extension',
      factsOf('in-progress', ['lead'], { dueOn: '2024-10-15' }),
      'extension-too-late',
    ],
    [
      'a second request',
      'request-extension',
      factsOf('in-progress', ['lead'], { extensionTo: '2024-10-25' }),
      'extension-pending',
    ],
    ['granting what nobody asked', 'grant-extension', factsOf('in-progress', ['supervisor']), 'no-extension-pending'],
    ['refusing what nobody asked', 'refuse-extension', factsOf('in-progress', ['supervisor']), 'no-extension-pending'],
    [
      'closing what one registered',
      'close',
      factsOf('registered', ['supervisor'], { registeredByActor: true }),
      'own-work',
    ],
    [
      'a supervisor verifying what they handled',
      'verify',
      factsOf('pending-verification', ['supervisor', 'lead']),
      'own-work',
    ],
    ['an officer verifying what they handled', 'verify', factsOf('pending-verification', ['officer']), 'own-work'],
    ['a handler verifying', 'verify', factsOf('pending-verification', ['lead']), 'not-your-turn'],
    ['signing twice', 'sign', factsOf('in-progress', ['lead']), 'wrong-state'],
  ];
  it.each(refused)('refuses %s and says why', (_, action, facts, reason) => {
    expect(next(action, facts)).toEqual({ refused: reason });
  });

  const aDay = fc.constantFrom('2024-10-15', '2024-10-16', '2024-10-17');
  const anyFacts = fc.record({
    state: fc.constantFrom(...STATES),
    parties: fc.uniqueArray(fc.constantFrom(...PARTIES)),
    today: fc.constant('2024-10-16'),
    dueOn: fc.option(aDay),
    returnUntil: fc.option(aDay),
    extensionTo: fc.option(aDay),
    registeredByActor: fc.boolean(),
  });

  it('only ever leads along an edge of the table, and offers exactly what it then accepts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const action of ACTIONS) {
          const result = next(action, facts);
          expect(allowedActions(facts).includes(action)).toBe('to' in result);
          if (!('to' in result)) continue;
          const step: { from: readonly State[]; to: State | 'same' } = WORKFLOW[action];
          expect(step.from).toContain(facts.state);
          expect(result.to).toBe(step.to === 'same' ? facts.state : step.to);
        }
      }),
    );
  });

  it('closes nothing without a verifier, or a supervisor before assignment', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...ACTIONS), (facts, action) => {
        const result = next(action, facts);
        if (!('to' in result) || result.to !== 'closed') return;
        expect(facts.parties).toContain(facts.state === 'registered' ? 'supervisor' : 'verifier');
      }),
    );
  });
});

describe('the light', () => {
  it.each([
    ['in-progress', '2024-10-15', 'red'],
    ['in-progress', '2024-10-16', 'yellow'],
    ['in-progress', '2024-10-21', 'yellow'],
    ['in-progress', '2024-10-22', 'green'],
    ['pending-verification', '2024-10-15', 'red'],
    ['returned', '2024-10-15', 'red'],
    ['suspended', '2024-10-15', 'none'],
    ['registered', null, 'none'],
    ['closed', '2024-10-15', 'none'],
  ] as const)('%s, due on %s: %s', (state, dueOn, light) => {
    expect(lightOf(state, dueOn, '2024-10-16', '2024-10-21')).toBe(light);
  });
});
