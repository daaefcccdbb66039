import type { Effect, HistoryEvent, InstanceState } from '../../engine/index.js';
import type { FeedStamps } from '../events/feed-stamps.js';
import { SILENT_FEED } from '../events/feed-stamps.js';
import type { FeedStamp } from '../events/feed-records.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { CaseFacts, IncidentRow, WorklistRow } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, Write } from '../seams/store.js';
import { CASES, INCIDENTS, WORKLIST } from '../store/collections.js';
import type { OpenInstance } from '../use-cases/instance-record.js';
import type { SealedNames } from '../use-cases/sealed-names.js';
import { caseVariable, factsIn, factsOf } from './case-facts.js';
import { projectCase } from './project-case.js';
import { projectEffects } from './project-effects.js';
import { feedOf } from './project-feed.js';
import { createHistoryChain } from './history-chain.js';
import { projectHistory } from './project-history.js';
import { projectIncidents } from './project-incidents.js';
import { projectWorklist } from './project-worklist.js';

/**
 * What a commit does to an instance. `before`: the instance whose rows are all written; `none` when it begins; `unknown` when a crash may
 * have left some of its rows unwritten: then `history` and `effects` hold all that may be missing.
 */
export interface Change {
  readonly instance: OpenInstance;
  readonly before: OpenInstance | 'none' | 'unknown';
  readonly history: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
}

/**
 * The rows of a change, to be written behind its instance. `link`: of the last row of its history, undefined before the first. `stamp` has to be
 * settled when the commit is over.
 */
export interface Projection {
  readonly writes: readonly Write[];
  readonly link: string | undefined;
  readonly stamp: FeedStamp | undefined;
}

/** Makes the rows of a change. Reads only what the change itself does not tell. */
export type Projector = (change: Change) => Promise<Projection>;

/** What a row of an open work item or incident repeats from the instance as a whole. */
interface Setting {
  readonly state: InstanceState;
  readonly packageHash: string;
}

const isSameSetting = (before: Setting, after: Setting): boolean =>
  before.packageHash === after.packageHash &&
  before.state.limits === after.state.limits &&
  before.state.clock === after.state.clock &&
  before.state.caseStatus === after.state.caseStatus &&
  caseVariable(before.state) === caseVariable(after.state);

const isSameCase = (before: Setting, after: Setting): boolean =>
  isSameSetting(before, after) &&
  before.state.status === after.state.status &&
  before.state.endEventId === after.state.endEventId;

const changed = <V>(before: Readonly<Record<string, V>>, after: Readonly<Record<string, V>>, isSame: boolean): V[] =>
  Object.entries(after)
    .filter(([id, one]) => !isSame || before[id] !== one)
    .map(([, one]) => one);

const missing = <V>(before: Readonly<Record<string, V>>, after: Readonly<Record<string, V>>): string[] =>
  Object.keys(before).filter((id) => after[id] === undefined);

/** Rows of worklist, cases, incidents, jobs, subscriptions, history and feed for every change of an instance; all idempotent. */
export function createProjector(parts: {
  readonly store: Store;
  readonly packages: Packages;
  readonly sealing: Sealing;
  readonly names: SealedNames;
  readonly feed: FeedStamps;
}): Projector {
  const { store, packages, sealing, names, feed } = parts;
  const chain = createHistoryChain(sealing);
  // In a store whose commits are one step, rows change only together with their instance: a closed one need not leave a mark.
  const marked = !store.atomic;

  const factsFor = async (instance: OpenInstance, service: string): Promise<CaseFacts> => {
    const variable = caseVariable(instance.state);
    if (variable !== undefined) return factsOf(variable, service);
    const known = instance._id === instance.rootId ? undefined : await store.get(CASES, instance.rootId);
    return known === undefined ? factsOf({}, service) : factsIn(known);
  };

  const closedRows = async ({ instance, before }: Change): Promise<readonly Pick<WorklistRow, '_id'>[]> => {
    if (before === 'none') return [];
    const rowId = (id: string): string => `${instance._id}:${id}`;
    if (before !== 'unknown')
      return missing(before.state.workItems, instance.state.workItems).map((id) => ({ _id: rowId(id) }));
    const rows = await store.find(WORKLIST, {
      where: { rootId: instance.rootId, instanceId: instance._id },
      limit: 1000,
    });
    return rows.records.filter((row) => instance.state.workItems[row.workItemId] === undefined);
  };

  const resolvedRows = async ({ instance, before }: Change): Promise<readonly Pick<IncidentRow, '_id'>[]> => {
    if (before === 'none') return [];
    const rowId = (id: string): string => `${instance._id}:${id}`;
    if (before !== 'unknown')
      return missing(before.state.incidents, instance.state.incidents).map((id) => ({ _id: rowId(id) }));
    const rows = await store.find(INCIDENTS, { where: { instanceId: instance._id }, limit: 1000 });
    return rows.records.filter((row) => instance.state.incidents[row.incident.id] === undefined);
  };

  return async (change) => {
    const { instance, before, history, effects } = change;
    const { state } = instance;
    const known = await names.forHash(instance.packageHash);
    const compiled = await packages.packageByHash(instance.packageHash);
    if (compiled === undefined) throw new PlatformError('PROGRAM_UNKNOWN', `package ${instance.packageHash}`);
    const { manifest } = compiled;
    const was = before === 'none' || before === 'unknown' ? undefined : before;
    const isSame = was !== undefined && isSameSetting(was, instance);
    const items = changed(was?.state.workItems ?? {}, state.workItems, isSame);
    const incidents = changed(was?.state.incidents ?? {}, state.incidents, isSame);
    const closed = await closedRows(change);
    const resolved = await resolvedRows(change);
    const isCase = instance._id === instance.rootId && !(was !== undefined && isSameCase(was, instance));
    const feeds = feed !== SILENT_FEED;
    const facts =
      isCase || feeds || items.length > 0 || incidents.length > 0
        ? await factsFor(instance, manifest.key)
        : factsOf({}, manifest.key);
    const stamp = feeds && history.length > 0 ? feed.stamp() : undefined;
    const gone = missing(was?.state.workItems ?? {}, state.workItems).flatMap((id) => was?.state.workItems[id] ?? []);
    const told = projectHistory(instance, history, { sealing, chain, names: known });
    return {
      stamp,
      link: told.link,
      writes: [
        ...told.writes,
        ...(isCase ? [projectCase(instance, facts, manifest.title, sealing)] : []),
        ...projectWorklist(instance, facts, { items, closed, marked }),
        ...projectIncidents(instance, facts, { sealing, names: known }, { incidents, resolved, marked }),
        ...projectEffects({ ...instance, effects }, sealing, known, marked),
        ...(stamp === undefined ? [] : feedOf({ ...instance, history, effects }, facts, gone, stamp)),
      ],
    };
  };
}
