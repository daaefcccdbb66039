import type {
  BoundaryEventPlan,
  ElementPlan,
  EventPlan,
  FlowPlan,
  ProcessPlan,
  StartEventPlan,
} from '../../engine/model/plan.js';
import type { Scope } from './brute-force-state.js';
import { comesTo, elementsIn, isEmpty, plus, subjectOf, threadOf } from './brute-force-state.js';

/** A step of a run: the scope afterwards, what is thrown out of it, and whether the world cut something short. */
export interface Step {
  readonly scope: Scope;
  readonly entered: readonly string[];
  readonly thrown?: EventPlan;
  readonly isCut?: boolean;
}

/** Everything that can happen next in a scope and the scopes inside it. */
export function stepsOf(plan: ProcessPlan, scope: Scope): readonly Step[] {
  return [
    ...Object.keys(scope.tokens).flatMap((place) => stepsAt(plan, scope, place)),
    ...gatewaySteps(plan, scope),
    ...scope.inner.flatMap((inner, at) => innerSteps(plan, scope, inner, at)),
    ...worldSteps(plan, scope),
  ];
}

/** A scope as it begins. */
export function begin(plan: ProcessPlan, id: string): readonly Step[] {
  const empty: Scope = { id, tokens: {}, inner: [], started: [] };
  const inside = elementsIn(plan, id);
  const starts = inside.filter(({ type }) => type === 'startEvent');
  const first = inside.filter(({ incoming, type }) => incoming.length === 0 && !/^(boundary|end)Event$/.test(type));
  if (starts.length === 0 && !first.some((one) => 'instantiate' in one && one.instantiate === true)) {
    return [
      enterAll(
        plan,
        empty,
        first.filter((one) => !('triggeredByEvent' in one && one.triggeredByEvent)),
      ),
    ];
  }
  if (id !== '') return [enterAll(plan, empty, starts.slice(0, 1))];
  const others = inside.filter((one) => 'instantiate' in one && one.instantiate === true && one.incoming.length === 0);
  return [...starts, ...others].map((one) => enterAll(plan, empty, [one]));
}

function enterAll(plan: ProcessPlan, scope: Scope, elements: readonly ElementPlan[]): Step {
  return {
    scope: elements.reduce((now, { id }) => plus(now, `e:${id}`), scope),
    entered: elements.map(({ id }) => id),
  };
}

/** Puts a token into an element. */
function enter(plan: ProcessPlan, scope: Scope, id: string, thread: string): readonly Step[] {
  const element = plan.elements[id];
  if (!element) return [];
  if (element.type === 'endEvent' && element.event.kind === 'none') return [{ scope, entered: [id] }];
  const inElement = plus(scope, `${thread}e:${id}`);
  if (element.type !== 'subProcess' && element.type !== 'transaction') return [{ scope: inElement, entered: [id] }];
  return begin(plan, id).map((inner) => ({
    scope: { ...inElement, inner: [...inElement.inner, { ...inner.scope, started: [`${thread}e:${id}`] }] },
    entered: [id, ...inner.entered],
  }));
}

/** Lets tokens out of an element in every way its conditions allow. */
function leave(plan: ProcessPlan, scope: Scope, element: ElementPlan, thread: string): readonly Step[] {
  return choices(plan, element).map((flows) => ({
    scope: flows.reduce((now, { id }) => plus(now, `${thread}f:${id}`), scope),
    entered: [],
  }));
}

function choices(plan: ProcessPlan, element: ElementPlan): readonly (readonly FlowPlan[])[] {
  const all = element.outgoing.flatMap((id) => plan.flows[id] ?? []);
  if (all.length === 0) return [[]];
  const fallback = all.filter(({ id }) => id === element.defaultFlowId);
  const asked = all.filter((flow) => flow.id !== element.defaultFlowId && flow.condition !== 'false');
  const isSure = ({ condition }: FlowPlan): boolean => condition === undefined || condition === 'true';
  if (element.type === 'parallelGateway') return [all];
  if (element.type === 'eventBasedGateway') {
    return element.instantiate && element.parallel ? [all] : all.map((flow) => [flow]);
  }
  if (element.type === 'exclusiveGateway') {
    const sure = asked.findIndex(isSure);
    return (sure < 0 ? [...asked, ...fallback] : asked.slice(0, sure + 1)).map((flow) => [flow]);
  }
  let sets: (readonly FlowPlan[])[] = [[]];
  for (const flow of asked) {
    sets = isSure(flow) ? sets.map((set) => [...set, flow]) : sets.flatMap((set) => [set, [...set, flow]]);
  }
  const isPlain = asked.every(isSure);
  const isNone = (set: readonly FlowPlan[]): boolean =>
    element.type === 'inclusiveGateway' ? set.length === 0 : set.every(({ condition }) => condition === undefined);
  const withFallback = sets.map((set) => (isNone(set) ? [...set, ...fallback] : set));
  return isPlain ? withFallback : withFallback.filter((set) => set.length > 0);
}

