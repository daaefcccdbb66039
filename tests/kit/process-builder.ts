import type { CalendarData } from '../../engine/calendar/calendar-data.js';
import { DEFAULT_OPENING, DEFAULT_ZONE } from '../../engine/calendar/calendar-data.js';
import { linkPlan } from '../../engine/compile/link.js';
import { LATEST_BEHAVIOUR } from '../../engine/core/behaviour-flags.js';
import type { CompiledDecisionModel } from '../../engine/decision/compile-decision.js';
import type {
  AdHocSubProcessPlan,
  BusinessRuleTaskPlan,
  CallActivityPlan,
  ComplexGatewayPlan,
  ElementHead,
  ElementPlan,
  ElementType,
  EndEventPlan,
  EventBasedGatewayPlan,
  EventPlan,
  FlowPlan,
  IntermediateCatchEventPlan,
  IntermediateThrowEventPlan,
  LoopPlan,
  MappingPlan,
  PlainTaskPlan,
  ProcessPlan,
  ReceiveTaskPlan,
  ScriptTaskPlan,
  ServiceTaskPlan,
  StartEventPlan,
  SubProcessPlan,
  TimeLimitPlan,
  TimerPlan,
  UserTaskPlan,
  ValuePlan,
} from '../../engine/model/plan.js';
import type { Program } from '../../engine/model/program.js';

/** An office of Monday to Friday without holidays; 2026-03-02 is a Monday. */
export const PLAIN_CALENDAR: CalendarData = { zone: DEFAULT_ZONE, opening: DEFAULT_OPENING, years: [] };

/** A FEEL value as in the model: a leading `=` makes it an expression. */
export function value(text: string): ValuePlan {
  return text.startsWith('=') ? { kind: 'feel', source: text.slice(1).trim() } : { kind: 'constant', value: text };
}

/** Input or output mappings: target to FEEL source. */
export function mappings(pairs: Readonly<Record<string, string>>): readonly MappingPlan[] {
  return Object.entries(pairs).map(([target, source]) => ({ target, source }));
}

/** A timer event: `duration('PT1H')`, or a number of units with `unit`. */
export function timer(
  kind: TimerPlan['kind'],
  text: string,
  more: Partial<Omit<TimerPlan, 'kind' | 'value'>> = {},
): Extract<EventPlan, { kind: 'timer' }> {
  return { kind: 'timer', timer: { kind, value: value(text), endOf: 'office', ...more } };
}

/** A message event. */
export function message(name: string, correlationKey?: string): Extract<EventPlan, { kind: 'message' }> {
  return { kind: 'message', message: correlationKey === undefined ? { name } : { name, correlationKey } };
}

/** A time limit with numbers. */
export function limit(key: string, more: Partial<TimeLimitPlan> = {}): TimeLimitPlan {
  return { key, unit: 'wd', from: 'entry', pausedIn: [], ...more };
}

/** A signal event. */
export function signal(name: string): Extract<EventPlan, { kind: 'signal' }> {
  return { kind: 'signal', name };
}

/** A conditional event. */
export function conditional(condition: string): Extract<EventPlan, { kind: 'conditional' }> {
  return { kind: 'conditional', condition };
}

/** An event with several triggers: any one of them, or all. */
export function multiple(parallel: boolean, ...events: readonly EventPlan[]): Extract<EventPlan, { kind: 'multiple' }> {
  return { kind: 'multiple', parallel, events };
}

type Common = Partial<
  Pick<
    ElementHead,
    | 'caseStatus'
    | 'limits'
    | 'clock'
    | 'inputs'
    | 'outputs'
    | 'loop'
    | 'isForCompensation'
    | 'compensationHandlerId'
    | 'startQuantity'
    | 'completionQuantity'
    | 'data'
  >
>;
type Extra<E> = Common & Partial<Omit<E, keyof ElementHead | 'type'>>;

const NONE: EventPlan = { kind: 'none' };

