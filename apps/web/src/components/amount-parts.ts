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

/** What the API takes: 万元, at most four decimals. */
export const isAmount = (text: string): boolean => /^-?\d{1,12}(\.\d{1,4})?$/.test(text);

/** Moves the decimal point, to the right for positive places, on the text itself: 23.2163 亿元 is 232163 万元 exactly. */
export function shiftPoint(text: string, places: number): string {
  const sign = text.startsWith('-') ? '-' : '';
  const [whole = '', fraction = ''] = text.replace('-', '').split('.');
  const left = Math.max(0, -places - whole.length);
  const digits = '0'.repeat(left) + whole + fraction.padEnd(Math.max(0, places), '0');
  const at = left + whole.length + places;
  const moved = `${digits.slice(0, at)}.${digits.slice(at)}`;
  return (
    sign +
    moved
      .replace(/\.?0*$/, '')
      .replace(/^0*(?=\d)/, '')
      .replace(/^(?=\.|$)/, '0')
  );
}

const PLACES = { wan: 0, yi: YI_DIGITS };
const NUMBER = /^-?\d+(\.\d+)?$/;

/** What was typed in 万元 or 亿元, as 万元; what is no number is passed on as it is, for the form to refuse. */
export function typedAmount(text: string, unit: 'wan' | 'yi'): string {
  // Full-width digits and separators come from Chinese keyboards and from pasted tables.
  const plain = text.normalize('NFKC').replace(/[,\s]/g, '').replace('。', '.');
  return NUMBER.test(plain) ? shiftPoint(plain, PLACES[unit]) : plain;
}
