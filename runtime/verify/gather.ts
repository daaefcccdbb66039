import type {
  CaseRecord,
  HistoryRow,
  IncidentRow,
  JobRecord,
  KeptCommand,
  SubscriptionRow,
  WorklistRow,
} from '../seams/records.js';
import type { Collection, Store, StoreRecord, Where } from '../seams/store.js';
import { CASES, HISTORY, INCIDENTS, JOBS, KEPT, SUBSCRIPTIONS, WORKLIST } from '../store/collections.js';
import { INSTANCES, type InstanceRecord } from '../use-cases/instance-record.js';

/** Rows of some instances, by instance id. */
export type ByInstance<T> = ReadonlyMap<string, readonly T[]>;

/** Everything that is stored about some instances, read one collection after the other. */
export interface Gathered {
  readonly instances: ReadonlyMap<string, InstanceRecord>;
  readonly cases: ReadonlyMap<string, CaseRecord>;
  readonly jobs: ByInstance<JobRecord>;
  readonly subscriptions: ByInstance<SubscriptionRow>;
  readonly worklist: ByInstance<WorklistRow>;
  readonly incidents: ByInstance<IncidentRow>;
  readonly kept: ByInstance<KeptCommand>;
  readonly history: ByInstance<HistoryRow>;
}

/** All records that match, page by page. */
export async function* pagesOf<T extends StoreRecord>(
  store: Store,
  collection: Collection<T>,
  where: Where = {},
  limit = 1000,
): AsyncGenerator<readonly T[]> {
  let cursor: string | undefined;
  do {
    const page = await store.find(collection, {
      where,
      sort: [{ field: '_id' }],
      limit,
      ...(cursor === undefined ? {} : { cursor }),
    });
    yield page.records;
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

/** All records that match, in memory. */
export async function allOf<T extends StoreRecord>(
  store: Store,
  collection: Collection<T>,
  where: Where,
): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const page of pagesOf(store, collection, where)) all.push(...page);
  return all;
}

/** Reads what is stored about these instances (at most some hundred at once). Instances come first: rows are never older than them. */
export async function gather(store: Store, ids: readonly string[]): Promise<Gathered> {
  const instances = new Map((await allOf(store, INSTANCES, { _id: { in: ids } })).map((one) => [one._id, one]));
  const mine: Where = { instanceId: { in: ids } };
  const rowsOf = async <T extends StoreRecord & { readonly instanceId: string }>(
    collection: Collection<T>,
  ): Promise<ByInstance<T>> => {
    const rows = new Map<string, T[]>();
    for (const row of await allOf(store, collection, mine)) {
      const list = rows.get(row.instanceId);
      if (list === undefined) rows.set(row.instanceId, [row]);
      else list.push(row);
    }
    return rows;
  };
  const roots = [...instances.values()].map(({ rootId }) => rootId).filter((id) => typeof id === 'string');
  return {
    instances,
    jobs: await rowsOf(JOBS),
    subscriptions: await rowsOf(SUBSCRIPTIONS),
    worklist: await rowsOf(WORKLIST),
    incidents: await rowsOf(INCIDENTS),
    kept: await rowsOf(KEPT),
    history: await rowsOf(HISTORY),
    cases: new Map((await allOf(store, CASES, { _id: { in: [...new Set(roots)] } })).map((one) => [one._id, one])),
  };
}
