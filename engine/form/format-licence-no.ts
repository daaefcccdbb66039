import type { FormatFault } from './format-fault.js';
import { isRegion, WRONG_CHARACTER, WRONG_CHECK, WRONG_REGION, wrongLength } from './format-fault.js';

/** Kind of holder of a food licence: 1 food seller, 2 caterer, 3 canteen. */
export type LicenceKind = 1 | 2 | 3;

/** Kind of a filing for prepackaged food: 1 wholesale, 2 retail. */
export type FilingKind = 1 | 2;

/** ISO 7064 MOD 11,10 (GB/T 17710) over the digits before the check digit. */
function checkOf(digits: string): string {
  let product = 10;
  for (const digit of digits) {
    const sum = (product + Number(digit)) % 10 || 10;
    product = (2 * sum) % 11;
  }
  return String((11 - product) % 10);
}

function numberFault(value: string, prefix: string, kinds: RegExp, wrongKind: FormatFault): FormatFault | undefined {
  if (value.length !== 16) return wrongLength('16');
  if (!value.startsWith(prefix)) {
    return { code: 'FORMAT_PREFIX', zh: `应以${prefix}开头`, en: `Must begin with ${prefix}` };
  }
  if (!/^\d{14}$/.test(value.slice(2))) return WRONG_CHARACTER;
  if (!kinds.test(value.charAt(2))) return wrongKind;
  if (!isRegion(value.slice(3, 9))) return WRONG_REGION;
  return checkOf(value.slice(2, 15)) === value.charAt(15) ? undefined : WRONG_CHECK;
}

/**
 * The first fault of a food licence number in capitals (食品经营许可证编号, JY and 14 digits): length, prefix,
 * characters, kind, region, check. The check finds every change of one digit.
 */
export function licenceNoFault(value: string): FormatFault | undefined {
  const wrongKind = { code: 'LICENCE_KIND', zh: '主体业态代码错误', en: 'Wrong code of the kind of business' };
  return numberFault(value, 'JY', /[123]/, wrongKind);
}

/** The first fault of a filing number in capitals (仅销售预包装食品备案编号, YB and 14 digits), as for licence numbers. */
export function filingNoFault(value: string): FormatFault | undefined {
  const wrongKind = { code: 'FILING_KIND', zh: '批发零售代码错误', en: 'Wrong code of wholesale or retail' };
  return numberFault(value, 'YB', /[12]/, wrongKind);
}

function make(prefix: string, kind: number, region: string, seq: number): string {
  const digits = `${kind}${region}${String(seq).padStart(6, '0')}`;
  if (!/^\d{13}$/.test(digits)) throw new RangeError(`not the parts of a licence number: ${digits}`);
  return prefix + digits + checkOf(digits);
}

/** The food licence number of a kind, six region digits and a sequence 0 to 999999, with its check digit. Throws `RangeError`. */
export function makeLicenceNo(kind: LicenceKind, region: string, seq: number): string {
  return make('JY', kind, region, seq);
}

/** The filing number of a kind, six region digits and a sequence 0 to 999999, with its check digit. Throws `RangeError`. */
export function makeFilingNo(kind: FilingKind, region: string, seq: number): string {
  return make('YB', kind, region, seq);
}