function stepsAt(plan: ProcessPlan, scope: Scope, place: string): readonly Step[] {
  const thread = threadOf(place) === '' ? '' : `${threadOf(place)}@`;
  const bare = place.slice(thread.length);
  const without = plus(scope, place, -1);
  if (bare.startsWith('f:')) {
    const target = plan.elements[plan.flows[subjectOf(bare)]?.targetId ?? ''];
    return target && !isJoin(target) ? enter(plan, without, target.id, thread) : [];
  }
  const element = plan.elements[subjectOf(bare)];
  if (!element) return [];
  const thrown = 'event' in element ? element.event : undefined;
  const isThrow = element.type === 'endEvent' || element.type === 'intermediateThrowEvent';
  if (isThrow && thrown && ['error', 'escalation', 'cancel', 'terminate'].includes(thrown.kind)) {
    const after = leave(plan, without, element, thread);
    return after.map((step) => ({ ...step, thrown }));
  }
  const isScope = element.type === 'subProcess' || element.type === 'transaction';
  const done = isScope ? [] : leave(plan, without, element, thread);
  return [...done, ...boundarySteps(plan, scope, { element, place, thread, isScope })];
}

interface Host {
  readonly element: ElementPlan;
  readonly place: string;
  readonly thread: string;
  readonly isScope: boolean;
}

/** Boundary events that the world or, at a task, a worker triggers. */
function boundarySteps(plan: ProcessPlan, scope: Scope, { element, place, thread, isScope }: Host): readonly Step[] {
  return element.boundaryIds.flatMap((id): readonly Step[] => {
    const boundary = plan.elements[id];
    if (boundary?.type !== 'boundaryEvent') return [];
    const { kind } = boundary.event;
    const inner = scope.inner.find(({ started }) => started[0] === place);
    const comes = isScope ? !['error', 'escalation', 'cancel'].includes(kind) || hasWork(plan, inner, kind) : true;
    if (kind === 'compensation' || !comes) return [];
    return trigger(plan, scope, boundary, { place, thread }).map((step) => ({
      ...step,
      isCut: boundary.interrupting && isScope,
    }));
  });
}

function trigger(
  plan: ProcessPlan,
  scope: Scope,
  boundary: BoundaryEventPlan,
  { place, thread }: { readonly place: string; readonly thread: string },
): readonly Step[] {
  const without = plus(scope, place, -1);
  if (boundary.interrupting) {
    const left = { ...without, inner: dropOne(without.inner, place) };
    return [{ scope: plus(left, `${thread}e:${boundary.id}`), entered: [boundary.id] }];
  }
  const mark = `|${boundary.id}`;
  if (place.includes(mark)) return [];
  const marked = `${place}${mark}`;
  const inner = without.inner.map((one) =>
    one.started[0] === place ? { ...one, started: [marked, ...one.started.slice(1)] } : one,
  );
  const scopeStarts = elementsIn(plan, scope.id).filter(({ type }) => type === 'startEvent');
  const main = comesTo(
    plan,
    scopeStarts.map(({ id }) => id),
    false,
  );
  const isOwn = ![...comesTo(plan, [boundary.id], true)].some((id) => main.has(id));
  const own = isOwn ? `${boundary.id}@` : thread;
  // One run of the path at a time will do.
  if (isOwn && Object.keys(scope.tokens).some((one) => one.startsWith(own))) return [];
  return [{ scope: plus(plus({ ...without, inner }, marked), `${own}e:${boundary.id}`), entered: [boundary.id] }];
}

