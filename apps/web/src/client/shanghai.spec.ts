import dayjs from 'dayjs';
import './shanghai';

test('an instant of the API is shown as it is written', () => {
  expect(dayjs('2024-11-05T18:00:00+08:00').format('YYYY-MM-DD HH:mm')).toBe('2024-11-05 18:00');
  expect(dayjs('2024-11-05T23:59:59.123+08:00').format('YYYY-MM-DD HH:mm:ss')).toBe('2024-11-05 23:59:59');
  expect(dayjs('2024-11-05').format('YYYY-MM-DD')).toBe('2024-11-05');
  expect(dayjs(null).isValid()).toBe(false);
});
