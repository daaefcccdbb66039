import { historyRecords, SYSTEM, type JsonValue } from '../../engine/index.js';
import type { Sealing } from '../seams/sealing.js';
import type { Write } from '../seams/store.js';
import { COMMANDS, HISTORY } from '../store/collections.js';
import { inserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** History records of the events not yet relayed, and the commands of people among them (the ring of the instance forgets). */
export function projectHistory(instance: OpenInstance, sealing: Sealing, names: ReadonlySet<string>): readonly Write[] {
  const history = historyRecords(instance.history);
  const records = history.map((event) =>
    inserting(HISTORY, {
      ...event,
      _id: `${instance._id}:${String(event.seq)}`,
      rootId: instance.rootId,
      processId: instance.processId,
      data: sealing.seal(instance._id, event.data as JsonValue, names),
    }),
  );
  const commands = new Map(
    history.filter((event) => event.actorId !== SYSTEM.userId).map((event) => [event.commandId, event] as const),
  );
  const remembered = [...commands].map(([id, event]) =>
    inserting(COMMANDS, { _id: id, at: event.at, instanceId: instance._id, revision: event.revision }),
  );
  return [...records, ...remembered];
}
