import type { Claim, Claimable } from '../../seams/store.js';
import { compareValues } from '../compare-values.js';
import { limitOf } from '../query.js';
import { whereOf } from './conditions.js';
import type { Work } from './connection.js';
import { columnsOf } from './columns.js';
import { columnName, fieldExpression, tableName } from './names.js';

/** Leases due records in one statement: no record goes to two claimants. */
export function claimRecords<T extends Claimable>(collection: string, claim: Claim): Work<readonly T[]> {
  const table = tableName(collection);
  const limit = limitOf(claim.limit);
  const condition = whereOf(collection, claim.where, undefined);
  const dueAt = fieldExpression(collection, 'dueAt');
  const hasColumn = (field: string): boolean => columnsOf(collection).some((column) => column.field === field);
  const state = hasColumn('state') ? `, ${columnName('state')} = 'leased'` : '';
  const leaseUntil = hasColumn('leaseUntil') ? `, ${columnName('leaseUntil')} = ?` : '';
  // The few jobs of one case are looked up; among very many that are due they would be found last.
  const root = claim.where?.['rootId'];
  const few = typeof root === 'string' ? fieldExpression(collection, 'rootId') : undefined;
  const from = few === undefined ? table : `${table} NOT INDEXED`;
  const among = few === undefined ? '' : ` AND row IN (SELECT row FROM ${table} WHERE gone = 0 AND ${few} = ?)`;
  // Each half walks its own index and stops at the limit; one condition with OR would look at everything that is due.
  const half = (state: string, until: string): string =>
    `SELECT * FROM (SELECT row, _id, ${dueAt} AS due FROM ${from}
      WHERE gone = 0 AND ${fieldExpression(collection, 'state')} = '${state}' AND ${fieldExpression(collection, until)} <= ? AND ${condition.sql}${among}
      ORDER BY ${dueAt}, _id LIMIT ?)`;
  const halves = [half('due', 'dueAt'), half('leased', 'leaseUntil')].filter(
    (_, at) => claim.only === undefined || claim.only === (at === 0 ? 'due' : 'leased'),
  );
  const sql = `UPDATE ${table} SET body = json_set(body,
      '$.state', 'leased', '$.owner', ?, '$.leaseUntil', ?,
      '$.fence', json_extract(body, '$.fence') + 1, '$.attempts', json_extract(body, '$.attempts') + 1)${state}${leaseUntil}
    WHERE row IN (
      SELECT row FROM (${halves.join(' UNION ALL ')}) ORDER BY due, _id LIMIT ?)
    RETURNING body`;
  const candidates = [claim.now, ...condition.values, ...(typeof root === 'string' ? [root] : []), limit];
  const until = claim.now + claim.leaseMs;
  const lease = [claim.owner, until, ...(leaseUntil === '' ? [] : [until])];
  const values = [...lease, ...halves.flatMap(() => candidates), limit];
  return (connection) =>
    connection
      .all(sql, values)
      .map((row) => JSON.parse(String(row['body'])) as T)
      .sort((a, b) => a.dueAt - b.dueAt || compareValues(a._id, b._id));
}
