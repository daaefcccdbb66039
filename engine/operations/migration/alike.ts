import { reasonOf } from '../../core/inspect.js';
import type { MigrationMapping } from '../../model/commands/migration.js';
import type { ElementPlan, EventPlan, ProcessPlan } from '../../model/plan.js';
import type { InstanceState, Subscription, Timer, Token } from '../../model/state.js';

/** Whether a wait is what an event of the new plan would wait for. A timer that runs keeps its instant, whatever the new one says. */
export function isAlike(event: EventPlan | undefined, wait: Timer | Subscription): boolean {
  if (event === undefined) return false;
  const { part, ...whole } = wait;
  if (event.kind === 'multiple') return part !== undefined && isAlike(event.events[part], whole);
  if (part !== undefined) return false;
  if ('dueAt' in wait) return event.kind === 'timer';
  if ((wait.kind ?? 'message') !== event.kind) return false;
  if (event.kind === 'message') return event.message.name === wait.messageName;
  if (event.kind === 'signal') return event.name === wait.messageName;
  return event.kind === 'conditional' && event.condition === wait.messageName;
}

/** What an element waits for by itself. */
function ownEvent(element: ElementPlan): EventPlan | undefined {
  if (element.type === 'receiveTask') return { kind: 'message', message: element.message };
  return element.type === 'intermediateCatchEvent' || element.type === 'startEvent' ? element.event : undefined;
}

/** What a migration looks at. */
export interface Subject {
  readonly state: InstanceState;
  readonly plan: ProcessPlan;
  readonly mapping: MigrationMapping;
}

/**
 * Whether a token without scopes of its own can go on resting on its new element as it is: the same kind of work is under way. Otherwise
 * what hangs on it is cancelled, and the new element is entered.
 */
export function canRest(
  { state, plan, mapping }: Subject,
  token: Token,
  element: ElementPlan,
  isInLoop: boolean,
): boolean {
  if (element.loop !== undefined && !isInLoop) return false;
  const hangsOn = <T extends { readonly tokenId?: string }>(parts: Readonly<Record<string, T>>): readonly T[] =>
    Object.values(parts).filter(({ tokenId }) => tokenId === token.id);
  const reason = reasonOf(state, token.id);
  if (reason === undefined) return isJoinOf(element, mapping.flows[token.flowId ?? '']);
  const [incident] = hangsOn(state.incidents);
  if (incident?.retry?.phase === 'join') return isJoinOf(element, mapping.flows[token.flowId ?? '']);
  if (hangsOn(state.workItems).length > 0 || token.approval !== undefined) {
    return element.type === 'userTask' || element.type === 'startEvent';
  }
  const [job] = hangsOn(state.jobs);
  if (job) {
    const isJobTask = element.type === 'serviceTask' || element.type === 'sendTask';
    const type = isJobTask ? element.job?.jobType : undefined;
    return type !== undefined && (type.kind === 'feel' || type.value === job.jobType);
  }
  const [call] = hangsOn(state.calls);
  if (call) {
    const called = element.type === 'callActivity' ? element.processId : undefined;
    return called !== undefined && (called.kind === 'feel' || called.value === call.processId);
  }
  const waits = [...hangsOn(state.timers), ...hangsOn(state.subscriptions)];
  const own = waits.filter(({ elementId }) => elementId === token.elementId);
  if (own.some((wait) => !('purpose' in wait) || wait.purpose === 'event')) {
    return own.every((wait) => ('purpose' in wait && wait.purpose !== 'event') || isAlike(ownEvent(element), wait));
  }
  if (element.type === 'eventBasedGateway') return hasSameEvents(plan, mapping, element, waits);
  return incident !== undefined;
}

/** Whether a token waits at a join whose new version does not know the flow it came by: it could neither wait there nor pass. */
export function hasLostFlow({ state, mapping }: Subject, token: Token, element: ElementPlan): boolean {
  const incident = Object.values(state.incidents).find(({ tokenId }) => tokenId === token.id);
  const waits = incident ? incident.retry?.phase === 'join' : reasonOf(state, token.id) === undefined;
  const joins = element.type === 'complexGateway' || element.incoming.length > 1 || (element.startQuantity ?? 1) > 1;
  return waits && joins && !isJoinOf(element, mapping.flows[token.flowId ?? '']);
}

/** Whether tokens wait for others at an element, and this flow leads there. */
function isJoinOf({ type, incoming, startQuantity = 1 }: ElementPlan, flowId: string | undefined): boolean {
  const joins = type === 'parallelGateway' || type === 'inclusiveGateway' || type === 'complexGateway';
  const waits = (joins && incoming.length > 1) || startQuantity > 1;
  return waits && flowId !== undefined && incoming.includes(flowId);
}

function hasSameEvents(
  plan: ProcessPlan,
  mapping: MigrationMapping,
  { outgoing }: ElementPlan,
  waits: readonly (Timer | Subscription)[],
): boolean {
  const targets = outgoing.flatMap((id) => plan.flows[id]?.targetId ?? []);
  const fits = (wait: Timer | Subscription): boolean => {
    const id = mapping.elements[wait.elementId] ?? '';
    const element = plan.elements[id];
    return targets.includes(id) && element !== undefined && isAlike(ownEvent(element), wait);
  };
  return waits.length === targets.length && waits.every(fits);
}