/** Builds a process plan as `compile` would, element by element. Ids are the names. Nothing is checked: tests may build nonsense. */
export interface ProcessBuilder {
  /** What is built inside lies in this sub-process. */
  inside(subProcessId: string, build: (inner: ProcessBuilder) => void): ProcessBuilder;
  start(id: string, extra?: Extra<StartEventPlan>): ProcessBuilder;
  end(id: string, event?: EventPlan, extra?: Extra<EndEventPlan>): ProcessBuilder;
  catch(id: string, event: EventPlan, extra?: Extra<IntermediateCatchEventPlan>): ProcessBuilder;
  throw(id: string, event?: EventPlan, extra?: Extra<IntermediateThrowEventPlan>): ProcessBuilder;
  boundary(id: string, hostId: string, event: EventPlan, interrupting?: boolean): ProcessBuilder;
  user(id: string, extra?: Extra<UserTaskPlan>): ProcessBuilder;
  service(id: string, extra?: Extra<ServiceTaskPlan>): ProcessBuilder;
  send(id: string, extra?: Extra<ServiceTaskPlan>): ProcessBuilder;
  receive(id: string, name: string, correlationKey: string, extra?: Extra<ReceiveTaskPlan>): ProcessBuilder;
  script(id: string, expression: string, resultVariable?: string, extra?: Extra<ScriptTaskPlan>): ProcessBuilder;
  rule(id: string, decisionId: string, resultVariable: string, extra?: Extra<BusinessRuleTaskPlan>): ProcessBuilder;
  call(id: string, processId: string, extra?: Extra<CallActivityPlan>): ProcessBuilder;
  sub(id: string, build: (inner: ProcessBuilder) => void, extra?: Extra<SubProcessPlan>): ProcessBuilder;
  transaction(id: string, build: (inner: ProcessBuilder) => void, extra?: Extra<SubProcessPlan>): ProcessBuilder;
  eventGateway(id: string, extra?: Extra<EventBasedGatewayPlan>): ProcessBuilder;
  /** An event sub-process with its start event `<id>Start`. */
  eventSub(id: string, event: EventPlan, interrupting: boolean, build: (inner: ProcessBuilder) => void): ProcessBuilder;
  /** A task that the engine passes: undefined, or manual. */
  task(id: string, extra?: Extra<PlainTaskPlan> & { readonly type?: PlainTaskPlan['type'] }): ProcessBuilder;
  /** An ad-hoc sub-process: parallel, cancelling what is left, unless said otherwise. */
  adHoc(id: string, build: (inner: ProcessBuilder) => void, extra?: Extra<AdHocSubProcessPlan>): ProcessBuilder;
  xor(id: string): ProcessBuilder;
  and(id: string): ProcessBuilder;
  or(id: string): ProcessBuilder;
  complex(id: string, activationCondition?: string, extra?: Extra<ComplexGatewayPlan>): ProcessBuilder;
  /** Connects elements in a row. */
  row(...ids: readonly string[]): ProcessBuilder;
  /** One flow with a condition; `default` makes it the default flow of its source. */
  flow(sourceId: string, targetId: string, condition?: string | { readonly default: true }): ProcessBuilder;
  /** Time limits of the process. */
  limits(...limits: readonly TimeLimitPlan[]): ProcessBuilder;
  plan(): ProcessPlan;
}

interface Draft {
  readonly processId: string;
  readonly elements: Map<string, ElementPlan>;
  readonly flows: FlowPlan[];
  readonly defaults: Map<string, string>;
  readonly limits: TimeLimitPlan[];
}

/** Begins a process. */
export function processOf(processId: string): ProcessBuilder {
  return builder({ processId, elements: new Map(), flows: [], defaults: new Map(), limits: [] }, undefined);
}