function dropOne(inner: readonly Scope[], place: string): readonly Scope[] {
  const at = inner.findIndex(({ started }) => started[0] === place);
  return inner.filter((_, index) => index !== at);
}

/** Something that is at work in a scope may fail, or has been called and may throw. */
function hasWork(plan: ProcessPlan, scope: Scope | undefined, kind: string): boolean {
  if (!scope) return false;
  const isAtWork = Object.keys(scope.tokens).some((place) => {
    const type = /(^|@)e:/.test(place)
      ? plan.elements[subjectOf(place.slice(place.indexOf('@') + 1))]?.type
      : undefined;
    return type === 'callActivity' || (kind === 'error' && (type === 'serviceTask' || type === 'sendTask'));
  });
  return isAtWork || scope.inner.some((inner) => hasWork(plan, inner, kind));
}

function isJoin({ type, incoming }: ElementPlan): boolean {
  return incoming.length > 1 && ['parallelGateway', 'inclusiveGateway'].includes(type);
}

function gatewaySteps(plan: ProcessPlan, scope: Scope): readonly Step[] {
  return elementsIn(plan, scope.id)
    .filter(isJoin)
    .flatMap((gateway) => {
      const threads = new Set(
        Object.keys(scope.tokens)
          .filter(
            (place) =>
              /(^|@)f:/.test(place) && gateway.incoming.includes(subjectOf(place.slice(place.indexOf('@') + 1))),
          )
          .map((place) => (threadOf(place) === '' ? '' : `${threadOf(place)}@`)),
      );
      return [...threads].flatMap((thread) => {
        const here = gateway.incoming.filter((id) => (scope.tokens[`${thread}f:${id}`] ?? 0) > 0);
        const fires =
          gateway.type === 'parallelGateway'
            ? here.length === gateway.incoming.length
            : awaited(plan, scope, gateway).length === 0;
        if (!fires) return [];
        const without = here.reduce((now, id) => plus(now, `${thread}f:${id}`, -1), scope);
        return leave(plan, without, gateway, thread).map((step) => ({ ...step, entered: [gateway.id] }));
      });
    });
}

/** Places of tokens an inclusive join waits for (BPMN 2.0.2, 13.4.3), found by walking every way a token could go. */
export function awaited(plan: ProcessPlan, scope: Scope, gateway: ElementPlan): readonly string[] {
  const holds = (flowId: string): boolean => Object.keys(scope.tokens).some((place) => place.endsWith(`f:${flowId}`));
  return Object.keys(scope.tokens).filter((place) => {
    const bare = place.slice(place.indexOf('@') + 1);
    const subject = subjectOf(bare);
    const flow = bare.startsWith('f:') ? plan.flows[subject] : undefined;
    if (flow?.targetId === gateway.id) return false;
    const from = flow ? flow.targetId : subject;
    const [ways, instead] = [true, false].map((beside) => waysPast(plan, from, gateway.id, beside));
    const canCome = gateway.incoming.some((id) => !holds(id) && ways?.has(id));
    return canCome && !gateway.incoming.some((id) => holds(id) && instead?.has(id));
  });
}

/** Flows a token in an element can come to without passing the gateway; `beside`: or another that an event starts beside it. */
function waysPast(plan: ProcessPlan, from: string, gatewayId: string, beside: boolean): ReadonlySet<string> {
  const flows = new Set<string>();
  const seen = new Set<string>();
  const walk = (id: string): void => {
    const element = plan.elements[id];
    if (!element || id === gatewayId || seen.has(id)) return;
    seen.add(id);
    for (const flowId of element.outgoing) {
      flows.add(flowId);
      walk(plan.flows[flowId]?.targetId ?? '');
    }
    for (const boundaryId of element.boundaryIds) {
      const boundary = plan.elements[boundaryId];
      if (boundary?.type === 'boundaryEvent' && (beside || boundary.interrupting)) walk(boundaryId);
    }
  };
  walk(from);
  return flows;
}

