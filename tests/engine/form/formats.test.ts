import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { readFileSync } from 'node:fs';
import { dateOfDayNumber, dayNumber } from '../../../engine/calendar/civil.js';
import { ageAt, idNoFacts, makeIdNo } from '../../../engine/form/format-id-no.js';
import { makeFilingNo, makeLicenceNo } from '../../../engine/form/format-licence-no.js';
import { makeUscc } from '../../../engine/form/format-uscc.js';
import type { FormatName } from '../../../engine/form/formats.js';
import { checkFormat, doubtFormat, isFormatName, normaliseFormat } from '../../../engine/form/formats.js';
import type { MaskKind } from '../../../engine/form/masks.js';
import { mask } from '../../../engine/form/masks.js';

interface Examples {
  readonly today: string;
  readonly valid: readonly { id: string; format: FormatName; value: string }[];
  readonly invalid: readonly { id: string; format: FormatName; value: string; zh: string }[];
  readonly masks: readonly { id: string; kind: MaskKind; value: string; masked: string | null }[];
}
const examples = JSON.parse(
  readFileSync(new URL('../../examples/validators.json', import.meta.url), 'utf8'),
) as Examples;
const { today } = examples;

const regions = fc.constantFrom('370303', '110108', '810000', '650102');
const births = fc.integer({ min: dayNumber('1900-01-01'), max: dayNumber(today) }).map(dateOfDayNumber);
const idNos = fc.tuple(regions, births, fc.integer({ min: 0, max: 999 })).map((parts) => makeIdNo(...parts));
const licenceNos = fc
  .tuple(fc.constantFrom(1, 2, 3), regions, fc.integer({ min: 0, max: 999_999 }))
  .map((parts) => makeLicenceNo(...(parts as [1 | 2 | 3, string, number])));
const organisations = fc
  .array(fc.constantFrom(...'0123456789ABCDEFGHJKLMNPQRTUWXY'), { minLength: 8, maxLength: 8 })
  .map((characters) => characters.join(''));
const usccs = fc
  .tuple(fc.constantFrom('91', '92', '51', '12'), regions, organisations)
  .map((parts) => makeUscc(...parts))
  // An organisation code may end in X by its own check, which this alphabet knows too.
  .filter((uscc) => !/[IOSVZ]/.test(uscc));

/** `value` with the character at `index` (modulo its length) replaced by another one of the alphabet. */
function changed(value: string, index: number, alphabet: string, pick: number): string {
  const place = index % value.length;
  const others = [...alphabet].filter((character) => character !== value.charAt(place));
  return value.slice(0, place) + others[pick % others.length] + value.slice(place + 1);
}

