import type { CaseFacts, IncidentRow } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Write } from '../seams/store.js';
import { INCIDENTS } from '../store/collections.js';
import { removing, upserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** Rows for all open incidents; rows `known` before whose incident is resolved disappear for good. */
export function projectIncidents(
  instance: OpenInstance,
  facts: CaseFacts,
  sealed: { readonly sealing: Sealing; readonly names: ReadonlySet<string> },
  known: readonly IncidentRow[],
): readonly Write[] {
  const { state } = instance;
  const open = Object.values(state.incidents).map(({ message, ...incident }) =>
    upserting(INCIDENTS, {
      ...facts,
      _id: `${instance._id}:${incident.id}`,
      srcSeq: state.revision,
      instanceId: instance._id,
      rootId: instance.rootId,
      processId: instance.processId,
      packageHash: instance.packageHash,
      incident,
      message: sealed.sealing.seal(instance._id, message, sealed.names),
      raisedAt: incident.raisedAt,
    }),
  );
  const gone = known.filter((row) => row.srcSeq <= state.revision && state.incidents[row.incident.id] === undefined);
  return [...open, ...gone.map((row) => removing(INCIDENTS, row._id, { srcSeq: state.revision }))];
}