/** Steps of an inner scope: it goes on, ends, or throws something this scope must deal with. */
function innerSteps(plan: ProcessPlan, scope: Scope, inner: Scope, at: number): readonly Step[] {
  const others = scope.inner.filter((_, index) => index !== at);
  const host = inner.started[0] ?? '';
  const element = plan.elements[inner.id];
  const thread = threadOf(host) === '' ? '' : `${threadOf(host)}@`;
  const closed = (): readonly Step[] => {
    const left = { ...scope, inner: others };
    return element && host !== '' ? leave(plan, plus(left, host, -1), element, thread) : [{ scope: left, entered: [] }];
  };
  if (isEmpty(inner)) return closed();
  return stepsOf(plan, inner).flatMap((step): readonly Step[] => {
    const { thrown } = step;
    const goesOn: Step = { ...step, scope: { ...scope, inner: [...others, step.scope] } };
    if (!thrown) return [goesOn];
    const { thrown: _, ...calm } = goesOn;
    if (thrown.kind === 'terminate') return closed().map((one) => ({ ...one, entered: step.entered }));
    const handled = handle(plan, step.scope, thrown);
    if (handled)
      return [
        { scope: { ...scope, inner: [...others, handled.scope] }, entered: [...step.entered, ...handled.entered] },
      ];
    const boundary = element?.boundaryIds
      .map((id) => plan.elements[id])
      .find((one): one is BoundaryEventPlan => one?.type === 'boundaryEvent' && fits(one.event, thrown));
    if (boundary && host !== '') {
      const now = boundary.interrupting ? { ...scope, inner: [...others, inner] } : calm.scope;
      const steps = trigger(plan, now, boundary, { place: host, thread });
      return (steps.length > 0 ? steps : [calm]).map((one) => ({ ...one, entered: [...step.entered, ...one.entered] }));
    }
    return [goesOn];
  });
}

/** An event sub-process of the scope takes what was thrown in it. */
function handle(plan: ProcessPlan, scope: Scope, thrown: EventPlan): Step | undefined {
  if (scope.started.includes('!')) return undefined;
  const found = handlersOf(plan, scope.id).find(({ start }) => fits(start.event, thrown));
  return found ? startHandler(plan, scope, found) : undefined;
}

interface Handler {
  readonly id: string;
  readonly start: StartEventPlan;
}

function handlersOf(plan: ProcessPlan, scopeId: string): readonly Handler[] {
  return elementsIn(plan, scopeId).flatMap((one) => {
    if (one.type !== 'subProcess' || !one.triggeredByEvent) return [];
    const start = elementsIn(plan, one.id).find((inner): inner is StartEventPlan => inner.type === 'startEvent');
    return start ? [{ id: one.id, start }] : [];
  });
}

function startHandler(plan: ProcessPlan, scope: Scope, { id, start }: Handler): Step | undefined {
  const [inner] = begin(plan, id);
  if (!inner) return undefined;
  const child = { ...inner.scope, started: [''] };
  const head = scope.started.slice(0, 1);
  if (start.interrupting) {
    return {
      scope: { ...scope, tokens: {}, inner: [child], started: [head[0] ?? '', '!'] },
      entered: [id, ...inner.entered],
    };
  }
  return {
    scope: { ...scope, inner: [...scope.inner, child], started: [head[0] ?? '', ...scope.started.slice(1), id] },
    entered: [id, ...inner.entered],
  };
}

/** Event sub-processes that the world starts. */
function worldSteps(plan: ProcessPlan, scope: Scope): readonly Step[] {
  if (scope.started.includes('!') || isEmpty(scope)) return [];
  return handlersOf(plan, scope.id).flatMap((handler) => {
    const { kind } = handler.start.event;
    const comes = !['error', 'escalation', 'compensation'].includes(kind) || hasWork(plan, scope, kind);
    if (!comes || scope.started.includes(handler.id)) return [];
    const step = startHandler(plan, scope, handler);
    return step ? [{ ...step, isCut: handler.start.interrupting }] : [];
  });
}

function fits(caught: EventPlan, thrown: EventPlan): boolean {
  if (caught.kind === 'error' && thrown.kind === 'error')
    return (caught.errorCode ?? thrown.errorCode) === thrown.errorCode;
  if (caught.kind === 'escalation' && thrown.kind === 'escalation') {
    return (caught.escalationCode ?? thrown.escalationCode) === thrown.escalationCode;
  }
  return caught.kind === 'cancel' && thrown.kind === 'cancel';
}
