import fc from 'fast-check';
import {
  type Action,
  ACTIONS,
  allowedActions,
  type Facts,
  faultsOf,
  lightOf,
  next,
  PARTIES,
  type Party,
  type State,
  STATES,
  WORKFLOW,
} from './ledger.workflow';

const LETTERS: Record<Party, string> = {
  supervisor: 'S',
  leader: 'L',
  ruler: 'R',
  lead: 'D',
  'lead-head': 'H',
  support: 'P',
  officer: 'O',
  verifier: 'V',
  'last-actor': 'B',
};

const factsOf = (state: State, parties: Party[], more: Partial<Facts> = {}): Facts => ({
  state,
  parties,
  today: '2024-10-16',
  dueOn: '2024-10-18',
  returnUntil: '2024-10-17',
  returns: 0,
  extensionTo: null,
  extensionsLeft: 2,
  freezeFrom: '2024-10-17',
  extensionConsent: false,
  reopened: false,
  registeredByActor: false,
  supportsOpen: 0,
  stepsOpen: 0,
  waits: [],
  reopenUntil: '2025-10-16',
  before: 'assigned',
  used: null,
  ...more,
});

/** What makes an action possible that is not possible otherwise. */
const WHEN: Partial<Record<Action, Partial<Facts>>> = {
  'grant-extension': { extensionTo: '2024-10-25' },
  'refuse-extension': { extensionTo: '2024-10-25' },
  'consent-extension': { freezeFrom: '2024-10-16' },
  'answer-urge': { waits: ['urge'] },
  'answer-instruction': { waits: ['instruction'] },
  'answer-rating': { waits: ['rating'] },
};

/**
 * The reviewed matrix: who may do what in which state. S supervisor, L leader, R who rules on a return (a supervisor; from
 * the second return on the leader in charge), D lead department, H its head, P supporting department, O officer,
 * V somebody who did not handle it, B who did the last step; · nobody.
 */
