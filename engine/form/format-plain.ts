import type { FormatFault } from './format-fault.js';
import { WRONG_CHARACTER, wrongLength } from './format-fault.js';

/** Faults of a mobile number (手机号码): 11 digits, 1 and then 3 to 9 first. */
export function mobileFault(value: string): FormatFault | undefined {
  if (!/^\d*$/.test(value)) return WRONG_CHARACTER;
  if (value.length !== 11) return wrongLength('11');
  if (/^1[3-9]/.test(value)) return undefined;
  return { code: 'MOBILE_PREFIX', zh: '手机号码号段错误', en: 'Not a mobile number range' };
}

/** Faults of a landline number (固定电话): area code, 7 or 8 digits, perhaps an extension. */
export function landlineFault(value: string): FormatFault | undefined {
  if (!/^[\d-]*$/.test(value)) return WRONG_CHARACTER;
  if (/^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/.test(value)) return undefined;
  return {
    code: 'LANDLINE',
    zh: '固定电话格式错误，例如0533-1234567',
    en: 'Not a landline number, for example 0533-1234567',
  };
}

/** Faults of a postal code (邮政编码): 6 digits. */
export function postcodeFault(value: string): FormatFault | undefined {
  if (!/^\d*$/.test(value)) return WRONG_CHARACTER;
  return value.length === 6 ? undefined : wrongLength('6');
}

/** Faults of a name (姓名): 2 to 50 Chinese characters, Latin letters and `·`; single spaces between Latin words. */
export function personNameFault(value: string): FormatFault | undefined {
  if (!/^(?:[\p{Script=Han}\p{Script=Latin}·]|(?<=\p{Script=Latin}) (?=\p{Script=Latin}))*$/u.test(value)) {
    return WRONG_CHARACTER;
  }
  const length = [...value].length;
  if (length < 2 || length > 50) return wrongLength('2-50');
  if (!/^·|·$|··/.test(value)) return undefined;
  return { code: 'NAME_DOT', zh: '间隔号“·”的位置错误', en: 'The middle dot stands in a wrong place' };
}

/** Faults of a passport number in capitals (护照): 5 to 20 letters and digits. */
export function passportFault(value: string): FormatFault | undefined {
  if (!/^[A-Z0-9]*$/.test(value)) return WRONG_CHARACTER;
  return value.length >= 5 && value.length <= 20 ? undefined : wrongLength('5-20');
}

/** Faults of a bank account number (银行账号): 12 to 19 digits. */
export function bankAccountFault(value: string): FormatFault | undefined {
  if (!/^\d*$/.test(value)) return WRONG_CHARACTER;
  return value.length >= 12 && value.length <= 19 ? undefined : wrongLength('12-19');
}

/** A doubt, not a fault: a card number of 16 to 19 digits that fails the Luhn sum (ISO/IEC 7812-1). */
export function bankAccountDoubt(value: string): FormatFault | undefined {
  if (!/^\d{16,19}$/.test(value)) return undefined;
  const sum = [...value].reverse().reduce((total, character, index) => {
    const doubled = Number(character) * (index % 2 === 1 ? 2 : 1);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  if (sum % 10 === 0) return undefined;
  return { code: 'BANK_ACCOUNT_LUHN', zh: '卡号可能有误，请核对', en: 'The card number may be wrong, please check' };
}
