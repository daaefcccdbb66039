import type { BoundaryEventPlan, ElementPlan, EventPlan, ProcessPlan } from '../model/plan.js';
import type { Thrower } from './catchers.js';
import { interrupts } from './catchers.js';
import type { EventHandler, PlanScope } from './plan-shapes.js';
import { eventOf, isScope, triggersOf } from './plan-shapes.js';

/** What the search has found about a scope, for the scope around it. */
export interface ScopeOutcome {
  /** It can come to its normal end. */
  readonly completes: boolean;
  /** Elements of its own level that some run reaches. */
  readonly fired: ReadonlySet<string>;
}

/** What is known while a plan is verified; outcomes of inner scopes come before outer ones. */
export interface Knowledge {
  readonly plan: ProcessPlan;
  readonly throwers: readonly Thrower[];
  readonly outcomes: ReadonlyMap<string, ScopeOutcome>;
  /** Every element inside a sub-process at every depth; '' is the process. */
  readonly inside: ReadonlyMap<string, readonly ElementPlan[]>;
}

const PLAIN: Exits = { completes: true, aborts: false, boundaries: [] };

/** How an activity can be left. */
export interface Exits {
  readonly completes: boolean;
  /** Something inside ends the scope around it: an error that is caught further out, or nowhere. */
  readonly aborts: boolean;
  readonly boundaries: readonly BoundaryEventPlan[];
}

/**
 * How a token can leave an element: seen from outside, a sub-process is a black box that completes if it can, and throws what is thrown
 * inside. Time, messages, signals and conditions may come or not; jobs and called processes may throw any error.
 */
export function exitsOf(known: Knowledge, element: ElementPlan): Exits {
  if (element.boundaryIds.length === 0 && !isScope(element)) return PLAIN;
  const inside = isScope(element) ? (known.inside.get(element.id) ?? []) : [];
  const alive = firedThrowers(known, element, inside);
  const boundaries = element.boundaryIds.flatMap((id) => {
    const boundary = known.plan.elements[id];
    if (boundary?.type !== 'boundaryEvent') return [];
    const isCaught = alive.some(({ catcher }) => catcher && 'boundary' in catcher && catcher.boundary.id === id);
    const comes = isCaught || triggersOf(boundary.event).some((event) => comesFromOutside(event, element, inside));
    return comes ? [boundary] : [];
  });
  if (!isScope(element)) return { completes: true, aborts: false, boundaries };
  const own = new Set([element.id, ...inside.map(({ id }) => id)]);
  // A transaction whose cancel nobody takes over waits for a repair, and then goes on.
  const isRepaired = alive.some(({ kind, catcher }) => kind === 'cancel' && !catcher);
  return {
    completes: isRepaired || (known.outcomes.get(element.id)?.completes ?? true),
    aborts: alive.some((thrower) => interrupts(thrower) && !isCaughtWithin(thrower, own)),
    boundaries,
  };
}

/** Whether the event of an event sub-process can come at all. */
export function canStart(known: Knowledge, scope: PlanScope, { id, start }: EventHandler): boolean {
  const inside = known.inside.get(scope.owner?.id ?? '') ?? [];
  const isThrown = firedThrowers(known, undefined, inside).some(
    ({ catcher }) => catcher && 'handler' in catcher && catcher.handler.id === id,
  );
  return isThrown || triggersOf(start.event).some((event) => comesFromOutside(event, undefined, inside));
}

/** The event comes from the world around the process: nobody inside has to throw it. */
export function isFromWorld({ kind }: EventPlan): boolean {
  return kind !== 'error' && kind !== 'escalation' && kind !== 'cancel' && kind !== 'compensation';
}

/** Elements that end their scope when a token gets there. */
export function isFinal(element: ElementPlan, throwers: readonly Thrower[]): boolean {
  const event = eventOf(element);
  if (element.type === 'endEvent' && event && triggersOf(event).some(({ kind }) => kind === 'terminate')) return true;
  const isThrow = element.type === 'endEvent' || element.type === 'intermediateThrowEvent';
  return isThrow && throwers.some((thrower) => thrower.elementId === element.id && interrupts(thrower));
}

function firedThrowers(
  known: Knowledge,
  host: ElementPlan | undefined,
  inside: readonly ElementPlan[],
): readonly Thrower[] {
  if (known.throwers.length === 0) return [];
  const ids = new Set(inside.map(({ id }) => id));
  const fired = (id: string): boolean => [...known.outcomes.values()].some((outcome) => outcome.fired.has(id));
  return known.throwers.filter(({ elementId: id }) => id === host?.id || (ids.has(id) && fired(id)));
}

/** `host`: the activity a boundary event hangs on; its insides when it is a sub-process. */
function comesFromOutside(event: EventPlan, host: ElementPlan | undefined, inside: readonly ElementPlan[]): boolean {
  if (isFromWorld(event)) return true;
  const isPlain = host !== undefined && !isScope(host);
  switch (event.kind) {
    case 'error':
      return (
        isPlain || inside.some(({ type }) => type === 'callActivity' || type === 'serviceTask' || type === 'sendTask')
      );
    case 'escalation':
      // Time limits raise `lamp.<level>` in their scope.
      return (
        isPlain ||
        (event.escalationCode ?? 'lamp.').startsWith('lamp.') ||
        inside.some(({ type }) => type === 'callActivity')
      );
    case 'compensation':
      return host === undefined;
    default:
      return false;
  }
}

function isCaughtWithin({ kind, catcher }: Thrower, own: ReadonlySet<string>): boolean {
  if (!catcher) return kind === 'cancel';
  return own.has('boundary' in catcher ? catcher.boundary.attachedToId : catcher.scopeId);
}