function builder(draft: Draft, parentId: string | undefined): ProcessBuilder {
  const add = (id: string, type: ElementType, extra: object): ProcessBuilder => {
    const head: Omit<ElementHead, 'incoming' | 'outgoing' | 'boundaryIds'> = {
      id,
      name: { zh: id, en: id },
      ...(parentId === undefined ? {} : { parentId }),
      limits: [],
      clock: [],
      inputs: [],
      outputs: [],
      isForCompensation: false,
    };
    draft.elements.set(id, { ...head, type, incoming: [], outgoing: [], boundaryIds: [], ...extra } as ElementPlan);
    return self;
  };
  const self: ProcessBuilder = {
    inside: (subProcessId, build) => {
      build(builder(draft, subProcessId));
      return self;
    },
    start: (id, extra) => add(id, 'startEvent', { event: NONE, interrupting: true, ...extra }),
    end: (id, event = NONE, extra) => add(id, 'endEvent', { event, ...extra }),
    catch: (id, event, extra) => add(id, 'intermediateCatchEvent', { event, ...extra }),
    throw: (id, event = NONE, extra) => add(id, 'intermediateThrowEvent', { event, ...extra }),
    boundary: (id, attachedToId, event, interrupting = true) =>
      add(id, 'boundaryEvent', { attachedToId, event, interrupting }),
    user: (id, extra) => add(id, 'userTask', { form: { access: [] }, notSameUserAs: [], ...extra }),
    service: (id, extra) =>
      add(id, 'serviceTask', { job: { jobType: value(`job.${id}`), retries: 3, headers: {} }, ...extra }),
    send: (id, extra) => add(id, 'sendTask', { ...extra }),
    receive: (id, name, correlationKey, extra) =>
      add(id, 'receiveTask', { message: { name, correlationKey }, ...extra }),
    script: (id, expression, resultVariable, extra) =>
      add(id, 'scriptTask', { expression, ...(resultVariable === undefined ? {} : { resultVariable }), ...extra }),
    rule: (id, decisionId, resultVariable, extra) =>
      add(id, 'businessRuleTask', { decisionId: value(decisionId), resultVariable, ...extra }),
    call: (id, processId, extra) =>
      add(id, 'callActivity', {
        processId: value(processId),
        propagateAllParentVariables: true,
        propagateAllChildVariables: true,
        ...extra,
      }),
    sub: (id, build, extra) => {
      add(id, 'subProcess', { triggeredByEvent: false, ...extra });
      return self.inside(id, build);
    },
    transaction: (id, build, extra) => {
      add(id, 'transaction', { triggeredByEvent: false, ...extra });
      return self.inside(id, build);
    },
    eventGateway: (id, extra) => add(id, 'eventBasedGateway', { instantiate: false, parallel: false, ...extra }),
    eventSub: (id, event, interrupting, build) => {
      add(id, 'subProcess', { triggeredByEvent: true });
      return self.inside(id, (inner) => {
        inner.start(`${id}Start`, { event, interrupting });
        build(inner);
      });
    },
    xor: (id) => add(id, 'exclusiveGateway', {}),
    and: (id) => add(id, 'parallelGateway', {}),
    or: (id) => add(id, 'inclusiveGateway', {}),
    complex: (id, activationCondition, extra) =>
      add(id, 'complexGateway', { ...(activationCondition === undefined ? {} : { activationCondition }), ...extra }),
    task: (id, extra) => add(id, 'task', { ...extra }),
    adHoc: (id, build, extra) => {
      add(id, 'adHocSubProcess', { ordering: 'parallel', cancelRemainingInstances: true, ...extra });
      return self.inside(id, build);
    },
    row: (...ids) => {
      ids.slice(1).forEach((id, place) => self.flow(ids[place] ?? '', id));
      return self;
    },
    flow: (sourceId, targetId, condition) => {
      const id = `${sourceId}>${targetId}`;
      const isTwice = draft.flows.some((flow) => flow.id === id);
      const flow = { id: isTwice ? `${id}#${draft.flows.length}` : id, sourceId, targetId };
      draft.flows.push(typeof condition === 'string' ? { ...flow, condition } : flow);
      if (typeof condition === 'object') draft.defaults.set(sourceId, flow.id);
      return self;
    },
    limits: (...limits) => {
      draft.limits.push(...limits);
      return self;
    },
    plan: () => finish(draft),
  };
  return self;
}

function finish({ processId, elements, flows, defaults, limits }: Draft): ProcessPlan {
  const all = [...elements.values()];
  const wired = all.map((element): ElementPlan => {
    const defaultFlowId = defaults.get(element.id);
    return {
      ...element,
      incoming: flows.filter(({ targetId }) => targetId === element.id).map(({ id }) => id),
      outgoing: flows.filter(({ sourceId }) => sourceId === element.id).map(({ id }) => id),
      ...(defaultFlowId === undefined ? {} : { defaultFlowId }),
      boundaryIds: all
        .filter((one) => one.type === 'boundaryEvent' && one.attachedToId === element.id)
        .map(({ id }) => id),
    };
  });
  return {
    format: 1,
    processId,
    name: { zh: processId, en: processId },
    elements: Object.fromEntries(wired.map((element) => [element.id, element])),
    flows: Object.fromEntries(flows.map((flow) => [flow.id, flow])),
    messageNames: [],
    limits,
    forms: [],
    behaviour: LATEST_BEHAVIOUR,
  };
}

/** Sequential or parallel multi-instance, or a standard loop. */
export function loop(mode: LoopPlan['mode'], more: Omit<LoopPlan, 'mode'>): LoopPlan {
  return { mode, ...more };
}

/** Links a plan with a plain calendar and the given decisions. */
export function programOf(
  plan: ProcessPlan,
  more: { readonly calendar?: CalendarData; readonly decisions?: ReadonlyMap<string, CompiledDecisionModel> } = {},
): Program {
  return linkPlan(plan, {
    hash: 'test',
    calendar: more.calendar ?? PLAIN_CALENDAR,
    decisions: more.decisions ?? new Map(),
  });
}
