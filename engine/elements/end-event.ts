import { complete } from '../core/activity.js';
import { completed } from '../core/draft.js';
import { levelOf } from '../core/level.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import type { Exit } from '../core/trigger.js';
import { triggerOf } from '../core/trigger.js';
import type { EndEventPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/** End event (BPMN 2.0.2, 13.5.6): throws its event, if it has one, and consumes its token. */
export const endEvent: Behaviour<EndEventPlan> = {
  enter: (run, token, element) => {
    const exit = exitOf(run, token, element);
    const { send } = triggerOf(run.triggers, element.event);
    if (send) send(run, token, element, element.event, exit);
    else exit.goOn();
  },
  resume: (run, token, element, signal) => {
    if (signal.type !== 'compensated') return;
    triggerOf(run.triggers, element.event).resume?.(run, token, element, element.event, exitOf(run, token, element));
  },
};

/** Whoever caught the event may have cancelled the token, or taken it over. */
function exitOf(run: Run, token: Token, element: EndEventPlan): Exit {
  const { id: tokenId } = token;
  return {
    goOn: () => {
      const left = stateOf(run).tokens[tokenId];
      if (left?.elementId !== element.id || run.agenda.some((step) => step.tokenId === tokenId)) return;
      noteEnd(run, left, element);
      complete(run, left, element);
    },
    finish: () => {
      completed(run.draft, element.id, tokenId);
      noteEnd(run, token, element);
    },
  };
}

/** The end event people see as the end of the case: one of the process itself or of an event sub-process, not of an inner one. */
export function noteEnd(run: Run, token: Token, element: EndEventPlan): void {
  const { kind } = levelOf(run, token.scopeId);
  if (kind !== 'subProcess') run.lastEndEventId = element.id;
}
