import type { Expected, Scalar, Where } from '../../seams/store.js';
import { expectedTests, testsOf, type Test } from '../query.js';
import type { SqlValue } from './driver.js';
import { fieldExpression, listTableName, pathLiteral, tableName } from './names.js';

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

// SQLite gives lists and objects as JSON text, which begins with one of these: only such a value can be mistaken for one.
const looksLikeJson = (value: Scalar): boolean => typeof value === 'string' && /^[[{]/.test(value);

const isText = (field: string): string => (field === '_id' ? '1' : `json_type(body, ${pathLiteral(field)}) = 'text'`);

const equals = (collection: string, field: string, value: Scalar): Fragment => {
  const expression = fieldExpression(collection, field);
  if (value === null) return { sql: `${expression} IS NULL`, values: [] };
  const same = { sql: `${expression} = ?`, values: [bound(value)] };
  return looksLikeJson(value) ? { ...same, sql: `(${same.sql} AND ${isText(field)})` } : same;
};

const isIn = (collection: string, field: string, candidates: readonly Scalar[]): Fragment => {
  const plain = candidates.filter((value) => value !== null && !looksLikeJson(value)).map(bound);
  const special = candidates.filter((value) => value === null || looksLikeJson(value));
  return join(
    [
      { sql: `${fieldExpression(collection, field)} IN (${marks(plain)})`, values: plain },
      ...special.map((value) => equals(collection, field, value)),
    ],
    ' OR ',
    '0',
  );
};

const isNot = (collection: string, field: string, value: Scalar): Fragment => {
  const other = { sql: `${fieldExpression(collection, field)} IS NOT ?`, values: [bound(value)] };
  return looksLikeJson(value) ? { ...other, sql: `(${other.sql} OR NOT ${isText(field)})` } : other;
};

const startsWith = (collection: string, field: string, prefix: string): Fragment => {
  const expression = fieldExpression(collection, field);
  const sql = `(${expression} >= ? AND ${expression} < ?)`;
  const values = [prefix, `${prefix}${LAST_CHARACTER}`];
  return prefix === '' || looksLikeJson(prefix) ? { sql: `(${sql} AND ${isText(field)})`, values } : { sql, values };
};

const inRange = (collection: string, field: string, op: string, value: number | string): Fragment => {
  const expression = fieldExpression(collection, field);
  const compared = `${expression} ${op} ?`;
  // SQLite puts all numbers before all text; a range stays among its own kind.
  if (typeof value === 'number') {
    const upwards = op.startsWith('>');
    return { sql: upwards ? `(${compared} AND ${expression} < '')` : compared, values: [value] };
  }
  const above = op.startsWith('<') ? ` AND ${expression} >= ''` : '';
  return { sql: `(${compared}${above} AND ${isText(field)})`, values: [value] };
};

const fragmentOf = (collection: string, test: Test): Fragment => {
  switch (test.kind) {
    case 'equals':
      return equals(collection, test.field, test.value);
    case 'not':
      return isNot(collection, test.field, test.value);
    case 'in':
      return isIn(collection, test.field, test.values);
    case 'has': {
      const values = test.values.filter((value) => value !== null).map(bound);
      const members = listTableName(collection, test.field);
      if (members !== undefined) {
        const row = `${tableName(collection)}.row`;
        return {
          sql: `EXISTS (SELECT 1 FROM ${members} AS member WHERE member.value IN (${marks(values)}) AND member.row = ${row})`,
          values,
        };
      }
      const path = pathLiteral(test.field);
      const list = `CASE json_type(body, ${path}) WHEN 'array' THEN json_extract(body, ${path}) ELSE '[]' END`;
      return {
        sql: `EXISTS (SELECT 1 FROM json_each(${list}) WHERE value IN (${marks(values)}) AND type NOT IN ('array', 'object'))`,
        values,
      };
    }
    case 'prefix':
      return startsWith(collection, test.field, test.prefix);
    case 'range':
      return inRange(collection, test.field, test.op, test.value);
  }
};

/** Joins fragments; an empty list gives `empty`. */
export function join(fragments: readonly Fragment[], by: ' AND ' | ' OR ', empty: string): Fragment {
  if (fragments.length === 0) return { sql: empty, values: [] };
  return { sql: fragments.map((one) => `(${one.sql})`).join(by), values: fragments.flatMap((one) => one.values) };
}

/** Tests and alternatives on records of a collection as one condition. */
export function conditionOf(collection: string, tests: readonly Test[], any: readonly (readonly Test[])[]): Fragment {
  const fragments = (some: readonly Test[]): readonly Fragment[] => some.map((test) => fragmentOf(collection, test));
  const alternatives = any.map((one) => join(fragments(one), ' AND ', '1'));
  const parts = fragments(tests);
  return join(any.length === 0 ? parts : [...parts, join(alternatives, ' OR ', '0')], ' AND ', '1');
}

/** A `where` with alternatives as one condition. Throws BAD_QUERY. */
export function whereOf(collection: string, where: Where | undefined, any: readonly Where[] | undefined): Fragment {
  return conditionOf(collection, testsOf(where), (any ?? []).map(testsOf));
}

/** Expected fields as one condition. */
export function expectedOf(collection: string, expected: Expected): Fragment {
  return conditionOf(collection, expectedTests(expected), []);
}
