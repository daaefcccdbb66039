import type { WorkItem } from '../../engine/index.js';
import type { CaseFacts, WorklistRow } from '../seams/records.js';
import type { Write } from '../seams/store.js';
import { WORKLIST } from '../store/collections.js';
import { removing, upserting } from '../store/writes.js';
import type { OpenInstance } from '../use-cases/instance-record.js';
import { runningLimits } from './case-facts.js';

const rowOf = (instance: OpenInstance, facts: CaseFacts, item: WorkItem): WorklistRow => {
  const { state } = instance;
  const { id, name, limitIds, tokenId: _token, scopeId: _scope, ...rest } = item;
  const limits = Object.values(state.limits).filter((limit) => limitIds.includes(limit.id));
  return {
    ...rest,
    ...facts,
    ...runningLimits(state, limits),
    _id: `${instance._id}:${id}`,
    srcSeq: state.revision,
    instanceId: instance._id,
    rootId: instance.rootId,
    packageHash: instance.packageHash,
    processId: instance.processId,
    workItemId: id,
    path: [...instance.callPath, item.elementId].join('/'),
    name,
    caseStatus: state.caseStatus,
    searchText: [facts.caseNumber, facts.applicantName ?? '', name.zh, name.en].filter((part) => part !== ''),
  };
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
