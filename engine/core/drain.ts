import { forceStart } from '../elements/complex-gateway.js';
import { noteEnd } from '../elements/end-event.js';
import { instanceCompleted } from '../elements/multi-instance.js';
import { recreateJob } from '../elements/service-task.js';
import { goBack, hold } from '../operations/go-back.js';
import { turnCompleted } from '../elements/standard-loop.js';
import type { JsonObject } from '../model/json.js';
import type { ElementPlan } from '../model/plan.js';
import type { Retry, Token } from '../model/state.js';
import { complete, endWith } from './activity.js';
import { watchConditions } from './conditions.js';
import { awaitsInput } from './data-sets.js';
import { begin, behave, behaviourOf, enter, goOnWithData } from './enter.js';
import { endToken, leave } from './flow.js';
import { attempt } from './incident.js';
import { agreed, denialOf, deny } from './item-listeners.js';
import { isListening, listenAgain, listened } from './listeners.js';
import { forceJoin } from './join.js';
import { forceQuantity } from './quantities.js';
import { reconsider } from './reconsider.js';
import type { Run, Signal, Step } from './run.js';
import { elementAt, stateOf, tokenOf } from './run.js';

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

function signal(run: Run, token: Token, signal: Signal): void {
  const element = elementAt(run, token);
  if (signal.type === 'retry') return retry(run, token, element, signal.retry);
  if (signal.type === 'listened') return goOnListened(run, token, element, signal.variables);
  if (signal.type === 'goBack') return goBack(run, token);
  if (signal.type === 'hold') return hold(run, token, signal.userId);
  if (signal.type === 'instanceCompleted') return loopOn(run, token, element);
  behaviourOf(element).resume?.(run, token, element, signal);
}

function loopOn(run: Run, token: Token, element: ElementPlan): void {
  if (element.loop?.mode === 'standard') turnCompleted(run, token, element, element.loop);
  else if (element.loop) instanceCompleted(run, token, element, element.loop);
}

/** A listener is done; after the last one of its moment the element goes on. */
function goOnListened(run: Run, token: Token, element: ElementPlan, variables: JsonObject): void {
  const denial = token.listening && denialOf(token.listening, variables);
  if (token.listening && denial !== undefined) return deny(run, token, token.listening, denial);
  const over = listened(run, token, element, variables);
  const now = over && tokenOf(run, token.id);
  if (over === undefined || now === undefined) return;
  if (element.type === 'endEvent') noteEnd(run, now, element);
  switch (over.stage) {
    case 'start':
      return behave(run, now, element, over.payload);
    case 'end':
      return endWith(run, now, element, over.variables);
    case 'processEnd':
      return endToken(run, now);
    default:
      return agreed(run, now, over);
  }
}

/** Goes on where an incident was. */
function retry(run: Run, token: Token, element: ElementPlan, { phase, flowId, result, inputs }: Retry): void {
  if ((phase === 'run' || phase === 'job') && isListening(run, token)) return listenAgain(run, token, element);
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
    case 'end':
      return endWith(run, token, element, result ?? {});
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
