import { Problem, Settings } from '@app/platform';
import fc from 'fast-check';
import { SealError, Sealer } from './sealer';

const with_ = (SECRETS_KEY?: string): Sealer => new Sealer(Object.assign(new Settings(), { SECRETS_KEY }));
const KEY = 'k'.repeat(32);
const sealer = with_(KEY);

function faultOf(open: () => string): string | undefined {
  try {
    open();
  } catch (error) {
    if (error instanceof SealError) return error.fault;
    throw error;
  }
  return undefined;
}

describe('what is sealed', () => {
  it('opens where it was sealed for, and nowhere else', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.string(), (text, place) => {
        const sealed = sealer.seal(place, text);
        expect(sealer.open(place, sealed)).toBe(text);
        expect(faultOf(() => sealer.open(`${place}!`, sealed))).toBe('broken');
      }),
    );
  });

  it('never looks the same twice, nor shows what it holds', () => {
    const [one, two] = [sealer.seal('p', '13800000000'), sealer.seal('p', '13800000000')];
    expect(one.equals(two)).toBe(false);
    expect(one.includes('138')).toBe(false);
  });

  it('is refused once a single bit of it is another', () => {
    const sealed = sealer.seal('p', 'secret');
    for (let byte = 0; byte < sealed.length; byte += 1) {
      const touched = Buffer.from(sealed);
      touched.writeUInt8(touched.readUInt8(byte) ^ 1, byte);
      expect(faultOf(() => sealer.open('p', touched))).toMatch(/broken|other-key/);
    }
  });

  it('says that it was sealed under another key, or that there is none, and the way out', () => {
    const sealed = sealer.seal('p', 'secret');
    expect(faultOf(() => with_('another key, thirty-two letters!').open('p', sealed))).toBe('other-key');
    expect(faultOf(() => with_().open('p', sealed))).toBe('no-key');
    expect(() => with_('another key, thirty-two letters!').open('p', sealed)).toThrow(/另一个 SECRETS_KEY/);
    expect(faultOf(() => sealer.open('p', Buffer.from('short')))).toBe('broken');
  });
});

it('nothing is sealed without a key: the problem names the setting', () => {
  expect(with_().ready).toBe(false);
  for (const use of [() => with_().seal('p', 'x'), () => with_().fingerprint('x')]) {
    expect(use).toThrow(Problem);
    expect(use).toThrow(/SECRETS_KEY/);
  }
});

it('fingerprints tell the same from another, and differ by key', () => {
  expect(sealer.fingerprint('a@b.cn')).toBe(with_(KEY).fingerprint('a@b.cn'));
  expect(sealer.fingerprint('a@b.cn')).not.toBe(sealer.fingerprint('a@c.cn'));
  expect(sealer.fingerprint('a@b.cn')).not.toBe(with_('another key, thirty-two letters!').fingerprint('a@b.cn'));
});
