import type { FormatFault, FormatOptions } from './format-fault.js';
import { idNoFault } from './format-id-no.js';
import { filingNoFault, licenceNoFault } from './format-licence-no.js';
import {
  bankAccountDoubt,
  bankAccountFault,
  landlineFault,
  mobileFault,
  passportFault,
  personNameFault,
  postcodeFault,
} from './format-plain.js';
import { usccFault } from './format-uscc.js';

type Check = (value: string, options: FormatOptions) => FormatFault | undefined;

const CHECKS = {
  'id-no': idNoFault,
  uscc: usccFault,
  mobile: mobileFault,
  landline: landlineFault,
  postcode: postcodeFault,
  'food-licence-no': licenceNoFault,
  'filing-no': filingNoFault,
  'person-name': personNameFault,
  passport: passportFault,
  'bank-account': bankAccountFault,
} as const satisfies Readonly<Record<string, Check>>;

/** A named format, as `format` says it in a form's JSON Schema. */
export type FormatName = keyof typeof CHECKS;

/** All named formats. */
export const FORMAT_NAMES = Object.keys(CHECKS) as readonly FormatName[];

const CAPITALS: ReadonlySet<FormatName> = new Set(['id-no', 'uscc', 'food-licence-no', 'filing-no', 'passport']);

/** Whether a text names one of the formats here. */
export function isFormatName(name: string): name is FormatName {
  return Object.hasOwn(CHECKS, name);
}

/**
 * The value as it is stored: without outer blanks, codes in capitals, bank accounts without blanks, one kind of middle dot in names.
 * Submissions are normalised before they are checked and kept, so that equal numbers are equal texts.
 */
export function normaliseFormat(name: FormatName, value: string): string {
  const trimmed = value.trim();
  if (name === 'bank-account') return trimmed.replace(/[\s-]/g, '');
  if (name === 'person-name') return trimmed.replace(/[•・‧∙]/g, '·');
  return CAPITALS.has(name) ? trimmed.toUpperCase() : trimmed;
}

/** The first fault of a value in its normal form, or undefined when it is right. Pure: `options.today` is the reference date. */
export function checkFormat(name: FormatName, value: string, options: FormatOptions = {}): FormatFault | undefined {
  return CHECKS[name](normaliseFormat(name, value), options);
}

/** A doubt to show beside a value that is accepted all the same (card numbers that fail the Luhn sum). */
export function doubtFormat(name: FormatName, value: string): FormatFault | undefined {
  return name === 'bank-account' ? bankAccountDoubt(normaliseFormat(name, value)) : undefined;
}
