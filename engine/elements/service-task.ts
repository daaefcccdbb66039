import { complete } from '../core/activity.js';
import { createJob, newId } from '../core/draft.js';
import { publish } from '../core/publish.js';
import type { Run } from '../core/run.js';
import { nowOf, stateOf } from '../core/run.js';
import { inputsOf, textOf, visibleVariables } from '../core/scope.js';
import type { JsonObject } from '../model/json.js';
import type { ServiceTaskPlan } from '../model/plan.js';
import type { Job, Token } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/**
 * Service and send task (BPMN 2.0.2, 13.3.3): a job for the host, or a message that leaves at once. The job carries the results of the
 * input mappings; its result goes through the output mappings.
 */
export const serviceTask: Behaviour<ServiceTaskPlan> = {
  enter: (run, token, element) => {
    if (element.job)
      return createJob(run.draft, { ...describe(run, token, element, element.job), id: newId(run.draft, 'j') });
    if (element.message) publish(run, token, element, element.message);
    complete(run, token, element);
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'result') complete(run, token, element, signal.variables, signal.inputs);
  },
};

/** Gives a failed job out again under its id, so that a handler knows it: inputs are evaluated anew, retries begin again. */
export function recreateJob(run: Run, job: Job, token: Token, element: ServiceTaskPlan): void {
  if (element.job) createJob(run.draft, { ...job, ...describe(run, token, element, element.job), id: job.id });
}

function describe(
  run: Run,
  token: Token,
  element: ServiceTaskPlan,
  plan: NonNullable<ServiceTaskPlan['job']>,
): Omit<Job, 'id'> {
  const variables: JsonObject = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
  const context = { ...visibleVariables(stateOf(run), token.scopeId), ...variables };
  return {
    tokenId: token.id,
    scopeId: token.scopeId,
    elementId: element.id,
    jobType: textOf(run, plan.jobType, context),
    retriesLeft: plan.retries,
    variables,
    headers: plan.headers,
    createdAt: nowOf(run),
  };
}
