import type { Behaviour } from '../elements/behaviour.js';
import { enterLoop } from '../elements/multi-instance.js';
import { BEHAVIOURS } from '../elements/registry.js';
import { enterStandardLoop } from '../elements/standard-loop.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan, LoopPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { enterStatus, isLoopInstance, openActivity } from './activity.js';
import { awaitInput, hasInput } from './data-sets.js';
import { record } from './draft.js';
import { Fault } from './fault.js';
import { clearIncidents } from './incident.js';
import { listen } from './listeners.js';
import { elementOf } from './plan-index.js';
import { gatherTokens } from './quantities.js';
import type { Run, Step } from './run.js';
import { tokenOf } from './run.js';

/** Most elements that flows may enter in one scope in one transition. */
const MAX_STEPS = 1_000;
/** Most elements that flows may enter in all scopes together in one transition: many scopes that each run in circles. */
const MAX_TURN = 20_000;

/** The behaviour of an element. The registry pairs each type with its plan, which the compiler cannot follow here. */
export function behaviourOf(element: ElementPlan): Behaviour<ElementPlan> {
  return BEHAVIOURS[element.type] as Behaviour<ElementPlan>;
}

/** A token comes to an element: it waits there for others, or it is on the element now. */
export function enter(run: Run, token: Token, step: Extract<Step, { kind: 'enter' }>): void {
  const { elementId, flowId, payload } = step;
  const element = elementOf(run.index, elementId);
  if (flowId !== undefined) spendStep(run, token, element, flowId);
  const behaviour = behaviourOf(element);
  if (behaviour.arrive && flowId !== undefined && canWait(element)) {
    return behaviour.arrive(run, token, element, flowId);
  }
  if (flowId !== undefined && element.startQuantity !== undefined && element.startQuantity > 1) {
    const merged = gatherTokens(run, token, element, flowId);
    return merged && begin(run, merged, element, payload);
  }
  const facts = flowId === undefined ? { tokenId: token.id } : { tokenId: token.id, flowId };
  record(run.draft, 'elementEntered', elementId, facts);
  begin(run, tokenOf(run, token.id), element, payload);
}

/** Whether tokens that come by a flow may have to wait for others, as far as the element's own behaviour says. */
export function canWait({ type, incoming }: ElementPlan): boolean {
  return incoming.length > 1 || type === 'complexGateway';
}

/** The token is on the element: what the core does for all activities, then what this one does. */
export function begin(run: Run, entered: Token, element: ElementPlan, payload: JsonObject | undefined): void {
  if (!isLoopInstance(run, entered, element)) {
    enterStatus(run, element);
    openActivity(run, entered, element);
    if (!hasInput(run, entered, element)) return awaitInput(run, entered, element);
  }
  behave(run, entered, element, payload);
}

/** Runs the element's own behaviour, or the loop around it. A fault in it leaves boundary events and limits as they are. */
export function behave(run: Run, token: Token, element: ElementPlan, payload: JsonObject | undefined): void {
  try {
    if (element.loop && !isLoopInstance(run, token, element)) startLoop(run, token, element, element.loop);
    else if (!listen(run, token, element, 'start', payload === undefined ? {} : { payload }))
      behaviourOf(element).enter(run, token, element, payload);
  } catch (error) {
    if (error instanceof Fault)
      error.retry ??= payload === undefined ? { phase: 'run' } : { phase: 'run', result: payload };
    throw error;
  }
}

/** Whether a scope has had all the elements it may enter in one transition. */
export function isSpent(run: Run, scopeId: string): boolean {
  return (run.steps.get(scopeId) ?? 0) > MAX_STEPS;
}

/** A loop that never waits stops here; its token rests on the element it was about to enter. */
function spendStep(run: Run, token: Token, element: ElementPlan, flowId: string): void {
  const spent = (run.steps.get(token.scopeId) ?? 0) + 1;
  run.steps.set(token.scopeId, spent);
  run.spent += 1;
  if (spent <= MAX_STEPS && run.spent <= MAX_TURN) return;
  record(run.draft, 'tokenMoved', element.id, { tokenId: token.id, flowId });
  const most = spent > MAX_STEPS ? MAX_STEPS : MAX_TURN;
  throw new Fault('LOOP_BUDGET', `more than ${most} elements in one go: a loop without a wait?`);
}

function startLoop(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  if (loop.mode === 'standard') enterStandardLoop(run, token, element, loop);
  else enterLoop(run, token, element, loop);
}

/** The wait for data is over, and what was said about it. */
export function goOnWithData(run: Run, token: Token, element: ElementPlan): void {
  clearIncidents(run, token.id);
  record(run.draft, 'tokenMoved', element.id, { tokenId: token.id });
  behave(run, tokenOf(run, token.id), element, undefined);
}
