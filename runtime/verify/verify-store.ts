import type { CompiledPackage, ProcessPlan } from '../../engine/index.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Sealing } from '../seams/sealing.js';
import type { Collection, Store, StoreRecord } from '../seams/store.js';
import {
  collection,
  INCIDENTS,
  JOBS,
  KEPT,
  SUBSCRIPTIONS,
  WORKLIST,
  type CollectionName,
} from '../store/collections.js';
import { blobsOf } from '../use-cases/blobs.js';
import { INSTANCES, openInstance, type InstanceRecord, type OpenInstance } from '../use-cases/instance-record.js';
import type { SealedNames } from '../use-cases/sealed-names.js';
import { createHistoryChain } from '../relay/history-chain.js';
import { checkHistory } from './check-history.js';
import { checkOffice } from './check-office.js';
import { checkRows } from './check-rows.js';
import { checkState } from './check-state.js';
import type { Finding, FindingCode } from './finding.js';
import { allOf, gather, pagesOf, type Gathered } from './gather.js';
import { misshapen, SHAPES } from './record-shapes.js';

/** What checking needs. `now`: ms since the epoch. `settled`: nobody writes and everything must be relayed. */
export interface VerifyParts {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly packages: Packages;
  readonly names: SealedNames;
  readonly now: () => number;
  readonly settled?: boolean;
  /** Before something is reported in a store that is written to, it is looked at again after this time (ms, default 300). */
  readonly pauseMs?: number;
}

/** What was looked at, and what is wrong. */
export interface VerifyReport {
  /** Records looked at, by collection. */
  readonly counts: Readonly<Record<string, number>>;
  readonly findings: readonly Finding[];
}

const PENDING_MS = 5 * 60_000;
const LEASE_GRACE_MS = 60_000;
const PAGE = 100;
const LOOKS = 3;

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/**
 * The invariants of a store: states make sense, rows and states say the same in both directions, histories
 * have no gap, are chained and lead to their states, nothing waits too long, ended instances have nothing open, references resolve, ids are unique. Reads
 * page by page and writes nothing.
 */
