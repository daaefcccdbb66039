import { describe, expect, test } from '@jest/globals';
import { fc } from '../../kit/fast-check.js';
import { readJson } from '../../../engine/compile/json-reader.js';

const faultOf = (text: string) => {
  const read = readJson(text);
  return read.ok ? undefined : { rule: read.fault.rule, line: read.fault.line, pointer: read.fault.pointer };
};

describe('reading JSON with places', () => {
  test('reads whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        fc.pre(!/"(__proto__|constructor|prototype)"/.test(text));
        expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  test.each<[string, string, string, number, string]>([
    ['a comma too many', '{\n "a": 1,\n}', 'json-malformed', 3, ''],
    ['a missing comma', '[1\n 2]', 'json-malformed', 2, ''],
    ['an unfinished text', '{"a": {\n "b": "x', 'json-malformed', 2, '/a/b'],
    ['something behind the end', '1 2', 'json-malformed', 1, ''],
    ['nothing', '', 'json-malformed', 1, ''],
    ['a control character', '["a\u0001"]', 'json-malformed', 1, '/0'],
    ['a number without end', '1e999', 'json-malformed', 1, ''],
    ['a leading zero', '[01]', 'json-malformed', 1, ''],
    ['a key twice', '{"a": 1,\n"a": 2}', 'json-key', 2, '/a'],
    ['__proto__', '{"x/y": [{"__proto__": 1}]}', 'json-key', 1, '/x~1y/0/__proto__'],
    ['constructor, escaped', '{"\\u0063onstructor": 1}', 'json-key', 1, '/constructor'],
    ['prototype', '{"prototype": 1}', 'json-key', 1, '/prototype'],
  ])('refuses %s', (_name, text, rule, line, pointer) => {
    expect(faultOf(text)).toEqual({ rule, line, pointer });
  });

  test('refuses deep nesting without going down', () => {
    expect(faultOf('['.repeat(200_000))?.rule).toBe('json-depth');
    expect(faultOf('{"a":'.repeat(200_000))?.rule).toBe('json-depth');
  });

  test('skips a byte order mark', () => {
    expect(readJson('\uFEFF{}')).toEqual({ ok: true, value: {} });
  });
});
