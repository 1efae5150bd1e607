import { amountParts, typedAmount } from './amount-parts';

describe('an amount as people say it', () => {
  it.each([
    ['133700', '13.37', 'yi'],
    ['232163', '23.2163', 'yi'],
    ['232163.0000', '23.2163', 'yi'],
    ['100000', '10', 'yi'],
    ['10000', '1', 'yi'],
    ['12345.6789', '1.23456789', 'yi'],
    ['9999.9999', '9999.9999', 'wan'],
    ['100', '100', 'wan'],
    ['100.5000', '100.5', 'wan'],
    ['0', '0', 'wan'],
    ['0.0000', '0', 'wan'],
    ['0.0100', '0.01', 'wan'],
    ['-25000', '-2.5', 'yi'],
    // More digits than a float holds.
    ['123456789012345678.9012', '12345678901234.56789012', 'yi'],
  ])('%s 万元', (value, number, unit) => {
    expect(amountParts(value)).toEqual({ number, unit });
  });
});

describe('an amount as people type it', () => {
  it.each([
    ['1200', 'wan', '1200'],
    ['23.2163', 'yi', '232163'],
    ['１，２００', 'wan', '1200'],
    ['0。12', 'yi', '1200'],
    ['-2.5', 'yi', '-25000'],
    ['abc', 'yi', 'abc'],
    ['', 'wan', ''],
  ] as const)('%s %s', (typed, unit, wan) => expect(typedAmount(typed, unit)).toBe(wan));
});
