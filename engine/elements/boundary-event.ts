import { complete } from '../core/activity.js';
import { cancel } from '../core/cancel.js';
import { newId, record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { tokenOf } from '../core/run.js';
import type { JsonObject } from '../model/json.js';
import type { BoundaryEventPlan } from '../model/plan.js';
import type { Behaviour } from './behaviour.js';

/**
 * What a boundary event waited for has happened (BPMN 2.0.2, 13.5.3): an interrupting one cancels the activity with all that is inside
 * and takes its token over; any other starts a token beside it.
 */
export function triggerBoundary(run: Run, boundary: BoundaryEventPlan, hostId: string, payload: JsonObject): void {
  const { scopeId } = tokenOf(run, hostId);
  if (boundary.interrupting) cancel(run, { keep: [hostId] });
  const tokenId = boundary.interrupting ? hostId : newId(run.draft, 't');
  if (!boundary.interrupting) record(run.draft, 'tokenCreated', boundary.id, { tokenId, scopeId });
  run.agenda.push({ kind: 'enter', tokenId, elementId: boundary.id, payload });
}

/** A boundary event that has been triggered: its variables are taken over, and its flows. */
export const boundaryEvent: Behaviour<BoundaryEventPlan> = {
  enter: (run, token, element, payload) => complete(run, token, element, payload),
};
