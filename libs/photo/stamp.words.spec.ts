import { placeInWords, type StampFacts, stampLines, timeInWords } from './stamp.words';

const FACTS: StampFacts = {
  projectName: '富锶项目',
  address: '园区路1号',
  officerName: '李专员',
  unitName: '经济发展局',
  takenAt: new Date('2024-10-16T09:20:59+08:00'),
  clockSkew: 0,
  positioned: true,
  distance: 83,
  accuracy: 12.4,
  number: 'ZP-20241016-3FA9C2',
};

describe('the lines of the watermark', () => {
  it('say project, time, place, person and number', () => {
    expect(stampLines(FACTS)).toEqual([
      '富锶项目',
      '时间：2024-10-16 09:20（手机时间）',
      '地点：园区路1号，距项目约 80 米（精度 ±12 米）',
      '走访人：李专员（经济发展局）',
      '编号：ZP-20241016-3FA9C2',
    ]);
    expect(stampLines({ ...FACTS, address: '', positioned: false, distance: null, accuracy: null })[2]).toBe(
      '地点：未带定位',
    );
  });

  it.each([
    [0, '2024-10-16 09:20（手机时间）'],
    [86_400, '2024-10-15 09:20（手机快 24 小时，已校正）'],
    [-7 * 86_400, '2024-10-23 09:20（手机慢 7 天，已校正）'],
    [600, '2024-10-16 09:10（手机快 10 分钟，已校正）'],
    [7200, '2024-10-16 07:20（手机快 2 小时，已校正）'],
  ])('tell the time of a phone that is %s s ahead', (skew, words) => {
    expect(timeInWords(FACTS.takenAt, skew)).toBe(words);
  });

  it.each([
    [7, 3, '距项目约 7 米（精度 ±3 米）'],
    [83, 12.4, '距项目约 80 米（精度 ±12 米）'],
    [996, null, '距项目约 1.0 公里'],
    [1240, 1500, '距项目约 1.2 公里（精度 ±1.5 公里）'],
    [623_000, 20, '距项目约 623 公里（精度 ±20 米）'],
    [null, 20, '已带定位（精度 ±20 米）'],
  ])('tell %s m from the project, sure to %s m', (distance, accuracy, words) => {
    expect(placeInWords({ ...FACTS, distance, accuracy })).toBe(words);
  });
});
