import { format } from 'node:util';

/**
 * As much of Jest's interface as the tests of the engine use, for running them inside one process again and again: `describe` and `it` with
 * `each`, and `expect`. Tests are collected when their files are loaded and run when somebody asks.
 */
export { expect } from 'expect';

/** Every test collected so far: `{ id, run }`. */
export const tests = [];

const path = [];
/** Tests of the tests: they repeat others, with a handler switched off, and are slow where nothing ends. */
const LEFT_OUT = /handler of the cell switched off|never ends and never waits/;

/** Groups tests. */
export function describe(name, body) {
  path.push(name);
  body();
  path.pop();
}

/** Collects one test. */
export function it(name, run) {
  const full = [...path, name].join(' › ');
  if (LEFT_OUT.test(full)) return;
  const twins = tests.filter(({ name: other }) => other === full).length;
  tests.push({ id: twins === 0 ? full : `${full} #${twins + 1}`, name: full, run });
}

const each = (declare) => (table) => (name, body) => {
  for (const row of table) {
    const values = Array.isArray(row) ? row : [row];
    const places = (name.match(/%[sdijop]/g) ?? []).length;
    declare(format(name, ...values.slice(0, places)), () => body(...values));
  }
};

describe.each = each(describe);
it.each = each(it);

/** Collects one test, under Jest's other name. */
export function test(name, run) {
  it(name, run);
}

test.each = each(it);
