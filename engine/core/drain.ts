import type { Behaviour } from '../elements/behaviour.js';
import { forceStart } from '../elements/complex-gateway.js';
import { enterLoop, instanceCompleted } from '../elements/multi-instance.js';
import { BEHAVIOURS } from '../elements/registry.js';
import { recreateJob } from '../elements/service-task.js';
import { goBack, hold } from '../operations/go-back.js';
import { enterStandardLoop, turnCompleted } from '../elements/standard-loop.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan, LoopPlan } from '../model/plan.js';
import type { Retry, Token } from '../model/state.js';
import { complete, enterStatus, isLoopInstance, openActivity } from './activity.js';
import { watchConditions } from './conditions.js';
import { awaitInput, awaitsInput, hasInput } from './data-sets.js';
import { record } from './draft.js';
import { Fault } from './fault.js';
import { leave } from './flow.js';
import { attempt } from './incident.js';
import { forceJoin } from './join.js';
import { elementOf } from './plan-index.js';
import { forceQuantity, gatherTokens } from './quantities.js';
import type { Run, Signal, Step } from './run.js';
import { elementAt, stateOf, tokenOf } from './run.js';

/** Most elements that flows may enter in one scope in one transition. */
const MAX_STEPS = 1_000;

/** Carries out what is left to do, oldest first, until every token rests. A fault of a step becomes an incident of its token. */
export function drain(run: Run): void {
  watchConditions(run);
  do {
    for (let step = run.agenda.shift(); step; step = run.agenda.shift()) {
      const token = stateOf(run).tokens[step.tokenId];
      if (token) perform(run, token, step);
      watchConditions(run);
    }
  } while (reconsider(run));
}

function perform(run: Run, token: Token, step: Step): void {
  const retry = (): Retry => (step.kind === 'enter' ? enterRetry(step) : signalRetry(step.signal));
  attempt(run, token, retry, () => {
    if (step.kind === 'enter') enter(run, token, step);
    else signal(run, token, step.signal);
  });
}

function enterRetry({ flowId, payload }: Extract<Step, { kind: 'enter' }>): Retry {
  return {
    phase: 'enter',
    ...(flowId === undefined ? {} : { flowId }),
    ...(payload === undefined ? {} : { result: payload }),
  };
}

function signalRetry(signal: Signal): Retry {
  return signal.type === 'retry' ? signal.retry : { phase: 'run' };
}

/** The behaviour of an element. The registry pairs each type with its plan, which the compiler cannot follow here. */
function behaviourOf(element: ElementPlan): Behaviour<ElementPlan> {
  return BEHAVIOURS[element.type] as Behaviour<ElementPlan>;
}

