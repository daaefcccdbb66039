import type { RegisterQuery } from '../seams/registers.js';
import { PlatformError } from '../seams/platform-error.js';
import type { RegisterRecord } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Condition, Page, Store, Where } from '../seams/store.js';
import { REGISTERS } from '../store/collections.js';
import { blindPurpose, type KnownRegister } from './register-row.js';

const conditionOn = (
  sealing: Sealing,
  known: KnownRegister,
  property: string,
  condition: Condition,
): readonly [string, Condition] => {
  if (!known.sealed.has(property)) return [`values.${property}`, condition];
  const index = (value: unknown): string => {
    if (typeof value !== 'string')
      throw new PlatformError('BAD_QUERY', `${property} is sealed: compare it with a text`);
    return sealing.blindIndex(blindPurpose(known.definition.key, property), value);
  };
  if (condition === null) return [`blind.${property}`, null];
  if (typeof condition === 'object' && 'in' in condition) return [`blind.${property}`, { in: condition.in.map(index) }];
  return [`blind.${property}`, index(condition)];
};

/** One page of stored rows; conditions on sealed properties go through their blind index. */
export async function findRecords(
  store: Store,
  sealing: Sealing,
  known: KnownRegister,
  query: RegisterQuery,
): Promise<Page<RegisterRecord>> {
  const conditions = Object.entries(query.where ?? {}).map(([property, condition]) =>
    conditionOn(sealing, known, property, condition),
  );
  const where: Where = { register: known.definition.key, ...Object.fromEntries(conditions) };
  const { limit, cursor, search } = query;
  if (search !== undefined && search.trim() !== '') {
    return {
      records: await store.search(REGISTERS, { text: search, where, ...(limit === undefined ? {} : { limit }) }),
    };
  }
  return store.find(REGISTERS, {
    where,
    sort: [{ field: 'order' }],
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
  });
}
