import { expect } from '@jest/globals';
import type { InstanceState } from '../../../../engine/index.js';
import type { Store, StoreRecord } from '../../../../runtime/seams/store.js';
import { HISTORY, INCIDENTS, JOBS, SUBSCRIPTIONS, WORKLIST } from '../../../../runtime/store/collections.js';
import { historyRecords } from '../../../../runtime/store/history-records.js';
import type { ProcessHost } from '../../../../runtime/use-cases/create-process-host.js';
import { INSTANCES } from '../../../../runtime/use-cases/instance-record.js';

/** A fact of an instance's history. */
export interface Fact {
  readonly seq: number;
  readonly type: string;
  readonly elementId: string | undefined;
  readonly commandId: string;
}

/** An instance after a race, with its history as it is stored. */
export interface After {
  readonly state: InstanceState;
  readonly facts: readonly Fact[];
  /** Open work items and everything else that waits, by element. */
  readonly waitsAt: readonly string[];
  /** How often something happened at an element. */
  times(type: string, elementId?: string): number;
}

const mine = (instanceId: string) => ({ where: { instanceId }, limit: 1000 });
const ids = (records: readonly StoreRecord[]): readonly string[] => records.map(({ _id }) => _id).sort();
const named = (state: InstanceState, all: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.keys(all)
    .map((id) => `${state.instanceId}:${id}`)
    .sort();

/**
 * Nothing lost, nothing doubled: every row has its place in the state of its instance and the other way
 * round, history has no gap, an instance that has ended has nothing left, nothing waits to be relayed, no command was applied twice.
 */
export async function soundInstance(store: Store, host: ProcessHost, instanceId: string): Promise<After> {
  const record = await store.get(INSTANCES, instanceId);
  expect(record?.pending).toBe(0);
  const loaded = await host.commands.load(instanceId);
  if (loaded === undefined) throw new Error(`no instance ${instanceId}`);
  const { state } = loaded;
  const isOver = state.status !== 'active';
  expect(ids((await store.find(WORKLIST, mine(instanceId))).records)).toEqual(named(state, state.workItems));
  expect(ids((await store.find(SUBSCRIPTIONS, mine(instanceId))).records)).toEqual(named(state, state.subscriptions));
  expect(ids((await store.find(INCIDENTS, mine(instanceId))).records)).toEqual(named(state, state.incidents));
  const jobs = (await store.find(JOBS, mine(instanceId))).records.filter(({ state: one }) => one !== 'dead');
  expect(ids(jobs)).toEqual([...named(state, state.jobs), ...named(state, state.timers)].sort());
  if (isOver) expect(named(state, state.tokens)).toEqual([]);
  const history = await store.find(HISTORY, { ...mine(instanceId), sort: [{ field: 'seq' }] });
  const facts = history.records
    .flatMap(historyRecords)
    .map(({ seq, type, elementId, commandId }) => ({ seq, type, elementId, commandId }));
  expect(facts.map(({ seq }) => seq)).toEqual(Array.from({ length: state.historySeq }, (_, at) => at));
  const accepted = facts.filter(({ type }) => type === 'commandAccepted').map(({ commandId }) => commandId);
  expect(new Set(accepted).size).toBe(accepted.length);
  return {
    state,
    facts,
    waitsAt: Object.values(state.tokens)
      .map(({ elementId }) => elementId)
      .sort(),
    times: (type, elementId) =>
      facts.filter((one) => one.type === type && (elementId === undefined || one.elementId === elementId)).length,
  };
}
