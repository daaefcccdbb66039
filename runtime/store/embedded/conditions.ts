import type { Expected, Scalar, Where } from '../../seams/store.js';
import { testsOf, type Test } from '../query.js';
import type { SqlValue } from './driver.js';
import { fieldExpression, pathLiteral } from './names.js';

/** A piece of SQL and the values of its question marks. */
export interface Fragment {
  readonly sql: string;
  readonly values: readonly SqlValue[];
}

/** A scalar as SQLite keeps it: booleans are 1 and 0. */
export function bound(value: Scalar): SqlValue {
  return typeof value === 'boolean' ? Number(value) : value;
}

const LAST_CHARACTER = '\u{10FFFF}';

const marks = (values: readonly unknown[]): string => values.map(() => '?').join(', ');

const fragmentOf = (test: Test): Fragment => {
  const field = fieldExpression(test.field);
  switch (test.kind) {
    case 'equals':
      return test.value === null
        ? { sql: `${field} IS NULL`, values: [] }
        : { sql: `${field} = ?`, values: [bound(test.value)] };
    case 'not':
      return { sql: `${field} IS NOT ?`, values: [bound(test.value)] };
    case 'in': {
      const values = test.values.filter((value) => value !== null).map(bound);
      const orNull = test.values.includes(null) ? ` OR ${field} IS NULL` : '';
      return { sql: `(${field} IN (${marks(values)})${orNull})`, values };
    }
    case 'has': {
      const list = `CASE json_type(body, ${pathLiteral(test.field)}) WHEN 'array' THEN json_extract(body, ${pathLiteral(test.field)}) ELSE '[]' END`;
      const values = test.values.filter((value) => value !== null).map(bound);
      return { sql: `EXISTS (SELECT 1 FROM json_each(${list}) WHERE value IN (${marks(values)}))`, values };
    }
    case 'prefix':
      return { sql: `(${field} >= ? AND ${field} < ?)`, values: [test.prefix, `${test.prefix}${LAST_CHARACTER}`] };
    case 'range':
      return { sql: `${field} ${test.op} ?`, values: [test.value] };
  }
};

/** Joins fragments; an empty list gives `empty`. */
export function join(fragments: readonly Fragment[], by: ' AND ' | ' OR ', empty: string): Fragment {
  if (fragments.length === 0) return { sql: empty, values: [] };
  return { sql: fragments.map((one) => `(${one.sql})`).join(by), values: fragments.flatMap((one) => one.values) };
}

/** Tests and alternatives as one condition. */
export function conditionOf(tests: readonly Test[], any: readonly (readonly Test[])[]): Fragment {
  const alternatives = any.map((one) => join(one.map(fragmentOf), ' AND ', '1'));
  const parts = tests.map(fragmentOf);
  return join(any.length === 0 ? parts : [...parts, join(alternatives, ' OR ', '0')], ' AND ', '1');
}

/** A `where` with alternatives as one condition. Throws BAD_QUERY. */
export function whereOf(where: Where | undefined, any: readonly Where[] | undefined): Fragment {
  return conditionOf(testsOf(where), (any ?? []).map(testsOf));
}

/** Expected fields as one condition. */
export function expectedOf(expected: Expected): Fragment {
  return whereOf(expected, undefined);
}
