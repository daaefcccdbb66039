import type { Incident } from '../../engine/index.js';
import type { CaseFacts, IncidentRow } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Write } from '../seams/store.js';
import { INCIDENTS } from '../store/collections.js';
import { removing, upserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';

/** Rows for the open incidents that have changed; those of `resolved` ones disappear, for good when they leave a mark. */
export function projectIncidents(
  instance: OpenInstance,
  facts: CaseFacts,
  sealed: { readonly sealing: Sealing; readonly names: ReadonlySet<string> },
  rows: {
    readonly incidents: readonly Incident[];
    readonly resolved: readonly Pick<IncidentRow, '_id'>[];
    readonly marked: boolean;
  },
): readonly Write[] {
  const { state } = instance;
  const open = rows.incidents.map(({ message, ...incident }) =>
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
  const guard = rows.marked ? { srcSeq: state.revision } : undefined;
  return [...open, ...rows.resolved.map((row) => removing(INCIDENTS, row._id, guard))];
}
