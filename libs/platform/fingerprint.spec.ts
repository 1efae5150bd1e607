import fc from 'fast-check';
import { fingerprint } from './fingerprint';

describe('the fingerprint of a body', () => {
  it('does not depend on the order of keys, nor on what was left out', () => {
    expect(fingerprint({ a: 1, b: { c: [1, 2], d: null } })).toBe(
      fingerprint({ b: { d: null, c: [1, 2], e: undefined }, a: 1 }),
    );
  });

  it('differs when anything else does', () => {
    expect(fingerprint({ a: [1, 2] })).not.toBe(fingerprint({ a: [2, 1] }));
    expect(fingerprint({ a: '1' })).not.toBe(fingerprint({ a: 1 }));
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other);
        if (same) expect(fingerprint(one)).toBe(fingerprint(other));
      }),
    );
    expect(fingerprint({ a: '"},{"' })).not.toBe(fingerprint({ a: '"}', '{': '"' }));
  });
});
