import type { JsonObject } from '../model/json.js';
import type { HistoryEvent } from '../model/history.js';
import type { InstanceState, Listening, Token, WorkItem } from '../model/state.js';
import { record } from './draft.js';
import { dataOf } from './history-data.js';
import { attempt } from './incident.js';
import { forgetListeners, listen } from './listeners.js';
import { elementOf } from './plan-index.js';
import type { Run } from './run.js';
import { stateOf, tokenOf, wake } from './run.js';

/** Who completes a work item, and what was submitted with it. */
interface Completion {
  readonly userIds: readonly string[];
  readonly onBehalfOf?: string;
  readonly variables: JsonObject;
}

/** A work item has been completed, unless listeners have to be asked first: then it stays until they have answered. */
export function completeItem(run: Run, { id: workItemId, tokenId, elementId }: WorkItem, completion: Completion): void {
  const token = tokenOf(run, tokenId);
  const asked = { ...completion, workItemId };
  if (listen(run, token, elementOf(run.index, elementId), 'completing', asked)) return;
  const { userIds, onBehalfOf, variables } = completion;
  const principal = onBehalfOf === undefined ? {} : { onBehalfOf };
  record(run.draft, 'workItemCompleted', elementId, { workItemId, ...principal });
  record(run.draft, 'performerRecorded', elementId, { keys: [elementId], userIds, scopeId: token.scopeId });
  wake(run, tokenId, { type: 'result', variables });
}

/** Whether a work item waits for the answer of a listener: nothing else can be done with it meanwhile. */
export function awaitsListener({ tokens, workItems }: InstanceState, workItemId: string): boolean {
  return tokens[workItems[workItemId]?.tokenId ?? '']?.listening?.workItemId === workItemId;
}

/** The listeners of an assignment or a completion have all agreed. */
export function agreed(run: Run, token: Token, { workItemId = '', stage, userIds = [], ...rest }: Listening): void {
  const item = stateOf(run).workItems[workItemId];
  if (stage === 'assigning' || item === undefined) return forgetListeners(run, token);
  const { variables, onBehalfOf } = rest;
  completeItem(run, item, { userIds, variables, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) });
}

/** What a listener that denies says: `denied` is true, `reason` tells people why. */
export function denialOf({ workItemId }: Listening, variables: JsonObject): string | undefined {
  if (workItemId === undefined || variables['denied'] !== true) return undefined;
  const reason = variables['reason'];
  return typeof reason === 'string' ? reason : '';
}

/** A listener forbids it: an assignment is undone, a work item that was to be completed stays as it is. */
export function deny(run: Run, token: Token, listening: Listening, reason: string): void {
  const { workItemId = '', stage, before } = listening;
  const item = stateOf(run).workItems[workItemId];
  record(run.draft, 'listenerDenied', token.elementId, { workItemId, stage, reason });
  forgetListeners(run, token);
  if (item === undefined || stage !== 'assigning' || item.assignee === undefined) return;
  if (before === undefined) {
    return record(run.draft, 'workItemReleased', item.elementId, { workItemId, assignee: item.assignee });
  }
  const removed = (Object.keys(item) as (keyof WorkItem)[]).filter((member) => !(member in before));
  record(run.draft, 'workItemChanged', item.elementId, { workItemId, changes: before, removed });
}

/** Asks the listeners of assignments about every work item that has another holder than before this command. */
export function watchAssignments(run: Run, before: InstanceState | undefined): void {
  if (!run.index.hasAssigning) return;
  const ids = new Set(run.draft.history.flatMap(assignedBy));
  for (const id of ids) {
    const item = stateOf(run).workItems[id];
    const was = before?.workItems[id];
    if (item?.assignee === undefined || item.assignee === was?.assignee) continue;
    // A listener has just put it back where it was.
    if (before !== undefined && awaitsListener(before, id)) continue;
    const token = tokenOf(run, item.tokenId);
    const asked = { workItemId: id, ...(was === undefined ? {} : { before: was }) };
    const ask = (): unknown => listen(run, token, elementOf(run.index, item.elementId), 'assigning', asked);
    attempt(
      run,
      token,
      () => ({ phase: 'run' }),
      () => void ask(),
    );
  }
}

function assignedBy(event: HistoryEvent): readonly string[] {
  if (event.type === 'workItemCreated') return [dataOf<'workItemCreated'>(event).workItem.id];
  if (event.type === 'workItemClaimed') return [dataOf<'workItemClaimed'>(event).workItemId];
  return event.type === 'workItemChanged' ? [dataOf<'workItemChanged'>(event).workItemId] : [];
}
