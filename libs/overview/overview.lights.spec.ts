import { type Aim, gapOf, type Light, lightOf, lightOfRange } from './overview.lights';

const more: Aim = { target: '75', margin: '5', direction: 'more' };
const less: Aim = { target: '0', margin: '3', direction: 'less' };

test.each<[string | null, Aim | null, Light]>([
  ['75', more, 'green'],
  ['100.01', more, 'green'],
  ['74.9999', more, 'yellow'],
  ['70', more, 'yellow'],
  ['69.9999', more, 'red'],
  ['-1', less, 'green'],
  ['0', less, 'green'],
  ['3', less, 'yellow'],
  ['3.0001', less, 'red'],
  [null, more, 'none'],
  ['75', null, 'none'],
  ['75', { ...more, direction: 'none' }, 'none'],
])('%s against %j is %s', (value, aim, light) => expect(lightOf(value, aim)).toBe(light));

test.each<[string | null, string | null, Light]>([
  ['100', '120', 'green'],
  ['99.99', '100', 'yellow'],
  ['80', '99.99', 'red'],
  [null, null, 'none'],
])('a range from %s to %s is %s', (low, high, light) => expect(lightOfRange(low, high)).toBe(light));

test('the gap is rounded once, half up', () => {
  expect(gapOf('74.995', more)).toBe('-0.01');
  expect(gapOf('75.005', more)).toBe('0.01');
  expect(gapOf('133.0348', more)).toBe('58.03');
});
