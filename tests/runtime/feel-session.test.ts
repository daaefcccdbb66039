import { describe, expect, test } from '@jest/globals';
import { answerLine, completionsOf } from '../../runtime/tools/feel-session.js';

const NOW = Date.parse('2026-02-12T10:00:00+08:00');

function said(line: string, variables = {}): string {
  return answerLine(line, variables, NOW).output;
}

describe('the prompt for FEEL', () => {
  test('shows the value and its type', () => {
    expect(said('a * 2', { a: 1.5 })).toBe('3   : number');
    expect(said('[1, 2]')).toBe('[1,2]   : list<number>');
    expect(said('string(today())')).toBe('"2026-02-12"   : string');
  });

  test('marks the place of a warning', () => {
    expect(said('1 + nobody').split('\n').slice(1, 3)).toEqual(['  1 + nobody', '      ^^^^^^']);
  });

  test('marks the place of a syntax error, in both languages', () => {
    expect(said('1 + * 2').split('\n').slice(0, 2)).toEqual(['  1 + * 2', '      ^']);
    expect(said('1 + * 2')).toMatch(/语法错误.*syntax error/);
  });

  test('keeps variables between lines', () => {
    const { variables } = answerLine(':let monthly rent = 5 * 3', {}, NOW);
    expect(said('monthly rent + 1', variables)).toBe('16   : number');
    expect(answerLine(':json {"b": [1]}', variables, NOW).variables).toEqual({ 'monthly rent': 15, b: [1] });
    expect(said(':json [1]')).toContain(':let');
  });

  test('judges a value by unary tests', () => {
    expect(said(':test 5 | > 3, 1')).toBe('true   : boolean');
  });

  test('completes builtins and variables by the words typed last', () => {
    expect(completionsOf('1 + string l', {})).toEqual([['string length('], 'string l']);
    expect(completionsOf('monthly r', { 'monthly rent': 1 })).toEqual([['monthly rent'], 'monthly r']);
    expect(completionsOf('zzz', {})).toEqual([[], 'zzz']);
  });
});
