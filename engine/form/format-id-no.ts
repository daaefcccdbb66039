import type { IsoDate } from '../calendar/civil.js';
import { isIsoDate } from '../calendar/civil.js';
import type { FormatFault, FormatOptions } from './format-fault.js';
import { isRegion, WRONG_CHARACTER, WRONG_CHECK, WRONG_REGION, wrongLength } from './format-fault.js';

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** What an ID number says about its holder. */
export interface IdNoFacts {
  readonly region: string;
  readonly birthDate: IsoDate;
  readonly sex: 'male' | 'female';
}

/** The check character of the first 17 digits (GB 11643-1999, ISO 7064 MOD 11-2). */
function checkOf(digits: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return CHECKS.charAt(sum % 11);
}

function birthDateOf(idNo: string): IsoDate {
  return `${idNo.slice(6, 10)}-${idNo.slice(10, 12)}-${idNo.slice(12, 14)}`;
}

/**
 * The first fault of a citizen's ID number in capitals (公民身份号码, GB 11643-1999): length, characters, region,
 * birth date (real, from 1900-01-01, not after `today`), check. The check finds every change of one character and every swap of two
 * neighbours.
 */
export function idNoFault(idNo: string, { today }: FormatOptions = {}): FormatFault | undefined {
  if (/^\d{15}$/.test(idNo)) {
    return { code: 'ID_NO_15', zh: '请使用18位公民身份号码', en: 'Please use the ID number of 18 characters' };
  }
  if (idNo.length !== 18) return wrongLength('18');
  if (!/^\d{17}[\dX]$/.test(idNo)) return WRONG_CHARACTER;
  if (!isRegion(idNo.slice(0, 6))) return WRONG_REGION;
  const birth = birthDateOf(idNo);
  if (!isIsoDate(birth) || birth < '1900-01-01' || (today !== undefined && birth > today)) {
    return { code: 'FORMAT_DATE', zh: '日期错误', en: 'Wrong date' };
  }
  return checkOf(idNo) === idNo.charAt(17) ? undefined : WRONG_CHECK;
}

/** Region, birth date and sex from a valid ID number; undefined for any other text. */
export function idNoFacts(idNo: string): IdNoFacts | undefined {
  if (idNoFault(idNo) !== undefined) return undefined;
  const sex = Number(idNo.charAt(16)) % 2 === 1 ? 'male' : 'female';
  return { region: idNo.slice(0, 6), birthDate: birthDateOf(idNo), sex };
}

/**
 * Whole years of age on a date: a birthday counts from that day on, one of 29 February from 1 March in other years.
 * Undefined for an invalid number and for a date before birth.
 */
export function ageAt(idNo: string, date: IsoDate): number | undefined {
  const birth = idNoFacts(idNo)?.birthDate;
  if (birth === undefined || !isIsoDate(date) || date < birth) return undefined;
  const years = Number(date.slice(0, 4)) - Number(birth.slice(0, 4));
  return date.slice(5) < birth.slice(5) ? years - 1 : years;
}

/** An ID number for samples and tests with its check character: six region digits, birth date, sequence 0 to 999 (odd is male). */
export function makeIdNo(region: string, birth: IsoDate, seq: number): string {
  const digits = `${region}${birth.replaceAll('-', '')}${String(seq).padStart(3, '0')}`;
  if (!/^\d{17}$/.test(digits)) throw new RangeError(`not the parts of an ID number: ${digits}`);
  return digits + checkOf(digits);
}
