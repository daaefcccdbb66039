import { complete } from '../core/activity.js';
import { completed } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import type { Exit } from '../core/trigger.js';
import { triggerOf } from '../core/trigger.js';
import type { IntermediateThrowEventPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/** Throws its event and passes on (BPMN 2.0.2, 13.5.2), after compensation that it waits for has ended. */
export const intermediateThrowEvent: Behaviour<IntermediateThrowEventPlan> = {
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

/** Whoever caught the event may have cancelled the token. */
function exitOf(run: Run, { id: tokenId }: Token, element: IntermediateThrowEventPlan): Exit {
  return {
    goOn: () => {
      const left = stateOf(run).tokens[tokenId];
      if (left) complete(run, left, element);
    },
    finish: () => completed(run.draft, element.id, tokenId),
  };
}
