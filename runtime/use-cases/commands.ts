import { instancesOf, restoreCase } from '../archive/archive-case.js';
import { ARCHIVE, unpackInstances } from '../archive/archive-records.js';
import type { CommandResult, Commands, LoadedInstance } from '../seams/commands.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import type { Relay } from '../relay/relay.js';
import type { Worker } from '../jobs/worker.js';
import type { Admission } from './admission.js';
import { blobsOf } from './blobs.js';
import { openInstance, type InstanceRecord } from './instance-record.js';
import type { Committed, CommandRunner } from './run-command.js';

const resultOf = (committed: Committed): CommandResult => {
  if (committed.kind === 'refused') return { ok: false, rejection: committed.rejection };
  const { kind, revision, instance } = committed;
  return { ok: true, repeated: kind === 'repeated', revision, state: instance.state };
};

/** Commands for the use cases: commit, then relay, then answer. More than `admission` lets in is refused. */
export function createCommands(parts: {
  readonly store: Store;
  readonly sealing: Sealing;
  readonly runner: CommandRunner;
  readonly relay: Relay;
  readonly worker: Worker;
  readonly admission: Admission;
}): Commands {
  const { store, sealing, runner, relay, worker, admission } = parts;
  const answer = (instanceId: string, work: () => Promise<Committed>): Promise<CommandResult> =>
    admission.run(instanceId, async () => {
      const committed = await work();
      await relay.settle([committed]);
      return resultOf(committed);
    });
  const loaded = ({ state, packageHash, callPath }: LoadedInstance): LoadedInstance => ({
    state,
    packageHash,
    callPath,
  });
  const isArchived = async (instanceId: string): Promise<boolean> =>
    (await store.get(ARCHIVE, instanceId)) !== undefined;
  const opened = async (record: InstanceRecord): Promise<LoadedInstance> =>
    loaded(openInstance(sealing, record, await blobsOf(store, sealing, record)));
  return {
    run: async (request) => {
      const { instanceId } = request;
      const result = await answer(instanceId, () => runner.commit(request));
      if (result.ok || result.rejection.code !== 'INSTANCE_NOT_FOUND' || !(await isArchived(instanceId))) return result;
      if (request.revives !== true) return { ok: false, rejection: { code: 'INSTANCE_ENDED' } };
      await restoreCase({ store }, instanceId);
      return answer(instanceId, () => runner.commit(request));
    },
    start: (request) => answer(request.instanceId, () => runner.commitStart(request)),
    load: async (instanceId) => {
      const instance = await runner.open(instanceId);
      if (instance !== undefined) return loaded(instance);
      const archived = await store.get(ARCHIVE, instanceId);
      const root = archived && unpackInstances(archived).find(({ _id }) => _id === instanceId);
      return root === undefined ? undefined : opened(root);
    },
    loadCase: async (rootId) => {
      const records = await recordsOf(store, rootId);
      const ordered = [...records].sort((a, b) => a.createdAt - b.createdAt || a._id.length - b._id.length);
      return Promise.all(ordered.map(opened));
    },
    drain: (rootId, timeoutMs) => worker.drain(rootId, timeoutMs),
  };
}

/** The records of a case, wherever it is; of one that is just being moved or brought back those among the instances count. */
async function recordsOf(store: Store, rootId: string): Promise<readonly InstanceRecord[]> {
  const live = await instancesOf(store, rootId);
  const root = live.find(({ _id }) => _id === rootId);
  if (root?.status === 'active') return live;
  const archived = await store.get(ARCHIVE, rootId);
  // Brought back between the two looks.
  if (archived === undefined) return root === undefined ? instancesOf(store, rootId) : live;
  return [...unpackInstances(archived).filter(({ _id }) => live.every((one) => one._id !== _id)), ...live];
}
