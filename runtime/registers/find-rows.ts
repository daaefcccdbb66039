import type { RegisterQuery } from '../seams/registers.js';
import { PlatformError } from '../seams/platform-error.js';
import type { RegisterRecord } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Condition, Page, SortKey, Store, Where } from '../seams/store.js';
import { REGISTERS } from '../store/collections.js';
import { slotField } from './list-keys.js';
import { withinPlaces } from './place-of.js';
import { blindPurpose, type KnownRegister } from './register-row.js';

const isEquality = (condition: Condition): boolean =>
  condition !== null && (typeof condition !== 'object' || 'in' in condition);

const conditionOn = (
  sealing: Sealing,
  known: KnownRegister,
  property: string,
  condition: Condition,
): readonly [string, Condition] => {
  if (!known.sealed.has(property)) {
    const slot = isEquality(condition) ? slotField(known.definition.list?.filters, property, 'f') : undefined;
    return [slot ?? `values.${property}`, condition];
  }
  const index = (value: unknown): string => {
    if (typeof value !== 'string')
      throw new PlatformError('BAD_QUERY', `${property} is sealed: compare it with a text`);
    return sealing.blindIndex(blindPurpose(known.definition.key, property), value);
  };
  if (condition === null) return [`blind.${property}`, null];
  if (typeof condition === 'object' && 'in' in condition) return [`blind.${property}`, { in: condition.in.map(index) }];
  return [`blind.${property}`, index(condition)];
};

interface Asked {
  readonly where: Where;
  readonly any?: readonly Where[];
}

const askedOf = (
  sealing: Sealing,
  known: KnownRegister,
  { where, within }: Pick<RegisterQuery, 'where' | 'within'>,
): Asked => {
  const conditions = Object.entries(where ?? {}).map(([property, condition]) =>
    conditionOn(sealing, known, property, condition),
  );
  const any = withinPlaces(within);
  return {
    where: { register: known.definition.key, ...Object.fromEntries(conditions) },
    ...(any === undefined ? {} : { any }),
  };
};

const sortOf = (known: KnownRegister, sort: RegisterQuery['sort']): readonly SortKey[] => {
  if (sort === undefined) return [{ field: 'order' }];
  const field = slotField(known.definition.list?.sorts, sort.property, 'k');
  if (field === undefined)
    throw new PlatformError('BAD_QUERY', `${known.definition.key} has no order by ${sort.property}`);
  return [{ field, descending: sort.descending ?? false }];
};

/** One page of stored rows; conditions on sealed properties go through their blind index, an empty `within` finds nothing. */
export async function findRecords(
  store: Store,
  sealing: Sealing,
  known: KnownRegister,
  query: RegisterQuery,
): Promise<Page<RegisterRecord>> {
  if (query.within?.length === 0) return { records: [] };
  const asked = askedOf(sealing, known, query);
  const { limit, cursor, search } = query;
  if (search !== undefined && search.trim() !== '')
    return {
      records: await store.search(REGISTERS, { text: search, ...asked, ...(limit === undefined ? {} : { limit }) }),
    };
  return store.find(REGISTERS, {
    ...asked,
    sort: sortOf(known, query.sort),
    ...(limit === undefined ? {} : { limit }),
    ...(cursor === undefined ? {} : { cursor }),
  });
}

/** How many stored rows a query finds. */
export async function countRecords(
  store: Store,
  sealing: Sealing,
  known: KnownRegister,
  query: Pick<RegisterQuery, 'where' | 'within'>,
): Promise<number> {
  if (query.within?.length === 0) return 0;
  const { where, any } = askedOf(sealing, known, query);
  return store.count(REGISTERS, where, any);
}
