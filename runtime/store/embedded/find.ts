import type { Page, Query, Scalar, StoreRecord } from '../../seams/store.js';
import { cursorAfter, planQuery, type PlannedQuery } from '../query.js';
import { bound, join, type Fragment } from './conditions.js';
import type { Connection } from './connection.js';
import { fieldExpression } from './names.js';
import { reachOf } from './narrow.js';

const behind = (expression: string, descending: boolean, value: Scalar): Fragment => {
  if (value === null) return { sql: descending ? '0' : `${expression} IS NOT NULL`, values: [] };
  if (descending) return { sql: `${expression} < ? OR ${expression} IS NULL`, values: [bound(value)] };
  return { sql: `${expression} > ?`, values: [bound(value)] };
};

const level = (expression: string, value: Scalar): Fragment =>
  value === null ? { sql: `${expression} IS NULL`, values: [] } : { sql: `${expression} = ?`, values: [bound(value)] };

const afterCursor = (collection: string, plan: PlannedQuery): readonly Fragment[] => {
  const { after } = plan;
  if (after === undefined) return [];
  const steps = plan.sort.map((key, i) =>
    join(
      [
        ...plan.sort
          .slice(0, i)
          .map((earlier, j) => level(fieldExpression(collection, earlier.field), after[j] ?? null)),
        behind(fieldExpression(collection, key.field), key.descending, after[i] ?? null),
      ],
      ' AND ',
      '1',
    ),
  );
  return [join(steps, ' OR ', '0')];
};

const scalarOf = (value: unknown): Scalar => (typeof value === 'string' || typeof value === 'number' ? value : null);

/** One page of a collection. */
export function findRecords<T extends StoreRecord>(connection: Connection, collection: string, query: Query): Page<T> {
  const plan = planQuery(query);
  const reach = reachOf(connection, collection, plan.tests, plan.any);
  const condition = join([reach.condition, ...afterCursor(collection, plan)], ' AND ', '1');
  const keys = plan.sort.map((key, i) => `${fieldExpression(collection, key.field)} AS k${String(i)}`);
  const order = plan.sort.map((key) => `${fieldExpression(collection, key.field)}${key.descending ? ' DESC' : ''}`);
  const sql = `SELECT body, ${keys.join(', ')} FROM ${reach.from} WHERE gone = 0 AND ${condition.sql} ORDER BY ${order.join(', ')} LIMIT ?`;
  const rows = connection.all(sql, [...condition.values, plan.limit + 1]);
  const page = rows.slice(0, plan.limit);
  const last = page.at(-1);
  return {
    records: page.map((row) => JSON.parse(String(row['body'])) as T),
    ...(rows.length > page.length && last !== undefined
      ? { nextCursor: cursorAfter(plan.sort.map((_, i) => scalarOf(last[`k${String(i)}`]))) }
      : {}),
  };
}
