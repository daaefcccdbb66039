import { cancel } from '../core/cancel.js';
import { complete } from '../core/activity.js';
import { runNextHandler, startCompensation } from '../core/compensation.js';
import { completed, record } from '../core/draft.js';
import { endInstance } from '../core/ending.js';
import { publish } from '../core/publish.js';
import { throwError, throwEscalation } from '../core/propagate.js';
import type { Run } from '../core/run.js';
import { stateOf, wake } from '../core/run.js';
import { inputsOf } from '../core/scope.js';
import { need } from '../core/working.js';
import type { EndEventPlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/**
 * End event (BPMN 2.0.2, 13.5.6): consumes its token, after it has sent a message, thrown an error or an escalation, compensated, or
 * terminated its process or sub-process.
 */
export const endEvent: Behaviour<EndEventPlan> = {
  enter: (run, token, element) => {
    const { event } = element;
    switch (event.kind) {
      case 'terminate':
        return terminate(run, token, element);
      case 'error': {
        const errorCode = event.errorCode ?? '';
        completed(run.draft, element.id, token.id);
        noteEnd(run, token, element);
        return throwError(run, token.id, {
          errorCode,
          message: element.name.zh,
          variables: inputsOf(run, element.inputs, token.scopeId),
        });
      }
      case 'escalation': {
        throwEscalation(run, token.id, event.escalationCode ?? '', inputsOf(run, element.inputs, token.scopeId));
        return endIfThere(run, token, element);
      }
      case 'message':
        publish(run, token, element, event.message);
        return end(run, token, element);
      case 'compensation':
        if (startCompensation(run, token, event.activityId)) return;
        return end(run, token, element);
      default:
        return end(run, token, element);
    }
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'compensated' && !runNextHandler(run, token)) end(run, token, element);
  },
};

function end(run: Run, token: Token, element: EndEventPlan): void {
  noteEnd(run, token, element);
  complete(run, token, element);
}

/** An escalation may have been caught by an interrupting event, and the token gone with it. */
function endIfThere(run: Run, token: Token, element: EndEventPlan): void {
  const left = stateOf(run).tokens[token.id];
  if (left?.elementId === element.id && !run.agenda.some((step) => step.tokenId === token.id)) end(run, left, element);
}

/** The end event people see as the end of the case: one of the process itself or of an event sub-process, not of an inner one. */
function noteEnd(run: Run, token: Token, element: EndEventPlan): void {
  const { kind } = levelOf(run, token.scopeId);
  if (kind !== 'subProcess') run.lastEndEventId = element.id;
}

/** The process or sub-process whose flow the scope belongs to. */
function levelOf(run: Run, scopeId: string): Scope {
  const scope = need(stateOf(run), 'scopes', scopeId);
  const isLevel = scope.parentId === undefined || scope.kind === 'subProcess' || scope.kind === 'eventSubProcess';
  return isLevel ? scope : levelOf(run, scope.parentId ?? '');
}

/** Ends everything of its level; a sub-process then completes, the process is terminated (BPMN 2.0.2, 13.5.6). */
function terminate(run: Run, token: Token, element: EndEventPlan): void {
  completed(run.draft, element.id, token.id);
  noteEnd(run, token, element);
  const level = levelOf(run, token.scopeId);
  record(run.draft, 'tokenRemoved', element.id, { tokenId: token.id });
  if (level.parentId === undefined) return endInstance(run, { status: 'terminated' });
  cancel(run, { scopes: [level.id] });
  if (level.ownerTokenId !== undefined) wake(run, level.ownerTokenId, { type: 'scopeCompleted', scopeId: level.id });
}
