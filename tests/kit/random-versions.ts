import type { ElementPlan, FlowPlan, ProcessPlan } from '../../engine/model/plan.js';
import { limit, value } from './process-builder.js';

type Random = () => number;
type Change = (plan: ProcessPlan, random: Random) => ProcessPlan;

/** Another version of a process: tasks of another kind, tasks put into flows, other ids, no limits. Every instance of it can end. */
export function anotherVersion(plan: ProcessPlan, random: Random): ProcessPlan {
  return changed(plan, random, [retyped, inserted, renamed, withoutLimits]);
}

/** Any other version of a process, also one in which steps are gone, lie deeper, or wait for something else. */
export function anyVersion(plan: ProcessPlan, random: Random): ProcessPlan {
  return changed(plan, random, [
    retyped,
    inserted,
    renamed,
    withoutLimits,
    relimited,
    removed,
    wrapped,
    unbound,
    retimed,
  ]);
}

function changed(plan: ProcessPlan, random: Random, changes: readonly Change[]): ProcessPlan {
  let next = plan;
  for (let count = 0; count < 4; count += 1) {
    const change = changes[Math.floor(random() * changes.length)];
    if (change) next = change(next, random);
  }
  return next;
}

function anyOf(plan: ProcessPlan, random: Random, fits: (element: ElementPlan) => boolean): ElementPlan | undefined {
  const list = Object.values(plan.elements).filter(fits);
  return list[Math.floor(random() * list.length)];
}

function withElement(plan: ProcessPlan, element: ElementPlan): ProcessPlan {
  return { ...plan, elements: { ...plan.elements, [element.id]: element } };
}

/** A user task becomes a job. */
function retyped(plan: ProcessPlan, random: Random): ProcessPlan {
  const element = anyOf(plan, random, ({ type, loop }) => type === 'userTask' && !loop);
  if (element?.type !== 'userTask') return plan;
  const { form: _form, notSameUserAs: _others, candidateGroups: _groups, ...head } = element;
  const job = { jobType: { kind: 'constant', value: 'other' }, retries: 3, headers: {} } as const;
  return withElement(plan, { ...head, type: 'serviceTask', job } as ElementPlan);
}

/** A user task in the middle of a flow. */
function inserted(plan: ProcessPlan, random: Random): ProcessPlan {
  const flows = Object.values(plan.flows);
  const flow = flows[Math.floor(random() * flows.length)];
  const [source, target] = [plan.elements[flow?.sourceId ?? ''], plan.elements[flow?.targetId ?? '']];
  if (!flow || !source || !target || source.type === 'eventBasedGateway') return plan;
  const id = `new${Object.keys(plan.elements).length}`;
  const onward = { id: `${id}>${target.id}`, sourceId: id, targetId: target.id };
  const task: ElementPlan = {
    id,
    name: { zh: id, en: id },
    ...(source.parentId === undefined ? {} : { parentId: source.parentId }),
    incoming: [flow.id],
    outgoing: [onward.id],
    boundaryIds: [],
    limits: [],
    clock: [],
    inputs: [],
    outputs: [],
    isForCompensation: false,
    type: 'userTask',
    form: { access: [] },
    notSameUserAs: [],
  };
  const incoming = target.incoming.map((one) => (one === flow.id ? onward.id : one));
  const next = withElement(withElement(plan, task), { ...target, incoming });
  return { ...next, flows: { ...next.flows, [flow.id]: { ...flow, targetId: id }, [onward.id]: onward } };
}

/** Every element has another id; only places tell which is which. */
function renamed(plan: ProcessPlan): ProcessPlan {
  const name = (id: string): string => `${id}x`;
  const text = JSON.stringify(plan.elements, (key, part: unknown) => {
    const isId = ['id', 'parentId', 'attachedToId', 'compensationHandlerId', 'activityId'].includes(key);
    if (isId && typeof part === 'string') return name(part);
    return key === 'boundaryIds' && Array.isArray(part) ? part.map((id) => name(String(id))) : part;
  });
  const elements = Object.values(JSON.parse(text) as Record<string, ElementPlan>);
  return {
    ...plan,
    elements: Object.fromEntries(elements.map((element) => [element.id, element])),
    flows: Object.fromEntries(
      Object.values(plan.flows).map((flow) => [
        flow.id,
        { ...flow, sourceId: name(flow.sourceId), targetId: name(flow.targetId) },
      ]),
    ),
  };
}

function withoutLimits(plan: ProcessPlan): ProcessPlan {
  const elements = Object.values(plan.elements).map((element) => [element.id, { ...element, limits: [] }]);
  return { ...plan, limits: [], elements: Object.fromEntries(elements) as ProcessPlan['elements'] };
}

/** A task has another limit, and the process one more. */
function relimited(plan: ProcessPlan, random: Random): ProcessPlan {
  const element = anyOf(plan, random, ({ type }) => type === 'userTask');
  if (element === undefined) return plan;
  const step = limit('step', { promised: value('2'), unit: random() < 0.5 ? 'wd' : 'cd' });
  const next = withElement(plan, { ...element, limits: [step] });
  return {
    ...next,
    limits: [...next.limits.filter(({ key }) => key !== 'more'), limit('more', { legal: value('4') })],
  };
}

