import { isDoc, memberOf, pathParts, sameValue, type Doc } from './bson-order.js';
import { isOperators } from './match.js';
import type { IndexSpec } from './table-index.js';
import type { Table } from './table.js';
import { WireError } from './wire-error.js';

const equalityOn = (filter: Doc, field: string): boolean =>
  Object.entries(filter).some(([name, operand]) => {
    if (name === '$and' && Array.isArray(operand)) return operand.some((one) => isDoc(one) && equalityOn(one, field));
    if (name !== field) return false;
    return !isOperators(operand) || '$eq' in operand;
  });

const valueAt = (doc: Doc, path: string): unknown =>
  pathParts(path).reduce<unknown>((value, part) => (isDoc(value) ? memberOf(value, part) : undefined), doc);

/**
 * A write to one document of a sharded collection must name the shard key, or (update and delete without upsert) the exact `_id`: the
 * latter goes to every shard, which findAndModify cannot. Throws ShardKeyNotFound.
 */
export function checkTargeted(table: Table, filter: Doc, byIdIsEnough: boolean): void {
  const { shardKey } = table;
  if (shardKey === undefined || shardKey.every((field) => equalityOn(filter, field))) return;
  if (byIdIsEnough && equalityOn(filter, '_id')) return;
  throw new WireError(61, 'ShardKeyNotFound', `query must contain the shard key {${shardKey.join(', ')}}`);
}

/** A document may not move to another shard. Throws ImmutableField. */
export function checkShardKeyKept(table: Table, before: Doc, after: Doc): void {
  for (const field of table.shardKey ?? []) {
    if (sameValue(valueAt(before, field), valueAt(after, field))) continue;
    throw new WireError(66, 'ImmutableField', `the shard key field ${field} cannot be changed`);
  }
}

/** Unique across shards is only what begins with the shard key. Throws CannotCreateIndex. */
export function checkUniqueIndex(table: Table, spec: IndexSpec): void {
  const { shardKey } = table;
  if (shardKey === undefined || !spec.unique || spec.name === '_id_') return;
  const fields = Object.keys(spec.key);
  if (shardKey.every((field, at) => fields[at] === field)) return;
  throw new WireError(
    67,
    'CannotCreateIndex',
    `cannot create unique index ${spec.name}: it must begin with the shard key`,
  );
}
