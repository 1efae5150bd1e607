import fc from 'fast-check';
import { amountText, decimal, isAmount, rate, sumAmounts } from './amount';

describe('amounts', () => {
  it('23.2163 亿元 comes back as 23.2163 亿元', () => {
    expect(decimal('23.2163').times(10_000).toFixed()).toBe('232163');
    expect(amountText('232163.0000')).toBe('232163');
  });

  it.each(['133700', '0', '0.0001', '-12.5', '999999999999.9999'])('%s is one', (value) => {
    expect(isAmount(value)).toBe(true);
  });

  it.each(['1e5', '1,000', '0.00001', '', ' 1', '1000000000000', 'NaN', 5, null])('%p is none', (value) => {
    expect(isAmount(value)).toBe(false);
  });

  it('add up exactly, whatever the order', () => {
    const amount = fc.integer({ min: -1e9, max: 1e9 }).map((yuan) => decimal(yuan).dividedBy(10_000).toFixed());
    fc.assert(
      fc.property(fc.array(amount), (amounts) => {
        expect(sumAmounts(amounts)).toBe(sumAmounts([...amounts].reverse()));
      }),
    );
    expect(sumAmounts(['0.1', '0.2'])).toBe('0.3');
  });
});

describe('rates', () => {
  it.each([
    ['13.37', '10.05', 2, '133.03'],
    ['10.52', '10.05', 2, '104.68'],
    ['59.46', '54.81', 2, '108.48'],
    ['74.31', '56.49', 2, '131.55'],
    ['150.49', '172.98', 0, '87'],
    ['44', '57', 2, '77.19'],
    ['38', '41', 2, '92.68'],
    ['22', '24', 0, '92'],
    ['18', '22', 0, '82'],
    ['1', '800', 2, '0.13'],
  ])('%s of %s, %i digits: %s (as printed, half up)', (numerator, denominator, digits, shown) => {
    expect(rate(numerator, denominator, digits)).toBe(shown);
  });

  it('has no sign where nothing is left of it', () => {
    expect(rate('-1', '100000', 2)).toBe('0.00');
    expect(rate('-1', '100000', 0)).toBe('0');
    expect(rate('-1', '10000', 2)).toBe('-0.01');
  });

  it('has no rate where there is no base', () => {
    expect(rate('5', '0', 2)).toBeNull();
    expect(rate('5', null, 2)).toBeNull();
  });
});
