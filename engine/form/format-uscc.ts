import type { FormatFault } from './format-fault.js';
import { isRegion, WRONG_CHARACTER, WRONG_CHECK, WRONG_REGION, wrongLength } from './format-fault.js';

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const ORGANISATION_ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2];

function checkOf(code: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * ALPHABET.indexOf(code.charAt(index)), 0);
  return ALPHABET.charAt((31 - (sum % 31)) % 31);
}

/**
 * The first fault of a unified social credit code in capitals (统一社会信用代码, GB 32100-2015): length, alphabet of
 * 31 characters, registering authority and kind, region, check. The check finds every change of one character.
 */
export function usccFault(uscc: string): FormatFault | undefined {
  if (uscc.length !== 18) return wrongLength('18');
  if ([...uscc].some((character) => !ALPHABET.includes(character))) return WRONG_CHARACTER;
  if (!/^[1-9ANY][1-9]/.test(uscc)) {
    return {
      code: 'USCC_KIND',
      zh: '登记管理部门或机构类别代码错误',
      en: 'Wrong code of registering authority or kind',
    };
  }
  if (!isRegion(uscc.slice(2, 8)) && uscc.slice(2, 8) !== '100000') return WRONG_REGION;
  return checkOf(uscc) === uscc.charAt(17) ? undefined : WRONG_CHECK;
}

/**
 * A credit code for samples and tests: two characters of authority and kind (`92` is a sole trader), six region digits, the eight
 * first characters of the organisation code. Both check characters (GB 11714, GB 32100) are computed.
 */
export function makeUscc(kind: string, region: string, organisation: string): string {
  const code = `${kind}${region}${organisation}`;
  if (code.length !== 16 || [...code].some((character) => !ALPHABET.includes(character))) {
    throw new RangeError(`not the parts of a credit code: ${code}`);
  }
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, index) => total + weight * ORGANISATION_ALPHABET.indexOf(organisation.charAt(index)),
    0,
  );
  const inner = '0123456789X'.charAt((11 - (sum % 11)) % 11);
  return code + inner + checkOf(code + inner);
}