function enter(run: Run, token: Token, step: Extract<Step, { kind: 'enter' }>): void {
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

function canWait({ type, incoming }: ElementPlan): boolean {
  return incoming.length > 1 || type === 'complexGateway';
}

/** The token is on the element: what the core does for all activities, then what this one does. */
function begin(run: Run, entered: Token, element: ElementPlan, payload: JsonObject | undefined): void {
  if (!isLoopInstance(run, entered, element)) {
    enterStatus(run, element);
    openActivity(run, entered, element);
    if (!hasInput(run, entered, element)) return awaitInput(run, entered, element);
  }
  behave(run, entered, element, payload);
}

/** Runs the element's own behaviour, or the loop around it. A fault in it leaves boundary events and limits as they are. */
function behave(run: Run, token: Token, element: ElementPlan, payload: JsonObject | undefined): void {
  try {
    if (element.loop && !isLoopInstance(run, token, element)) startLoop(run, token, element, element.loop);
    else behaviourOf(element).enter(run, token, element, payload);
  } catch (error) {
    if (error instanceof Fault)
      error.retry ??= payload === undefined ? { phase: 'run' } : { phase: 'run', result: payload };
    throw error;
  }
}

/** A loop that never waits stops here; its token rests on the element it was about to enter. */
function spendStep(run: Run, token: Token, element: ElementPlan, flowId: string): void {
  const spent = (run.steps.get(token.scopeId) ?? 0) + 1;
  run.steps.set(token.scopeId, spent);
  if (spent <= MAX_STEPS) return;
  record(run.draft, 'tokenMoved', element.id, { tokenId: token.id, flowId });
  throw new Fault('LOOP_BUDGET', `more than ${MAX_STEPS} elements in one go: a loop without a wait?`);
}

function signal(run: Run, token: Token, signal: Signal): void {
  const element = elementAt(run, token);
  if (signal.type === 'retry') return retry(run, token, element, signal.retry);
  if (signal.type === 'goBack') return goBack(run, token);
  if (signal.type === 'hold') return hold(run, token, signal.userId);
  if (signal.type === 'instanceCompleted') return loopOn(run, token, element);
  behaviourOf(element).resume?.(run, token, element, signal);
}

function startLoop(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  if (loop.mode === 'standard') enterStandardLoop(run, token, element, loop);
  else enterLoop(run, token, element, loop);
}

function loopOn(run: Run, token: Token, element: ElementPlan): void {
  if (element.loop?.mode === 'standard') turnCompleted(run, token, element, element.loop);
  else if (element.loop) instanceCompleted(run, token, element, element.loop);
}

/** Goes on where an incident was. */
function retry(run: Run, token: Token, element: ElementPlan, { phase, flowId, result, inputs }: Retry): void {
  switch (phase) {
    case 'enter': {
      const step = { kind: 'enter', tokenId: token.id, elementId: element.id } as const;
      return enter(run, token, {
        ...step,
        ...(flowId === undefined ? {} : { flowId }),
        ...(result === undefined ? {} : { payload: result }),
      });
    }
    case 'run':
      return behave(run, token, element, result);
    case 'complete':
      return complete(run, token, element, result, inputs);
    case 'leave':
      return leave(run, token, element);
    case 'loop':
      return loopOn(run, token, element);
    case 'join':
      return force(run, token, element);
    case 'look':
      return behaviourOf(element).resume?.(run, token, element, { type: 'retry', retry: { phase } });
    case 'job': {
      const job = Object.values(stateOf(run).jobs).find(({ tokenId }) => tokenId === token.id);
      const isJobTask = element.type === 'serviceTask' || element.type === 'sendTask';
      return job && isJobTask ? recreateJob(run, job, token, element) : undefined;
    }
    default:
      return undefined;
  }
}

/** Lets a token that has starved go on with what is there. */
function force(run: Run, token: Token, element: ElementPlan): void {
  if (element.type === 'complexGateway') return forceStart(run, token, element);
  if (element.type === 'parallelGateway' || element.type === 'inclusiveGateway') return forceJoin(run, token, element);
  if (awaitsInput(token)) return goOnWithData(run, token, element);
  const merged = forceQuantity(run, token, element);
  if (merged) begin(run, merged, element, undefined);
}

/** The wait for data is over. */
function goOnWithData(run: Run, token: Token, element: ElementPlan): void {
  record(run.draft, 'tokenMoved', element.id, { tokenId: token.id });
  behave(run, tokenOf(run, token.id), element, undefined);
}

/** Judges again what waits for other tokens or for data, now that nothing moves. Answers whether something does again. */
function reconsider(run: Run): boolean {
  if (!run.index.hasJoin || stateOf(run).status !== 'active') return false;
  const state = stateOf(run);
  const places = new Set(Object.keys(state.gateways ?? {}));
  run.isHolding = places.size > 0;
  for (const token of Object.values(state.tokens)) {
    // Most tokens have come by a flow to an element that waits for the world outside.
    if (token.flowId === undefined && token.memo === undefined) continue;
    const element = elementAt(run, token);
    const waits = token.flowId !== undefined && canWait(element);
    run.isHolding ||= waits || token.memo !== undefined;
    if (waits) places.add(`${token.scopeId}:${element.id}`);
    else if (awaitsInput(token) && hasInput(run, token, element)) {
      attempt(
        run,
        token,
        () => ({ phase: 'run' }),
        () => goOnWithData(run, token, element),
      );
      return true;
    }
  }
  for (const place of places) {
    const [scopeId = '', ...id] = place.split(':');
    const element = elementOf(run.index, id.join(':'));
    if (behaviourOf(element).reconsider?.(run, element, scopeId) === true) return true;
  }
  return false;
}
