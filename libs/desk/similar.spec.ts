import { alike, bigrams, likely } from './similar';

const issue = (title: string, categoryCode = 'power') => ({ title, categoryCode });

describe('two titles', () => {
  it('are taken apart into pieces of two characters, across no mark', () => {
    expect([...bigrams('用电容量，不足')]).toEqual(['用电', '电容', '容量', '不足']);
    expect([...bigrams('630kVA')]).toEqual(['63', '30', '0k', 'kv', 'va']);
  });

  it('are the same whatever the width of letters and marks', () => {
    expect(alike('临时用电３１５ｋＶＡ', '临时用电315kva')).toBe(1);
    expect(alike('雨污管网未接通', '雨污管网未接通。')).toBe(1);
  });

  it('share nothing when they have no piece in common, or none at all', () => {
    expect(alike('施工用电容量不足', '雨污管网未接通')).toBe(0);
    expect(alike('……', '。')).toBe(0);
  });

  it('do not become alike by words that say nothing', () => {
    expect(alike('项目的用电问题', '项目的用地问题')).toBe(alike('用电', '用地'));
  });
});

describe('a problem about to be registered', () => {
  const known = [
    issue('用电容量不够，打桩停工'),
    issue('变压器噪声扰民'),
    issue('雨污管网未接通', 'water-drainage'),
    issue('施工用电容量不足，二期不能开工', 'other'),
  ];

  it('finds the same in other words, the likeliest first', () => {
    expect(likely(issue('施工用电容量不足'), known, 5)).toEqual([known[3], known[0]]);
    expect(likely(issue('施工用电容量不足', 'other'), known, 5)).toEqual([known[3], known[0]]);
  });

  it('needs less of the title within a category, but some of it', () => {
    expect(likely(issue('打桩机用电不足'), known, 5)).toEqual([known[0]]);
    expect(likely(issue('打桩机用电不足', 'land'), known, 5)).toEqual([]);
    expect(likely(issue('贷款尚未到位'), known, 5)).toEqual([]);
  });

  it('takes 其他 for no category: half of all are in it', () => {
    expect(likely(issue('用电不足', 'other'), [issue('二期用电报装太慢', 'other')], 5)).toEqual([]);
  });

  it('answers no more than asked', () => {
    expect(
      likely(issue('用电容量不足'), Array<ReturnType<typeof issue>>(9).fill(issue('用电容量不足')), 5),
    ).toHaveLength(5);
  });
});
