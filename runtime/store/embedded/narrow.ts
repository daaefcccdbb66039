import { declared } from '../check-record.js';
import type { Test } from '../query.js';
import { bound, conditionOf, join, type Fragment } from './conditions.js';
import type { Connection } from './connection.js';
import { listTableName, tableName } from './names.js';

/** How a query reaches its rows: what it reads from, and the condition on them. */
export interface Reach {
  readonly from: string;
  readonly condition: Fragment;
}

/** When so few rows can match they are looked up; else they are met soon enough in the order that is asked for. */
const FEW = 1000;

/** Whether a test only asks that there is a text, where most rows may have none. */
const isPresence = (test: Test): boolean => test.kind === 'range' && test.op.startsWith('>') && test.value === '';

/** The rows that one test leaves, from an index: members of a list, or a field that an index begins with. Undefined when none does. */
const rowsBy = (collection: string, test: Test): Fragment | undefined => {
  if (test.kind === 'has') {
    const members = listTableName(collection, test.field);
    if (members === undefined) return undefined;
    const values = test.values.filter((value) => value !== null).map(bound);
    return { sql: `SELECT row FROM ${members} WHERE value IN (${values.map(() => '?').join(', ')})`, values };
  }
  const isLookUp = test.kind === 'prefix' || (test.kind === 'equals' && test.value !== null) || isPresence(test);
  if (!isLookUp || !declared(collection).indexes.some(([first]) => first === test.field)) return undefined;
  const { sql, values } = conditionOf(collection, [test], []);
  return { sql: `SELECT row FROM ${tableName(collection)} WHERE gone = 0 AND ${sql}`, values };
};

/**
 * How rows of a collection are reached whose alternatives each have an index of their own, like the tasks of somebody's groups: a walk in the
 * order asked for would look at everything when nothing is found. So would it for rows that have a text at all where few do. All else is left to
 * SQLite's planner.
 */
export function reachOf(
  connection: Connection,
  collection: string,
  tests: readonly Test[],
  any: readonly (readonly Test[])[],
): Reach {
  const table = tableName(collection);
  const all: Reach = { from: table, condition: conditionOf(collection, tests, any) };
  if (any.length > 0 && declared(collection).lists === undefined) return all;
  const alternatives = any.length > 0 ? any : [tests.filter(isPresence)];
  const anchors = alternatives.map((some) =>
    some.map((test) => rowsBy(collection, test)).find((rows) => rows !== undefined),
  );
  const found = anchors.filter((anchor) => anchor !== undefined);
  if (found.length < anchors.length) return all;
  const union: Fragment = {
    sql: found.map(({ sql }) => sql).join(' UNION ALL '),
    values: found.flatMap(({ values }) => values),
  };
  const count = connection.get(`SELECT count(*) AS n FROM (SELECT 1 FROM (${union.sql}) LIMIT ?)`, [
    ...union.values,
    FEW + 1,
  ]);
  const row: Fragment = { sql: `row IN (${union.sql})`, values: union.values };
  if (Number(count?.['n']) <= FEW)
    return { from: `${table} NOT INDEXED`, condition: join([row, all.condition], ' AND ', '1') };
  if (any.length === 0) return all;
  const either = conditionOf(collection, [], any);
  // As a value, so that the alternatives are no reason to read and sort everything they hold.
  const valued = { sql: `(${either.sql}) IS NOT 0`, values: either.values };
  return { from: table, condition: join([conditionOf(collection, tests, []), valued], ' AND ', '1') };
}
