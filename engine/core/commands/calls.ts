import type { ChildEnded, ChildEscalated, ChildStatus } from '../../model/commands/child-command.js';
import type { Rejection } from '../../model/rejection.js';
import { setStatus } from '../activity.js';
import { record } from '../draft.js';
import { Fault } from '../fault.js';
import { raiseIncident } from '../incident.js';
import { throwError, throwEscalation } from '../propagate.js';
import type { Run } from '../run.js';
import { stateOf, wake } from '../run.js';

/** A called instance has ended: its people and variables come back; an error is thrown at the call, a failure is an incident there. */
export function childEnded(run: Run, { callId, outcome, variables, performers }: ChildEnded): Rejection | undefined {
  const call = stateOf(run).calls[callId];
  if (call === undefined) return { code: 'CALL_GONE' };
  const { tokenId, scopeId, elementId, inputs = {} } = call;
  record(run.draft, 'callEnded', elementId, { callId, outcome: outcome.kind });
  for (const [path, userIds] of Object.entries(performers)) {
    record(run.draft, 'performerRecorded', elementId, { keys: [elementId, `${elementId}/${path}`], userIds, scopeId });
  }
  if (outcome.kind === 'completed') wake(run, tokenId, { type: 'result', variables, inputs });
  if (outcome.kind === 'error') throwError(run, tokenId, { ...outcome, variables });
  if (outcome.kind === 'failed') {
    raiseIncident(run, { elementId, tokenId }, new Fault('CHILD_FAILED', outcome.message), { phase: 'run' });
  }
  return undefined;
}

/** An escalation that nobody caught in a called instance is thrown at its call; the called instance goes on unless the call is interrupted. */
export function childEscalated(run: Run, { callId, escalationCode, variables }: ChildEscalated): Rejection | undefined {
  const call = stateOf(run).calls[callId];
  if (call === undefined) return { code: 'CALL_GONE' };
  throwEscalation(run, call.tokenId, escalationCode, variables);
  return undefined;
}

/** The status of the case has changed inside a called instance: it is the status of this one, too. */
export function childStatus(run: Run, { callId, status }: ChildStatus): Rejection | undefined {
  const call = stateOf(run).calls[callId];
  if (call === undefined) return { code: 'CALL_GONE' };
  setStatus(run, status, call.elementId);
  return undefined;
}