export async function verifyStore(parts: VerifyParts): Promise<VerifyReport> {
  const { store, sealing, packages, names, now } = parts;
  const chain = createHistoryChain(sealing);
  const settled = parts.settled === true;
  const counts: Record<string, number> = {};
  const findings: Finding[] = [];
  const count = (name: string, records: number): void => {
    counts[name] = (counts[name] ?? 0) + records;
  };

  const packageOf = async (hash: string): Promise<CompiledPackage | undefined> =>
    packages.packageByHash(hash).catch(() => undefined);
  const planOf = async (record: Pick<InstanceRecord, 'processId' | 'packageHash'>): Promise<ProcessPlan | undefined> =>
    (await packages.programFor(record.processId, record.packageHash).catch(() => undefined))?.plan;

  const examineOpen = async (instance: OpenInstance, all: Gathered): Promise<readonly Finding[]> => {
    const { _id: instanceId, state } = instance;
    const found: Finding[] = [];
    const note = (code: FindingCode, name: CollectionName, id: string, detail: string): void => {
      found.push({ code, collection: name, id, instanceId, detail });
    };
    const heads = [
      ['instanceId', state.instanceId === instanceId],
      ['rootId', state.rootId === instance.rootId],
      ['processId', state.processId === instance.processId],
      ['status', state.status === instance.status],
      ['parentId', (state.parent?.instanceId ?? null) === (instance.parentId ?? null)],
    ] as const;
    for (const [name, holds] of heads) if (!holds) note('STATE_BROKEN', 'instances', instanceId, `${name} differs`);
    for (const problem of checkState(state, await planOf(instance)))
      note('STATE_BROKEN', 'instances', instanceId, problem);
    if (found.length > 0) return found;
    const waits = instance.pending === 1;
    if (waits && (settled || instance.updatedAt < now() - PENDING_MS))
      note('PENDING_OLD', 'instances', instanceId, `since ${new Date(instance.updatedAt).toISOString()}`);
    const history = checkHistory(instance, all.history.get(instanceId) ?? [], { sealing, chain });
    if (history !== undefined) note(history.code, 'history', history.id, history.detail);
    for (const { id, childInstanceId } of Object.values(state.calls)) {
      const child = (await store.get(INSTANCES, childInstanceId)) ?? undefined;
      const isKept = (all.kept.get(instanceId)?.length ?? 0) > 0;
      const mayFollow = waits || isKept || instance.resting === true;
      if (child === undefined) {
        if (!mayFollow)
          note('CALL_BROKEN', 'instances', instanceId, `${id} waits for ${childInstanceId}, which is not there`);
      } else if (child.parentId !== instanceId)
        note('CALL_BROKEN', 'instances', instanceId, `${childInstanceId} is not called by ${id}`);
      else if (child.status !== 'active' && child.pending === 0 && !mayFollow)
        note('CALL_BROKEN', 'instances', instanceId, `${childInstanceId} has ended and ${id} still waits`);
    }
    const { parent } = state;
    if (parent !== undefined && state.status === 'active') {
      const above = await store.get(INSTANCES, parent.instanceId);
      if (above === undefined)
        note('CALL_BROKEN', 'instances', instanceId, `its caller ${parent.instanceId} is not there`);
      else if (above.status !== 'active' && above.pending === 0 && instance.resting !== true)
        note('CALL_BROKEN', 'instances', instanceId, `its caller ${parent.instanceId} has ended`);
    }
    const kept = all.kept.get(instanceId) ?? [];
    if (kept.length > 0 && instance.resting !== true && !waits)
      for (const one of kept) note('KEPT_STUCK', 'kept', one._id, 'its instance goes on without it');
    if (waits && instance.history.length > 0) return found;
    const compiled = await packageOf(instance.packageHash);
    const rows = checkRows({
      instance,
      sealing,
      names: await names.forHash(instance.packageHash),
      service: compiled?.manifest.key ?? '',
      title: compiled?.manifest.title ?? { zh: '', en: '' },
      jobs: all.jobs.get(instanceId) ?? [],
      subscriptions: all.subscriptions.get(instanceId) ?? [],
      worklist: all.worklist.get(instanceId) ?? [],
      incidents: all.incidents.get(instanceId) ?? [],
      caseRow: all.cases.get(instance.rootId),
    });
    return [...found, ...rows];
  };

  const examine = async (record: InstanceRecord, all: Gathered): Promise<readonly Finding[]> => {
    const instanceId = record._id;
    const one = (code: FindingCode, detail: string): readonly Finding[] => [
      { code, collection: 'instances', id: instanceId, instanceId, detail },
    ];
    const wrong = misshapen('instances', record);
    if (wrong.length > 0) return one('RECORD_SHAPE', wrong.join(', '));
    const lists = [all.jobs, all.subscriptions, all.worklist, all.incidents, all.history, all.kept] as const;
    const names_ = ['jobs', 'subscriptions', 'worklist', 'incidents', 'history', 'kept'] as const;
    const shapes = lists.flatMap((rows, place) =>
      (rows.get(instanceId) ?? []).flatMap((row): readonly Finding[] => {
        const name = names_[place] ?? 'jobs';
        const lacking = misshapen(name, row);
        return lacking.length === 0
          ? []
          : [{ code: 'RECORD_SHAPE', collection: name, id: row._id, instanceId, detail: lacking.join(', ') }];
      }),
    );
    if (shapes.length > 0) return shapes;
    try {
      return await examineOpen(openInstance(sealing, record, await blobsOf(store, sealing, record)), all);
    } catch (error) {
      const code = error instanceof PlatformError ? error.code : 'UNKNOWN';
      return one('RECORD_UNREADABLE', `${code}: ${messageOf(error)}`);
    }
  };

  const again = async (instanceId: string): Promise<readonly Finding[]> => {
    let last: readonly Finding[] = [];
    for (let look = 0; look < LOOKS; look += 1) {
      await new Promise((resolve) => setTimeout(resolve, parts.pauseMs ?? 300));
      const all = await gather(store, [instanceId]);
      const record = all.instances.get(instanceId);
      last = record === undefined ? [] : await examine(record, all);
      if (last.length === 0) return [];
    }
    return last;
  };

  for await (const page of pagesOf(store, INSTANCES, {}, PAGE)) {
    count('instances', page.length);
    const all = await gather(
      store,
      page.map(({ _id }) => _id),
    );
    for (const { _id } of page) {
      const record = all.instances.get(_id);
      if (record === undefined) continue;
      const found = await examine(record, all);
      if (found.length > 0) findings.push(...(settled ? found : await again(_id)));
    }
  }

  // The other direction: rows of instances that are not there, rows that lie about whose they are, work that nobody takes over.
  const rowsOf = async <T extends StoreRecord & { readonly instanceId: string }>(
    handle: Collection<T>,
    each: (row: T) => { readonly code: FindingCode; readonly detail: string } | undefined,
  ): Promise<void> => {
    const name = handle.name as CollectionName;
    for await (const page of pagesOf(store, handle, {}, 500)) {
      count(name, page.length);
      const ids = [...new Set(page.map((row) => row.instanceId))].filter((id) => typeof id === 'string');
      const known = new Set((await allOf(store, INSTANCES, { _id: { in: ids } })).map(({ _id }) => _id));
      for (const row of page) {
        const orphan =
          known.has(row.instanceId) && row._id.startsWith(`${row.instanceId}:`)
            ? undefined
            : 'its instance is not there';
        const lacking = misshapen(name, row);
        const wrong =
          orphan !== undefined
            ? ({ code: lacking.includes('instanceId') ? 'RECORD_SHAPE' : 'ROW_ORPHAN', detail: orphan } as const)
            : each(row);
        if (wrong === undefined) continue;
        if (!settled && (await store.get(handle, row._id)) === undefined) continue;
        findings.push({ ...wrong, collection: name, id: row._id, instanceId: row.instanceId });
      }
    }
  };
  const fine = (): undefined => undefined;
  await rowsOf(JOBS, (job) =>
    job.state === 'leased' && (settled || (job.leaseUntil ?? 0) + LEASE_GRACE_MS < now())
      ? { code: 'LEASE_OLD', detail: `${String(job.owner)} until ${new Date(job.leaseUntil ?? 0).toISOString()}` }
      : undefined,
  );
  await rowsOf(SUBSCRIPTIONS, fine);
  await rowsOf(WORKLIST, fine);
  await rowsOf(INCIDENTS, fine);
  await rowsOf(KEPT, fine);

  for (const name of Object.keys(SHAPES) as CollectionName[]) {
    if (counts[name] !== undefined) continue;
    for await (const page of pagesOf(store, collection(name))) {
      count(name, page.length);
      for (const record of page) {
        const wrong = misshapen(name, record);
        if (wrong.length > 0)
          findings.push({ code: 'RECORD_SHAPE', collection: name, id: record._id, detail: wrong.join(', ') });
      }
    }
  }
  findings.push(...(await checkOffice(parts)));
  return { counts, findings };
}