/** A step between one flow in and one flow out is gone; the flow in leads on. */
function removed(plan: ProcessPlan, random: Random): ProcessPlan {
  const element = anyOf(
    plan,
    random,
    ({ type, incoming, outgoing, boundaryIds }) =>
      /Task$/.test(type) && incoming.length === 1 && outgoing.length === 1 && boundaryIds.length === 0,
  );
  const [entry, exit] = [plan.flows[element?.incoming[0] ?? ''], plan.flows[element?.outgoing[0] ?? '']];
  const target = plan.elements[exit?.targetId ?? ''];
  if (!element || !entry || !exit || !target || target.id === element.id) return plan;
  const { [element.id]: _gone, ...elements } = plan.elements;
  const { [exit.id]: _over, ...flows } = plan.flows;
  const incoming = target.incoming.map((one) => (one === exit.id ? entry.id : one));
  return {
    ...plan,
    elements: { ...elements, [target.id]: { ...target, incoming } },
    flows: { ...flows, [entry.id]: { ...entry, targetId: target.id } },
  };
}

/** A task lies inside of a sub-process of its own. */
function wrapped(plan: ProcessPlan, random: Random): ProcessPlan {
  const element = anyOf(
    plan,
    random,
    ({ type, boundaryIds, incoming, outgoing, loop, isForCompensation }) =>
      type === 'userTask' &&
      !loop &&
      !isForCompensation &&
      boundaryIds.length === 0 &&
      incoming.length > 0 &&
      outgoing.length > 0,
  );
  if (element === undefined) return plan;
  const id = `around${Object.keys(plan.elements).length}`;
  const { limits: _limits, clock: _clock, incoming, outgoing, caseStatus: _status, ...head } = element;
  const none = { limits: [], clock: [], inputs: [], outputs: [], isForCompensation: false, boundaryIds: [] } as const;
  const [begin, end] = [`${id}Start`, `${id}End`];
  const [first, last]: readonly [FlowPlan, FlowPlan] = [
    { id: `${begin}>`, sourceId: begin, targetId: element.id },
    { id: `>${end}`, sourceId: element.id, targetId: end },
  ];
  const text = { zh: id, en: id };
  const place = element.parentId === undefined ? {} : { parentId: element.parentId };
  const added = [
    { ...none, id, name: text, ...place, incoming, outgoing, type: 'subProcess', triggeredByEvent: false },
    {
      ...none,
      id: begin,
      name: text,
      parentId: id,
      incoming: [],
      outgoing: [first.id],
      type: 'startEvent',
      event: { kind: 'none' },
      interrupting: true,
    },
    {
      ...none,
      id: end,
      name: text,
      parentId: id,
      incoming: [last.id],
      outgoing: [],
      type: 'endEvent',
      event: { kind: 'none' },
    },
    { ...head, limits: [], clock: [], parentId: id, incoming: [first.id], outgoing: [last.id] },
  ] as readonly ElementPlan[];
  const turned = Object.values(plan.flows).map((flow): FlowPlan => {
    const sourceId = flow.sourceId === element.id ? id : flow.sourceId;
    return { ...flow, sourceId, targetId: flow.targetId === element.id ? id : flow.targetId };
  });
  return {
    ...plan,
    elements: { ...plan.elements, ...Object.fromEntries(added.map((one) => [one.id, one])) },
    flows: Object.fromEntries([...turned, first, last].map((flow) => [flow.id, flow])),
  };
}

/** A boundary event is gone, with the flows that leave it. */
function unbound(plan: ProcessPlan, random: Random): ProcessPlan {
  const event = anyOf(plan, random, ({ type }) => type === 'boundaryEvent');
  const host = event?.type === 'boundaryEvent' ? plan.elements[event.attachedToId] : undefined;
  if (!event || !host) return plan;
  const { [event.id]: _gone, ...elements } = plan.elements;
  const left = Object.values(elements).map((element) => ({
    ...element,
    incoming: element.incoming.filter((id) => !event.outgoing.includes(id)),
    boundaryIds: element.boundaryIds.filter((id) => id !== event.id),
  })) as readonly ElementPlan[];
  return {
    ...plan,
    elements: Object.fromEntries(left.map((element) => [element.id, element])),
    flows: Object.fromEntries(Object.entries(plan.flows).filter(([id]) => !event.outgoing.includes(id))),
  };
}

/** A timer waits longer. */
function retimed(plan: ProcessPlan, random: Random): ProcessPlan {
  const element = anyOf(plan, random, (one) => 'event' in one && one.event.kind === 'timer');
  if (element === undefined || !('event' in element) || element.event.kind !== 'timer') return plan;
  const event = { kind: 'timer', timer: { kind: 'duration', value: value('PT5H'), endOf: 'office' } } as const;
  return withElement(plan, { ...element, event } as ElementPlan);
}
