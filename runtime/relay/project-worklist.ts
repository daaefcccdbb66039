import type { WorkItem } from '../../engine/index.js';
import type { CaseFacts, WorklistRow } from '../seams/records.js';
import type { Write } from '../seams/store.js';
import { WORKLIST } from '../store/collections.js';
import { removing, upserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';
import { runningLimits } from './case-facts.js';

/** Members of a work item that its row has no use for, or holds under another name. */
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'limitIds', 'tokenId', 'scopeId'] satisfies (keyof WorkItem)[]);

// Member by member: a literal with several spreads in it costs as much as all the rest of a row.
const rowOf = (instance: OpenInstance, facts: CaseFacts, item: WorkItem): WorklistRow => {
  const { state } = instance;
  const { id, name, limitIds, elementId } = item;
  const limits = Object.values(state.limits).filter((limit) => limitIds.includes(limit.id));
  const row: Record<string, unknown> = {
    _id: `${instance._id}:${id}`,
    srcSeq: state.revision,
    instanceId: instance._id,
    rootId: instance.rootId,
    packageHash: instance.packageHash,
    processId: instance.processId,
    workItemId: id,
    path: [...instance.callPath, elementId].join('/'),
    caseStatus: state.caseStatus,
    searchText: [facts.caseNumber, facts.applicantName ?? '', name.zh, name.en].filter((part) => part !== ''),
  };
  for (const [member, value] of Object.entries(item)) if (!LEFT_OUT.has(member)) row[member] = value;
  Object.assign(row, facts, runningLimits(state, limits));
  return row as unknown as WorklistRow;
};

/** Rows for the open work items that have changed; those of `closed` ones disappear, for good when they leave a mark. */
export function projectWorklist(
  instance: OpenInstance,
  facts: CaseFacts,
  rows: {
    readonly items: readonly WorkItem[];
    readonly closed: readonly Pick<WorklistRow, '_id'>[];
    readonly marked: boolean;
  },
): readonly Write[] {
  const { items, closed, marked } = rows;
  const guard = marked ? { srcSeq: instance.state.revision } : undefined;
  return [
    ...items.map((item) => upserting(WORKLIST, rowOf(instance, facts, item))),
    ...closed.map((row) => removing(WORKLIST, row._id, guard)),
  ];
}
