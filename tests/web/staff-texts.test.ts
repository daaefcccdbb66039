import { describe, expect, it } from '@jest/globals';
import { STAFF_TEXTS } from '../../runtime/web/staff/texts/catalogue.js';

const texts = Object.entries(STAFF_TEXTS);
/** A name that people in offices say as it is. */
const KIND_OF_FILE = 'Excel';

const places = (text: string): readonly string[] => (text.match(/\{\w+\}/g) ?? []).sort();

describe('the sentences of the staff pages', () => {
  it('have no English word in Chinese, save the sign of the other language', () => {
    const english = texts.filter(
      ([key, { zh }]) =>
        key !== 'lang.en' && /[A-Za-z]{2,}/.test(zh.replace(/\{\w+\}/g, '').replaceAll(KIND_OF_FILE, '')),
    );
    expect(english).toEqual([]);
  });

  it('have no Chinese word in English, save the sign of the other language', () => {
    const chinese = texts.filter(([key, { en }]) => !key.startsWith('lang.') && /\p{Script=Han}/u.test(en));
    expect(chinese).toEqual([]);
  });

  it('put the same values into both languages', () => {
    const different = texts.filter(([, { zh, en }]) => places(zh).join() !== places(en).join());
    expect(different).toEqual([]);
  });

  it('are never empty', () => {
    expect(texts.filter(([, { zh, en }]) => zh.trim() === '' || en.trim() === '')).toEqual([]);
  });
});
