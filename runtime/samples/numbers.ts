const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const ID_CHECKS = '10X98765432';
const USCC_DIGITS = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const USCC_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/** An identity number (GB 11643-1999) of region 370303 for a day of birth `YYYYMMDD` and a sequence of three digits (odd: male). */
export function makeIdNo(birth: string, sequence: number): string {
  const body = `370303${birth}${String(sequence).padStart(3, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + Number(digit) * (ID_WEIGHTS[at] ?? 0), 0);
  return body + (ID_CHECKS[sum % 11] ?? '');
}

/** A unified social credit code (GB 32100-2015) of a sole trader in region 370303 for a number 0 to 99999. */
export function makeUscc(number: number): string {
  const body = `92370303MA9${String(number).padStart(6, '0')}`;
  const sum = [...body].reduce((total, digit, at) => total + USCC_DIGITS.indexOf(digit) * (USCC_WEIGHTS[at] ?? 0), 0);
  return body + (USCC_DIGITS[(31 - (sum % 31)) % 31] ?? '');
}

/** A fictitious mobile number 0 to 79999: the 199-000x block, from 199-0002-0000 on. */
export function makeMobile(number: number): string {
  return `19900${String(20_000 + number).padStart(6, '0')}`;
}
