import type { Claim, Claimable } from '../../seams/store.js';
import { compareValues } from '../compare-values.js';
import { limitOf } from '../query.js';
import { whereOf } from './conditions.js';
import type { Work } from './connection.js';
import { fieldExpression, tableName } from './names.js';

/** Leases due records in one statement: no record goes to two claimants. */
export function claimRecords<T extends Claimable>(collection: string, claim: Claim): Work<readonly T[]> {
  const table = tableName(collection);
  const state = fieldExpression('state');
  const condition = whereOf(claim.where, undefined);
  const sql = `UPDATE ${table} SET body = json_set(body,
      '$.state', 'leased', '$.owner', ?, '$.leaseUntil', ?,
      '$.fence', json_extract(body, '$.fence') + 1, '$.attempts', json_extract(body, '$.attempts') + 1)
    WHERE row IN (
      SELECT row FROM ${table}
      WHERE gone = 0
        AND ((${state} = 'due' AND ${fieldExpression('dueAt')} <= ?) OR (${state} = 'leased' AND ${fieldExpression('leaseUntil')} <= ?))
        AND ${condition.sql}
      ORDER BY ${fieldExpression('dueAt')}, _id LIMIT ?)
    RETURNING body`;
  const values = [
    claim.owner,
    claim.now + claim.leaseMs,
    claim.now,
    claim.now,
    ...condition.values,
    limitOf(claim.limit),
  ];
  return (connection) =>
    connection
      .all(sql, values)
      .map((row) => JSON.parse(String(row['body'])) as T)
      .sort((a, b) => a.dueAt - b.dueAt || compareValues(a._id, b._id));
}
