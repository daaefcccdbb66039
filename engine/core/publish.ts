import type { ElementPlan, MessagePlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { learnKeys } from './correlation.js';
import { publishMessage } from './draft.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { inputsOf, visibleVariables } from './scope.js';
import { correlationKeyOf } from './waits.js';

/** Sends a message. It carries the results of the element's input mappings and nothing else: a case does not leave its data by accident. */
export function publish(run: Run, token: Token, element: ElementPlan, message: MessagePlan): void {
  const variables = inputsOf(run, element.inputs, token.scopeId);
  const context = { ...visibleVariables(stateOf(run), token.scopeId), ...variables };
  const given = correlationKeyOf(run, message, context);
  const keys = learnKeys(run, element.id, message.name, variables);
  const correlationKey = given === '' ? (keys[0] ?? '') : given;
  const more = keys.length === 0 ? {} : { keys };
  publishMessage(run.draft, element.id, { messageName: message.name, correlationKey, variables, ...more });
}
