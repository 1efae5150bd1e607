import { outcomeOf, type Refusal } from './outcome';

const said = (status: number, code: string | null, details?: unknown): Refusal => ({ status, code, details });

describe('what an answer means', () => {
  it.each<[string, Refusal | null, string, string | null]>([
    ['no answer', null, 'again', 'network'],
    ['a fault of the server', said(500, 'unexpected'), 'again', 'server'],
    ['a busy server', said(503, 'busy'), 'again', 'busy'],
    ['a proxy without the server behind it', said(502, null), 'again', 'server'],
    ['too many', said(429, 'too-many'), 'again', 'busy'],
    ['a proxy that lost patience', said(408, null), 'again', 'busy'],
    ['the session is over', said(401, 'signed-out'), 'again', 'sign-in'],
    ['the sign-in page of a hotel', said(401, null), 'again', 'server'],
    ['a proxy that knows no such page', said(404, null), 'again', 'server'],
    ['a field is wrong', said(400, 'validation'), 'refused', null],
    ['the project is not theirs', said(404, 'not-found'), 'refused', null],
    ['the id is of another person', said(403, 'id-of-another'), 'refused', null],
    ['too much at once', said(413, 'too-large'), 'refused', null],
    ['another body under this id', said(409, 'same-id-other-body'), 'conflict', null],
    ['two tries at once', said(409, 'stale'), 'again', 'busy'],
    ['something else is there', said(409, 'conflict'), 'refused', null],
  ])('%s', (_, refusal, kind, waitsFor) => {
    const outcome = outcomeOf(refusal);
    expect([outcome.kind, outcome.kind === 'again' ? outcome.waitsFor : null]).toEqual([kind, waitsFor]);
  });

  it('keeps what the server asks for', () => {
    expect(outcomeOf({ ...said(429, 'too-many'), retryAfter: 30_000 })).toMatchObject({ notBefore: 30_000 });
    expect(outcomeOf(said(409, 'photo-missing', { photoIds: ['a'] }))).toEqual({
      kind: 'photos-missing',
      photoIds: ['a'],
    });
  });
});
