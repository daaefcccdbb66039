import { describe, expect, it } from '@jest/globals';
import { fc } from '../../../kit/fast-check.js';
import { compileFeel } from '../../../../engine/feel/compile-feel.js';
import { juelToFeel } from '../../../../engine/compile/import/juel-to-feel.js';

const CASES: readonly (readonly [string, string])[] = [
  ['${amount > 100}', 'amount > 100'],
  ['${amount gt 100 and status eq "ok"}', 'amount > 100 and status = "ok"'],
  ['${approved == true && !rejected}', 'approved = true and not(rejected)'],
  ['${a or b and c}', 'a or b and c'],
  ['${(a or b) and c}', '(a or b) and c'],
  ['${a - (b - c)}', 'a - (b - c)'],
  ['${total % 3 == 0}', 'modulo(total, 3) = 0'],
  ['${order.customer.name}', 'order.customer.name'],
  ['${list[0]}', 'list[1]'],
  ['${list[i]}', 'list[i + 1]'],
  ["${map['key']}", 'get value(map, "key")'],
  ['${empty name}', '(name = null or name = "" or name = [])'],
  ['${vip ? 1 : 2}', 'if vip then 1 else 2'],
  ["${execution.getVariable('level')}", 'level'],
  ['${users.contains(initiator)}', 'list contains(users, initiator)'],
  ["${state.equals('open')}", 'state = "open"'],
  ['${items.size() > 2}', 'count(items) > 2'],
  ['Order ${number} is late', '"Order " + string(number) + " is late"'],
  ["#{name.startsWith('A}')}", 'starts with(name, "A}")'],
  ['${-x + 1}', '-x + 1'],
];

describe('JUEL becomes FEEL', () => {
  it.each(CASES)('%s', (juel, feel) => {
    expect(juelToFeel(juel)).toEqual({ ok: true, feel });
    expect(compileFeel(feel, 'expression').ok).toBe(true);
  });
});

describe('JUEL without a twin is named', () => {
  it.each([
    ['${bean.approve(task)}', /approve/],
    ['${execution.setVariable("a", 1)}', /setVariable/],
    ['${a = 1}', /cannot read/],
    ['${a', /not closed/],
    ['${a ? b}', /: is missing/],
    [`\${${'('.repeat(500)}a}`, /nested too deeply/],
  ])('%s', (juel, reason) => {
    const result = juelToFeel(juel);
    expect(result.ok ? '' : result.reason).toMatch(reason);
  });
});

it('never throws, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'${}#()[].,?:!=<>&|+-*/%"\'\\ab01 '.split('')) }), (text) => {
      juelToFeel(text);
    }),
    { numRuns: 2000 },
  );
});
