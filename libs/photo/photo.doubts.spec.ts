import { doubtsOf, type Shot } from './photo.doubts';

const NOW = Date.parse('2024-10-16T10:00:00+08:00');
const HERE = { latitude: 34.746612, longitude: 113.625351, accuracy: 12, at: NOW - 5_000 };
const shot = (more: Partial<Shot> = {}, location: Partial<NonNullable<Shot['location']>> = {}): Shot => ({
  source: 'camera',
  takenAt: NOW,
  location: { ...HERE, ...location },
  ...more,
});

describe('doubts about a photo', () => {
  it('are none for a plain one, and none for one without position', () => {
    expect(doubtsOf(shot(), NOW, [])).toEqual([]);
    expect(doubtsOf(shot({ location: null }), NOW, [shot()])).toEqual([]);
    expect(doubtsOf(shot({}, { accuracy: null, at: null }), NOW, [])).toEqual([]);
  });

  it.each<[string, Shot, string]>([
    ['picked from the gallery', shot({ source: 'gallery' }), '相册'],
    ['picked from the gallery, without position', shot({ source: 'gallery', location: null }), '相册'],
    ['sure to the metre', shot({}, { accuracy: 0 }), '精度'],
    ['sure to less than a metre', shot({}, { accuracy: 0.9 }), '精度'],
    ['found 11 minutes before', shot({}, { at: NOW - 11 * 60_000 }), '11 分钟'],
    ['with three decimals', shot({}, { latitude: 34.746, longitude: 113.625 }), '小数不足 4 位'],
    ['of whole degrees', shot({}, { latitude: 34, longitude: 113 }), '小数不足 4 位'],
    ['taken tomorrow', shot({ takenAt: NOW + 86_400_000 }, { at: NOW + 86_400_000 }), '拍摄时间晚于'],
  ])('%s', (_, it, words) => {
    const doubts = doubtsOf(it, NOW, []);
    expect(doubts).toHaveLength(1);
    expect(doubts[0]).toContain(words);
    expect(doubts[0]).toMatch(/。$/);
  });

  it.each([
    ['a metre', { accuracy: 1 }],
    ['ten minutes', { at: NOW - 600_000 }],
    ['four decimals', { latitude: 34.7466, longitude: 113.6253 }],
    ['a latitude that happens to end in zeros', { latitude: 34.75 }],
  ])('are none for %s', (_, location) => {
    expect(doubtsOf(shot({}, location), NOW, [])).toEqual([]);
  });

  it('ask about a way that nobody can have gone between two photos', () => {
    const far = shot({ takenAt: NOW - 60_000 }, { latitude: HERE.latitude + 0.09 });
    expect(doubtsOf(shot(), NOW, [far])).toEqual([
      '与本次走访另一张照片相隔 10.0 公里，拍摄时间只差 60 秒，位置可能有误。',
    ]);
    // Ten kilometres in ten minutes, or 150 m in the same second as receivers jump.
    expect(doubtsOf(shot(), NOW, [{ ...far, takenAt: NOW - 600_000 }])).toEqual([]);
    expect(doubtsOf(shot(), NOW, [shot({}, { latitude: HERE.latitude + 0.0013 })])).toEqual([]);
    // Two that are not sure where they are contradict nobody.
    expect(doubtsOf(shot({}, { accuracy: 8_000 }), NOW, [far])).toEqual([]);
  });
});
