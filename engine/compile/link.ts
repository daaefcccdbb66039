import type { CompiledFeel } from '../feel/compile-feel.js';
import { compileFeel } from '../feel/compile-feel.js';
import type {
  ApprovalPolicyPlan,
  CorrelationPlan,
  ElementPlan,
  EventPlan,
  FormAccessPlan,
  LoopBehaviourPlan,
  MessagePlan,
  ProcessPlan,
  TimeLimitPlan,
  ValuePlan,
} from '../model/plan.js';
import type { Environment, Program } from '../model/program.js';

/** A FEEL source of a plan and the element, flow or process it stands at. */
export interface PlacedExpression {
  readonly elementId: string;
  readonly source: string;
}

/** Every FEEL source of a plan with its place: of the flows, of the process, of the elements. */
export function placedExpressions(plan: ProcessPlan): readonly PlacedExpression[] {
  const placed: PlacedExpression[] = [];
  const add = (elementId: string, ...found: readonly (string | undefined)[]): void => {
    for (const source of found) if (source !== undefined) placed.push({ elementId, source });
  };
  for (const flow of Object.values(plan.flows)) add(flow.id, flow.condition);
  const { processId } = plan;
  add(processId, ...plan.limits.flatMap(limitSources), ...plan.forms.flatMap(accessSources));
  add(processId, ...(plan.listeners ?? []).map(({ jobType }) => feelSource(jobType)));
  if (plan.correlation) add(processId, ...correlationSources(plan.correlation));
  for (const element of Object.values(plan.elements)) {
    const { id, limits, clock, inputs, outputs, loop } = element;
    add(id, ...limits.flatMap(limitSources), ...clock.flatMap(({ at, amount }) => [at, amount]));
    add(id, ...[...inputs, ...outputs].map((mapping) => mapping.source));
    add(id, loop?.collection, loop?.cardinality, loop?.outputElement, loop?.completionCondition, loop?.condition);
    add(id, ...behaviourSources(loop?.behaviour));
    add(id, ...elementSources(element));
    add(id, ...(element.listeners ?? []).map(({ jobType }) => feelSource(jobType)));
  }
  return placed;
}

/** Every distinct FEEL source of a plan, in order of first appearance. */
export function expressionsOf(plan: ProcessPlan): string[] {
  return [...new Set(placedExpressions(plan).map(({ source }) => source))];
}

/**
 * Makes a plan ready to run: each distinct FEEL source becomes one closure. Throws a RangeError for a source that does not parse, which
 * a plan made by `compileBpmn` never holds.
 */
export function linkPlan(plan: ProcessPlan, environment: Environment): Program {
  const expressions = new Map<string, CompiledFeel>();
  for (const source of expressionsOf(plan)) {
    const compiled = compileFeel(source, 'expression');
    if (!compiled.ok) throw new RangeError(`Process ${plan.processId}: ${compiled.problem.message.en}`);
    expressions.set(source, compiled.expression);
  }
  return Object.freeze({ plan, environment, expressions });
}

function elementSources(element: ElementPlan): readonly (string | undefined)[] {
  switch (element.type) {
    case 'userTask': {
      const { form, assignee, candidateUsers, candidateGroups, priority, dueDate, followUpDate } = element;
      const dates = [dueDate, followUpDate];
      const values = [form.formId, assignee, candidateUsers, candidateGroups, priority, ...dates].map(feelSource);
      return [...values, ...form.access.flatMap(accessSources), ...policySources(element.policy)];
    }
    case 'serviceTask':
    case 'sendTask':
      return [feelSource(element.job?.jobType), ...messageSources(element.message)];
    case 'receiveTask':
      return messageSources(element.message);
    case 'scriptTask':
      return [element.expression];
    case 'businessRuleTask':
      return [feelSource(element.decisionId)];
    case 'callActivity':
      return [feelSource(element.processId)];
    case 'adHocSubProcess':
      return [element.completionCondition];
    case 'complexGateway':
      return [element.activationCondition];
    case 'subProcess':
    case 'transaction':
    case 'eventBasedGateway':
    case 'task':
    case 'manualTask':
    case 'exclusiveGateway':
    case 'parallelGateway':
    case 'inclusiveGateway':
      return [];
    default:
      return eventSources(element);
  }
}

function eventSources(element: Extract<ElementPlan, { event: unknown }>): readonly (string | undefined)[] {
  const { event } = element;
  const form = 'form' in element ? element.form : undefined;
  const shown = form ? [feelSource(form.formId), ...form.access.flatMap(accessSources)] : [];
  return [...shown, ...triggerSources(event)];
}

function triggerSources(event: EventPlan): readonly (string | undefined)[] {
  switch (event.kind) {
    case 'timer':
      return [feelSource(event.timer.value), event.timer.from];
    case 'message':
      return messageSources(event.message);
    case 'conditional':
      return [event.condition];
    case 'multiple':
      return event.events.flatMap(triggerSources);
    default:
      return [];
  }
}

function correlationSources({ retrievals, bindings }: CorrelationPlan): readonly string[] {
  return [...Object.values(retrievals), ...Object.values(bindings)].flatMap((one) => Object.values(one));
}

function behaviourSources(behaviour: LoopBehaviourPlan | undefined): readonly (string | undefined)[] {
  if (behaviour === undefined) return [];
  if ('event' in behaviour) return keySources(behaviour.event);
  return behaviour.definitions.flatMap(({ condition, event }) => [condition, ...keySources(event)]);
}

function keySources(event: EventPlan): readonly (string | undefined)[] {
  return event.kind === 'message' ? messageSources(event.message) : [];
}

function policySources(policy: ApprovalPolicyPlan | undefined): readonly (string | undefined)[] {
  if (policy === undefined) return [];
  const { approvers, veto, escalateTo, decision, opinion, applicant } = policy;
  return [...[approvers, veto, escalateTo].map(feelSource), decision, opinion, applicant];
}

function limitSources(limit: TimeLimitPlan): readonly (string | undefined)[] {
  return [
    feelSource(limit.legal),
    feelSource(limit.promised),
    'kind' in limit.pausedIn ? limit.pausedIn.source : undefined,
  ];
}

function accessSources(access: FormAccessPlan): readonly (string | undefined)[] {
  return [feelSource(access.form), access.writable];
}

function messageSources(message: MessagePlan | undefined): readonly (string | undefined)[] {
  return [message?.correlationKey];
}

function feelSource(value: ValuePlan | undefined): string | undefined {
  return value?.kind === 'feel' ? value.source : undefined;
}
