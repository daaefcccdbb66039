import type { ElementPlan, FlowPlan, ProcessPlan, TimerPlan, UserTaskPlan, ValuePlan } from '../model/plan.js';

/** One small change of a process: what it flips, where, and the changed plan. */
export interface Mutant {
  readonly processId: string;
  readonly elementId: string;
  readonly kind: 'condition' | 'timer' | 'limit' | 'candidates' | 'separation' | 'access' | 'completion';
  readonly what: string;
  readonly plan: ProcessPlan;
}

/**
 * Every mutant of a plan: one condition, timer or permission flipped at a time. A condition is negated, a timer and a time limit run
 * one unit longer, candidates become a role nobody acts in, separation of duties and a field's writability are removed, a
 * completion condition never holds.
 */
export function mutantsOf(plan: ProcessPlan): readonly Mutant[] {
  return [
    ...Object.values(plan.flows).flatMap((flow) => flowMutants(plan, flow)),
    ...Object.values(plan.elements).flatMap((one) => elementMutants(plan, one)),
    ...processLimits(plan),
  ];
}

function flowMutants(plan: ProcessPlan, flow: FlowPlan): readonly Mutant[] {
  if (flow.condition === undefined) return [];
  const negated: FlowPlan = { ...flow, condition: `not(${flow.condition})` };
  return [
    {
      processId: plan.processId,
      elementId: flow.id,
      kind: 'condition',
      what: `not(${flow.condition})`,
      plan: { ...plan, flows: { ...plan.flows, [flow.id]: negated } },
    },
  ];
}

function elementMutants(plan: ProcessPlan, element: ElementPlan): readonly Mutant[] {
  const mutants: Mutant[] = [];
  const add = (kind: Mutant['kind'], what: string, changed: ElementPlan) =>
    mutants.push({
      processId: plan.processId,
      elementId: element.id,
      kind,
      what,
      plan: { ...plan, elements: { ...plan.elements, [element.id]: changed } },
    });
  if ('event' in element && element.event.kind === 'timer') {
    add('timer', 'one unit later', { ...element, event: { kind: 'timer', timer: later(element.event.timer) } });
  }
  element.limits.forEach((limit, index) => {
    const limits = element.limits.map((one, at) =>
      at === index
        ? {
            ...one,
            ...(one.promised === undefined ? {} : { promised: plusOne(one.promised) }),
            ...(one.legal === undefined ? {} : { legal: plusOne(one.legal) }),
          }
        : one,
    );
    add('limit', `${limit.key} one unit longer`, { ...element, limits });
  });
  if (element.loop?.completionCondition !== undefined) {
    add('completion', 'never complete early', { ...element, loop: { ...element.loop, completionCondition: 'false' } });
  }
  if (element.type === 'userTask') userTaskMutants(element, add);
  return mutants;
}

function userTaskMutants(
  element: UserTaskPlan,
  add: (kind: Mutant['kind'], what: string, changed: ElementPlan) => void,
): void {
  if (element.candidateGroups !== undefined) {
    add('candidates', 'another role', { ...element, candidateGroups: { kind: 'constant', value: 'sysadmin' } });
  }
  if (element.assignee !== undefined) {
    add('candidates', 'another assignee', { ...element, assignee: { kind: 'constant', value: 'nobody' } });
  }
  for (const other of element.notSameUserAs) {
    add('separation', `without ${other}`, {
      ...element,
      notSameUserAs: element.notSameUserAs.filter((one) => one !== other),
    });
  }
  element.form.access.forEach((access, index) => {
    const writes = access.fields.some((field) => field.access === 'write') || access.fallback === 'write';
    if (!writes && access.writable === undefined) return;
    const calm = {
      ...access,
      ...(access.fallback === 'write' ? { fallback: 'read' as const } : {}),
      fields: access.fields.map((field) => (field.access === 'write' ? { ...field, access: 'read' as const } : field)),
    };
    const { writable: _, ...closed } = calm;
    add('access', 'nothing writable', {
      ...element,
      form: { ...element.form, access: element.form.access.map((one, at) => (at === index ? closed : one)) },
    });
  });
}

function processLimits(plan: ProcessPlan): readonly Mutant[] {
  return plan.limits.map((limit, index): Mutant => {
    const limits = plan.limits.map((one, at) =>
      at === index
        ? {
            ...one,
            ...(one.promised === undefined ? {} : { promised: plusOne(one.promised) }),
            ...(one.legal === undefined ? {} : { legal: plusOne(one.legal) }),
          }
        : one,
    );
    return {
      processId: plan.processId,
      elementId: plan.processId,
      kind: 'limit',
      what: `${limit.key} one unit longer`,
      plan: { ...plan, limits },
    };
  });
}

function later(timer: TimerPlan): TimerPlan {
  if (timer.unit !== undefined) return { ...timer, value: plusOne(timer.value) };
  if (timer.kind === 'cycle') return { ...timer, value: { kind: 'constant', value: 'R1/P900D' } };
  const source = timer.value.kind === 'feel' ? timer.value.source : JSON.stringify(timer.value.value);
  const more =
    timer.kind === 'date'
      ? `date and time(string(${source})) + duration("P9D")`
      : `duration(string(${source})) + duration("P9D")`;
  return { ...timer, value: { kind: 'feel', source: more } };
}

function plusOne(value: ValuePlan): ValuePlan {
  if (value.kind === 'feel') return { kind: 'feel', source: `(${value.source}) + 1` };
  return { kind: 'constant', value: String(Number(value.value) + 1) };
}
