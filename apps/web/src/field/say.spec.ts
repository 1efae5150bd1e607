import { amountText, dayText, distanceText, instantOf, monthText, timeText, wallClock } from './say';

const AT = '2024-10-16T01:05:30.000Z';

it('speaks the time of the district wherever the phone is', () => {
  expect(wallClock(AT)).toBe('2024-10-16T09:05');
  expect(instantOf('2024-10-16T09:05')).toBe('2024-10-16T01:05:00.000Z');
  expect(instantOf('')).toBeUndefined();
  expect(timeText(AT, Date.parse('2024-10-16T15:59:00Z'))).toBe('09:05');
  // Midnight in the district has passed, in Greenwich it has not.
  expect(timeText(AT, Date.parse('2024-10-16T16:01:00Z'))).toBe('10月16日 09:05');
});

it('says days, months, amounts and distances as people do', () => {
  expect(dayText('2024-03-05', Date.parse(AT))).toBe('3月5日');
  expect(dayText('2023-12-06', Date.parse(AT))).toBe('2023年12月6日');
  expect(monthText('2024-09')).toBe('9月');
  expect(amountText('1200')).toBe('1,200 万元');
  expect(amountText('232163')).toBe('23.2163 亿元');
  expect(amountText('999.5000')).toBe('999.5 万元');
  expect(distanceText(7.4)).toBe('7 米');
  expect(distanceText(684)).toBe('680 米');
  expect(distanceText(1234)).toBe('1.2 公里');
});