describe('named formats', () => {
  test.each(examples.valid)('$id: $format accepts $value', ({ format, value }) => {
    expect(checkFormat(format, value, { today })).toBeUndefined();
  });

  test.each(examples.invalid)('$id: $format $value is refused: $zh', ({ format, value, zh }) => {
    expect(checkFormat(format, value, { today })).toMatchObject({ zh, en: expect.stringMatching(/\w/) });
  });

  test('every changed digit of the test values of 3.1 makes them fail', () => {
    for (const { format, value } of examples.valid) {
      if (!['id-no', 'uscc', 'food-licence-no', 'filing-no'].includes(format)) continue;
      for (let place = 0; place < value.length; place += 1) {
        for (const digit of '0123456789') {
          if (digit === value.charAt(place)) continue;
          expect(checkFormat(format, value.slice(0, place) + digit + value.slice(place + 1))).toBeDefined();
        }
      }
    }
  });

  test('made numbers are valid, and no single change of a character goes unnoticed', () => {
    const places = fc.tuple(fc.nat(17), fc.nat(40));
    const check = (format: FormatName, value: string, alphabet: string, [place, pick]: [number, number]): void => {
      expect(checkFormat(format, value, { today })).toBeUndefined();
      expect(checkFormat(format, changed(value, place, alphabet, pick), { today })).toBeDefined();
    };
    fc.assert(fc.property(idNos, places, (value, place) => check('id-no', value, '0123456789X', place)));
    fc.assert(fc.property(licenceNos, places, (value, place) => check('food-licence-no', value, '0123456789', place)));
    fc.assert(
      fc.property(usccs, places, (value, place) => check('uscc', value, '0123456789ABCDEFGHJKLMNPQRTUWXY', place)),
    );
  });

  test('two swapped neighbours of an ID number do not go unnoticed', () => {
    fc.assert(
      fc.property(idNos, fc.nat(16), (value, place) => {
        const swapped = value.slice(0, place) + value.charAt(place + 1) + value.charAt(place) + value.slice(place + 2);
        fc.pre(swapped !== value);
        expect(checkFormat('id-no', swapped, { today })).toBeDefined();
      }),
    );
  });

  test('a birth date after the reference date is a wrong date', () => {
    const idNo = makeIdNo('370303', '2026-03-03', 1);
    expect(checkFormat('id-no', idNo, { today })?.zh).toBe('日期错误');
    expect(checkFormat('id-no', idNo, { today: '2026-03-03' })).toBeUndefined();
    expect(checkFormat('id-no', makeIdNo('370303', '1899-12-31', 1))?.zh).toBe('日期错误');
  });

  test('codes are judged and stored in capitals', () => {
    const idNo =
      [...Array(20).keys()].map((seq) => makeIdNo('370303', '1990-01-01', seq)).find((made) => made.endsWith('X')) ??
      '';
    expect(idNo).toHaveLength(18);
    expect(checkFormat('id-no', ` ${idNo.toLowerCase()} `)).toBeUndefined();
    expect(normaliseFormat('id-no', ` ${idNo.toLowerCase()} `)).toBe(idNo);
    expect(normaliseFormat('person-name', '阿卜杜•热合曼')).toBe('阿卜杜·热合曼');
  });

  test('a card number that fails the Luhn sum is doubted, not refused', () => {
    expect(checkFormat('bank-account', '6222020000000000001')).toBeUndefined();
    expect(doubtFormat('bank-account', '6222020000000000001')?.code).toBe('BANK_ACCOUNT_LUHN');
    expect(doubtFormat('bank-account', '4111111111111111')).toBeUndefined();
  });

  test('a filing number is made with its check digit', () => {
    expect(makeFilingNo(2, '370303', 1)).toBe('YB23703030000015');
  });

  test('only own names are formats', () => {
    expect(isFormatName('id-no')).toBe(true);
    expect(isFormatName('constructor')).toBe(false);
  });
});

describe('what an ID number tells', () => {
  test('region, birth date and sex', () => {
    expect(idNoFacts('370303196503120028')).toEqual({ region: '370303', birthDate: '1965-03-12', sex: 'female' });
    expect(idNoFacts('370303199001011239')?.sex).toBe('male');
    expect(idNoFacts('37030319650312002X')).toBeUndefined();
  });

  test('the age, with the birthday itself', () => {
    expect(ageAt('370303196503120028', '2025-03-11')).toBe(59);
    expect(ageAt('370303196503120028', '2025-03-12')).toBe(60);
    const leap = makeIdNo('370303', '2004-02-29', 1);
    expect(ageAt(leap, '2026-02-28')).toBe(21);
    expect(ageAt(leap, '2026-03-01')).toBe(22);
    expect(ageAt(leap, '2003-01-01')).toBeUndefined();
  });
});

describe('masks', () => {
  test.each(examples.masks)('$id: $kind of $value is $masked', ({ kind, value, masked }) => {
    expect(mask(kind, value)).toBe(masked);
  });

  test('never show more than the table allows, whatever the value', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30, unit: 'grapheme' }), (value) => {
        const length = [...value].length;
        const shown = (kind: MaskKind): number =>
          [...(mask(kind, value.replaceAll('*', 'x')) ?? '')].filter((c) => c !== '*').length;
        expect(shown('id-no')).toBeLessThanOrEqual(length > 10 ? 10 : 0);
        expect(shown('mobile')).toBeLessThanOrEqual(length > 7 ? 7 : 0);
        expect(shown('bank-account')).toBeLessThanOrEqual(4);
        expect(shown('name')).toBeLessThanOrEqual(2);
      }),
    );
  });
});
