import { runNextHandler, startCompensation } from '../../core/compensation.js';
import type { Run } from '../../core/run.js';
import { stateOf } from '../../core/run.js';
import type { EventTrigger, Exit } from '../../core/trigger.js';
import { triggerOf } from '../../core/trigger.js';
import type { ElementPlan, EventPlan } from '../../model/plan.js';
import type { Token } from '../../model/state.js';

type Multiple = Extract<EventPlan, { kind: 'multiple' }>;

/** Triggers that leave nothing behind them: of several events they are thrown last. */
const FINAL: readonly EventPlan['kind'][] = ['terminate', 'error', 'cancel'];

/**
 * Multiple and parallel multiple (BPMN 2.0.2, 10.5.6 and 13.5.2). Caught: any one of the events is enough, or all must come; who keeps
 * count is `core/happen.ts`. Thrown: all of them, in the order of the model, compensation after the others, an end of its level last.
 */
export const multiple: EventTrigger<Run, Multiple> = {
  wait: (run, { events }, waiter, context) =>
    events.flatMap(
      (event, part) => triggerOf(run.triggers, event).wait?.(run, event, { ...waiter, part }, context) ?? [],
    ),
  // What is thrown has one catcher and does not wait: only a multiple event that needs one of its events can be that.
  fits: ({ parallel, events }, thrown, at, triggers) =>
    parallel
      ? 0
      : Math.max(...events.map((event) => triggerOf(triggers, event).fits?.(event, thrown, at, triggers) ?? 0)),
  send: (run, token, element, { events }, exit) => {
    for (const event of events.filter(({ kind }) => kind !== 'compensation' && !FINAL.includes(kind))) {
      triggerOf(run.triggers, event).send?.(run, token, element, event, STAY);
      if (stateOf(run).tokens[token.id] === undefined) return;
    }
    const undone = events.flatMap((event) => (event.kind === 'compensation' ? [event.activityId] : []));
    const wanted = undone.flatMap((id) => id ?? []);
    if (undone.length > 0 && startCompensation(run, token, wanted.length < undone.length ? undefined : wanted)) return;
    conclude(run, token, element, events, exit);
  },
  resume: (run, token, element, { events }, exit) => {
    if (!runNextHandler(run, token)) conclude(run, token, element, events, exit);
  },
  start: ({ events }, at, triggers) =>
    events.flatMap((event, part) =>
      (triggerOf(triggers, event).start?.(event, at, triggers) ?? []).map((one) => ({ ...one, part })),
    ),
};

const STAY: Exit = { goOn: () => undefined, finish: () => undefined };

/** Throws the event that ends something, if there is one among the others; otherwise the token goes on. */
function conclude(run: Run, token: Token, element: ElementPlan, events: readonly EventPlan[], exit: Exit): void {
  const last = events.find(({ kind }) => FINAL.includes(kind));
  const send = last && triggerOf(run.triggers, last).send;
  if (send) send(run, token, element, last, exit);
  else exit.goOn();
}
