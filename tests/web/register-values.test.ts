import { describe, expect, it } from '@jest/globals';
import { inLanguage } from '../../runtime/web/shared/in-language.js';
import { optionsOf, titleOf, valueText } from '../../runtime/web/shared/row-values.js';

const REGISTER = {
  schema: {
    type: 'object',
    properties: {
      state: { type: 'string', title: '状态', enum: ['空闲', '已约'] },
      kind: { type: 'string', title: '类别', oneOf: [{ const: 'dibao', title: '低保户' }] },
      kinds: {
        type: 'array',
        title: '类别',
        items: { type: 'string', oneOf: [{ const: 'alone', title: '独居老人' }] },
      },
      from: { type: 'string', title: '开始', format: 'date' },
      fee: { type: 'integer', title: '金额', 'x-unit': 'fen' },
      owners: { type: 'array', title: '业主', items: { type: 'object' } },
      estate: { type: 'string', title: '小区' },
    },
  },
  english: {
    '/properties/state/title': 'State',
    '/properties/state/enum/1': 'Taken',
    '/properties/kind/oneOf/0/title': 'Minimum living allowance',
  },
  names: { estate: { e01: '柳泉花园', e02: '春晓园' } },
  englishNames: { estate: { e01: 'Liuquan Garden' } },
};

const zh = inLanguage(REGISTER, 'zh');
const en = inLanguage(REGISTER, 'en');

describe('values of a register', () => {
  it('have their columns in the language of the page, Chinese where nobody has said it in English', () => {
    expect(titleOf(zh.schema, 'state')).toBe('状态');
    expect(titleOf(en.schema, 'state')).toBe('State');
    expect(titleOf(en.schema, 'fee')).toBe('金额');
  });

  it('show choices by their names, not by what is stored', () => {
    expect(valueText(zh, 'kind', 'dibao', 'zh')).toBe('低保户');
    expect(valueText(en, 'kind', 'dibao', 'en')).toBe('Minimum living allowance');
    expect(valueText(zh, 'kinds', ['alone'], 'zh')).toBe('独居老人');
    expect(valueText(en, 'state', '已约', 'en')).toBe('Taken');
    expect(optionsOf(en.schema, 'state')).toEqual([
      { value: '空闲', label: '空闲' },
      { value: '已约', label: 'Taken' },
    ]);
  });

  it('show days, amounts, references and groups as people read them', () => {
    expect(valueText(zh, 'from', '2026-03-02', 'zh')).toBe('2026年3月2日');
    expect(valueText(zh, 'fee', 74_000, 'zh')).toBe('740.00');
    expect(valueText(zh, 'estate', 'e01', 'zh')).toBe('柳泉花园');
    expect(valueText(en, 'estate', 'e01', 'en')).toBe('Liuquan Garden');
    expect(valueText(en, 'estate', 'e02', 'en')).toBe('春晓园');
    expect(valueText(zh, 'owners', [{ name: '王*满', share: 100, parts: ['x'] }], 'zh')).toBe('王*满 · 100');
    expect(valueText(zh, 'owners', undefined, 'zh')).toBe('');
  });
});
