import type { CommandResult, Commands, LoadedInstance } from '../seams/commands.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import type { Relay } from '../relay/relay.js';
import type { Worker } from '../jobs/worker.js';
import type { Admission } from './admission.js';
import { INSTANCES, openInstance } from './instance-record.js';
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
  const loaded = (instance: {
    readonly state: LoadedInstance['state'];
    readonly packageHash: string;
  }): LoadedInstance => ({
    state: instance.state,
    packageHash: instance.packageHash,
  });
  return {
    run: (request) => answer(request.instanceId, () => runner.commit(request)),
    start: (request) => answer(request.instanceId, () => runner.commitStart(request)),
    load: async (instanceId) => {
      const instance = await runner.open(instanceId);
      return instance === undefined ? undefined : loaded(instance);
    },
    loadCase: async (rootId) => {
      const page = await store.find(INSTANCES, { where: { rootId }, limit: 1000 });
      const ordered = [...page.records].sort((a, b) => a.createdAt - b.createdAt || a._id.length - b._id.length);
      return ordered.map((record) => loaded(openInstance(sealing, record)));
    },
    drain: (rootId, timeoutMs) => worker.drain(rootId, timeoutMs),
  };
}
