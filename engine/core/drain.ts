import type { Behaviour } from '../elements/behaviour.js';
import { enterLoop, instanceCompleted } from '../elements/multi-instance.js';
import { forceJoin } from '../elements/parallel-gateway.js';
import { BEHAVIOURS } from '../elements/registry.js';
import { recreateJob } from '../elements/service-task.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { Retry, Token } from '../model/state.js';
import { complete, enterStatus, isLoopInstance, openActivity } from './activity.js';
import { record } from './draft.js';
import { Fault } from './fault.js';
import { leave } from './flow.js';
import { raiseIncident } from './incident.js';
import { elementOf } from './plan-index.js';
import type { Run, Signal, Step } from './run.js';
import { elementAt, stateOf, tokenOf } from './run.js';

/** Most elements that flows may enter in one scope in one transition. */
const MAX_STEPS = 1_000;

/** Carries out what is left to do, oldest first, until every token rests. A fault of a step becomes an incident of its token. */
export function drain(run: Run): void {
  for (let step = run.agenda.shift(); step; step = run.agenda.shift()) {
    const token = stateOf(run).tokens[step.tokenId];
    if (token) perform(run, token, step);
  }
}

function perform(run: Run, token: Token, step: Step): void {
  const retry: Retry = step.kind === 'enter' ? enterRetry(step) : signalRetry(step.signal);
  try {
    if (step.kind === 'enter') enter(run, token, step);
    else signal(run, token, step.signal);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const { elementId } = stateOf(run).tokens[token.id] ?? token;
    raiseIncident(run, { elementId, tokenId: token.id }, error, retry);
  }
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
  if (behaviour.arrive && flowId !== undefined && element.incoming.length > 1) {
    return behaviour.arrive(run, token, element, flowId);
  }
  const facts = flowId === undefined ? { tokenId: token.id } : { tokenId: token.id, flowId };
  record(run.draft, 'elementEntered', elementId, facts);
  const entered = tokenOf(run, token.id);
  if (!isLoopInstance(run, entered, element)) {
    enterStatus(run, element);
    openActivity(run, entered, element);
  }
  behave(run, entered, element, payload);
}

/** Runs the element's own behaviour, or the loop around it. A fault in it leaves boundary events and limits as they are. */
function behave(run: Run, token: Token, element: ElementPlan, payload: JsonObject | undefined): void {
  try {
    if (element.loop && !isLoopInstance(run, token, element)) enterLoop(run, token, element, element.loop);
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
  if (signal.type === 'instanceCompleted') return loopOn(run, token, element);
  behaviourOf(element).resume?.(run, token, element, signal);
}

function loopOn(run: Run, token: Token, element: ElementPlan): void {
  if (element.loop) instanceCompleted(run, token, element, element.loop);
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
      return element.type === 'parallelGateway' ? forceJoin(run, token, element) : undefined;
    case 'job': {
      const job = Object.values(stateOf(run).jobs).find(({ tokenId }) => tokenId === token.id);
      const isJobTask = element.type === 'serviceTask' || element.type === 'sendTask';
      return job && isJobTask ? recreateJob(run, job, token, element) : undefined;
    }
    default:
      return undefined;
  }
}
