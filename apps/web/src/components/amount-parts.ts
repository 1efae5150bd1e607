/** 10 000 万元 make one 亿元. */
const YI_DIGITS = 4;

/** Moves the point of a decimal string to the left and drops zeros at its end; never through a float. */
function shiftLeft(value: string, digits: number): string {
  const [whole = '0', fraction = ''] = value.split('.');
  const padded = whole.padStart(digits + 1, '0');
  const at = padded.length - digits;
  return `${padded.slice(0, at)}.${padded.slice(at)}${fraction}`.replace(/\.0*$|(\.\d*?)0+$/, '$1');
}

/** An amount of 万元 as people say it: 亿元 from ten thousand 万元 on, exactly. */
export function amountParts(value: string): { number: string; unit: 'yi' | 'wan' } {
  const sign = value.startsWith('-') ? '-' : '';
  const digits = value.replace(/^[-+]?0*(?=\d)/, '');
  const large = (digits.split('.')[0] ?? '').length > YI_DIGITS;
  return { number: sign + shiftLeft(digits, large ? YI_DIGITS : 0), unit: large ? 'yi' : 'wan' };
}