const MATRIX = `
  action             registered assigned in-progress returned suspended pending-verification closed merged cancelled
  assign             R          ·        ·           R        ·         ·                    ·      ·      ·
  insist             ·          ·        ·           R        ·         ·                    ·      ·      ·
  sign               ·          D        ·           ·        ·         ·                    ·      ·      ·
  return             ·          D        D           ·        ·         ·                    ·      ·      ·
  transfer           ·          S        S           ·        ·         ·                    ·      ·      ·
  delegate           ·          H        H           ·        ·         ·                    ·      ·      ·
  report             ·          ·        DP          ·        DP        ·                    ·      ·      ·
  request-extension  ·          ·        D           ·        ·         ·                    ·      ·      ·
  consent-extension  ·          ·        S           ·        ·         ·                    ·      ·      ·
  grant-extension    ·          ·        S           ·        ·         ·                    ·      ·      ·
  refuse-extension   ·          ·        S           ·        ·         ·                    ·      ·      ·
  suspend            ·          ·        S           ·        ·         ·                    ·      ·      ·
  resume             ·          ·        ·           ·        S         ·                    ·      ·      ·
  merge              S          S        S           S        S         ·                    ·      ·      ·
  split              S          S        S           ·        ·         ·                    ·      ·      ·
  withdraw           B          B        ·           B        ·         B                    ·      ·      ·
  cancel             L          L        L           L        L         L                    ·      ·      ·
  apply-closure      ·          ·        D           ·        ·         ·                    ·      ·      ·
  verify             ·          ·        ·           ·        ·         V                    ·      ·      ·
  reject-closure     ·          ·        ·           ·        ·         V                    ·      ·      ·
  close              S          ·        ·           ·        ·         ·                    ·      ·      ·
  reopen             ·          ·        ·           ·        ·         ·                    SO     ·      ·
  urge               ·          SL       SL          SL       SL        ·                    ·      ·      ·
  answer-urge        D          D        D           D        D         D                    ·      ·      ·
  instruct           L          L        L           L        L         L                    ·      ·      ·
  answer-instruction SD         SD       SD          SD       SD        SD                   ·      ·      ·
  answer-rating      ·          ·        ·           ·        ·         ·                    S      ·      ·
  judge              ·          SDO      SDO         SDO      SDO       SDO                  ·      ·      ·
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
    expect(faultsOf(rest)).toEqual([{ state: 'closed', fault: 'unreached' }]);
    expect(faultsOf({ assign: WORKFLOW.assign, verify, close })).toEqual([{ state: 'assigned', fault: 'no-exit' }]);
  });

  const cases = table
    .slice(1)
    .flatMap(([action, ...cells]) =>
      cells.map((cell, index) => [action as Action, columns[index] as State, cell === '·' ? '' : cell] as const),
    );
  it.each(cases)('%s in %s: by “%s” and nobody else', (action, state, allowed) => {
    const may = PARTIES.filter((party) => 'to' in next(action, factsOf(state, [party], WHEN[action])));
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
    [
      'an extension in the last days',
      'request-extension',
      factsOf('in-progress', ['lead'], { freezeFrom: '2024-10-16' }),
      'extension-frozen',
    ],
    [
      'one extension too many',
      'request-extension',
      factsOf('in-progress', ['lead'], { extensionsLeft: 0 }),
      'extension-used-up',
    ],
    ['consent that is not needed', 'consent-extension', factsOf('in-progress', ['supervisor']), 'consent-not-needed'],
    ['a third return', 'return', factsOf('assigned', ['lead'], { returns: 2 }), 'return-ruled'],
    [
      'a supervisor ruling on a second return',
      'insist',
      factsOf('returned', ['supervisor'], { returns: 2 }),
      'not-your-turn',
    ],
    [
      'a supervisor ending a second return by a merge',
      'merge',
      factsOf('returned', ['supervisor'], { returns: 2 }),
      'leader-rules',
    ],
    [
      'closing what is back without verifying it',
      'close',
      factsOf('registered', ['supervisor'], { reopened: true }),
      'close-reopened',
    ],
    [
      'closure before the supporting departments',
      'apply-closure',
      factsOf('in-progress', ['lead'], { supportsOpen: 1 }),
      'supports-open',
    ],
    ['closure before the steps', 'apply-closure', factsOf('in-progress', ['lead'], { stepsOpen: 1 }), 'steps-open'],
    ['an answer to nothing', 'answer-urge', factsOf('in-progress', ['lead']), 'nothing-to-answer'],
    [
      'reopening after a year',
      'reopen',
      factsOf('closed', ['supervisor'], { reopenUntil: '2024-10-15' }),
      'reopen-too-late',
    ],
    [
      'what the ledger does not use',
      'return',
      factsOf('assigned', ['lead'], { used: ['assign', 'sign'] }),
      'not-in-ledger',
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
    returns: fc.nat(3),
    extensionTo: fc.option(aDay),
    extensionsLeft: fc.nat(2),
    freezeFrom: fc.option(aDay),
    extensionConsent: fc.boolean(),
    reopened: fc.boolean(),
    registeredByActor: fc.boolean(),
    supportsOpen: fc.nat(2),
    stepsOpen: fc.nat(2),
    waits: fc.uniqueArray(fc.constantFrom('urge' as const, 'instruction' as const, 'rating' as const)),
    reopenUntil: fc.option(aDay),
    before: fc.constantFrom(...STATES),
    used: fc.option(fc.uniqueArray(fc.constantFrom(...ACTIONS))),
  });

  it('only ever leads along an edge of the table, and offers exactly what it then accepts', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        for (const action of ACTIONS) {
          const result = next(action, facts);
          expect(allowedActions(facts).includes(action)).toBe('to' in result);
          if (!('to' in result)) continue;
          const step: { from: readonly State[]; to: State | 'same' | 'before' } = WORKFLOW[action];
          expect(step.from).toContain(facts.state);
          expect(facts.used === null || facts.used.includes(action)).toBe(true);
          expect(result.to).toBe(step.to === 'same' ? facts.state : step.to === 'before' ? facts.before : step.to);
        }
      }),
    );
  });

  it('closes nothing without a verifier, or a supervisor before assignment', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...ACTIONS), (facts, action) => {
        const result = next(action, facts);
        // Taking back a reopening leads to what was closed before.
        if (!('to' in result) || result.to !== 'closed' || action === 'withdraw') return;
        if (action.startsWith('answer')) return;
        expect(facts.parties).toContain(facts.state === 'registered' ? 'supervisor' : 'verifier');
      }),
    );
  });
});

describe('the light', () => {
  it.each([
    ['in-progress', '2024-10-15', null, 'red'],
    ['in-progress', '2024-10-16', '2024-10-11', 'yellow'],
    ['in-progress', '2024-10-21', null, 'yellow'],
    ['in-progress', '2024-10-22', null, 'green'],
    ['assigned', '2024-10-30', '2024-10-16', 'green'],
    ['assigned', '2024-10-30', '2024-10-15', 'red'],
    ['pending-verification', '2024-10-15', null, 'red'],
    ['returned', '2024-10-15', null, 'red'],
    ['suspended', '2024-10-15', null, 'none'],
    ['registered', null, null, 'none'],
    ['closed', '2024-10-15', null, 'none'],
    ['merged', '2024-10-15', null, 'none'],
  ] as const)('%s, due on %s, to be signed by %s: %s', (state, dueOn, signDueOn, light) => {
    expect(lightOf({ state, dueOn, signDueOn }, '2024-10-16', '2024-10-21')).toBe(light);
  });
});
