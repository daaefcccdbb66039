import { forceStart } from '../elements/complex-gateway.js';
import { instanceCompleted } from '../elements/multi-instance.js';
import { recreateJob } from '../elements/service-task.js';
import { goBack, hold } from '../operations/go-back.js';
import { turnCompleted } from '../elements/standard-loop.js';
import type { ElementPlan } from '../model/plan.js';
import type { Retry, Token } from '../model/state.js';
import { complete } from './activity.js';
import { watchConditions } from './conditions.js';
import { awaitsInput } from './data-sets.js';
import { begin, behave, behaviourOf, enter, goOnWithData } from './enter.js';
import { leave } from './flow.js';
import { attempt } from './incident.js';
import { forceJoin } from './join.js';
import { forceQuantity } from './quantities.js';
import { reconsider } from './reconsider.js';
import type { Run, Signal, Step } from './run.js';
import { elementAt, stateOf } from './run.js';

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
  if (signal.type === 'goBack') return goBack(run, token);
  if (signal.type === 'hold') return hold(run, token, signal.userId);
  if (signal.type === 'instanceCompleted') return loopOn(run, token, element);
  behaviourOf(element).resume?.(run, token, element, signal);
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
