import type { JsonObject } from '../model/json.js';
import type { HostState } from './host-state.js';
import type { StartPlace } from './start-places.js';

/** An instance to begin: what goes into `startInstance`. */
export interface Start {
  readonly processId: string;
  readonly startEventId: string;
  readonly startPart?: number;
  readonly variables: JsonObject;
}

/** A message that nobody who waits has taken. `keys`: the values of the correlation keys it carries. */
export interface UntakenMessage {
  readonly messageName: string;
  readonly correlationKey: string;
  readonly keys?: readonly string[];
  readonly variables: JsonObject;
}

function startAt({ processId, elementId, trigger: { part } }: StartPlace, variables: JsonObject): Start {
  const start = { processId, startEventId: elementId, variables };
  return part === undefined ? start : { ...start, startPart: part };
}

/**
 * Which process a message begins: one, at the first place that hears it (BPMN 2.0.2, 8.4.2: a message is for one). A place that begins
 * once per key begins nothing while the instance it began with the same key is active; `newId` is the instance that would begin now.
 */
export function startByMessage(
  host: HostState,
  places: readonly StartPlace[],
  message: UntakenMessage,
  world: { readonly newId: string; readonly isActive: (instanceId: string) => boolean },
): { readonly host: HostState; readonly start?: Start } {
  const { messageName, correlationKey, variables } = message;
  const keys = message.keys?.length ? message.keys : [correlationKey];
  for (const place of places) {
    const { trigger, processId, elementId } = place;
    if (trigger.kind !== 'message' || trigger.name !== messageName) continue;
    if (!trigger.oncePerKey) return { host, start: startAt(place, variables) };
    const marks = keys.map((key) => `${processId} ${elementId} ${key}`);
    if (marks.some((mark) => world.isActive(host.begun?.[mark] ?? ''))) continue;
    const begun = { ...host.begun, ...Object.fromEntries(marks.map((mark) => [mark, world.newId])) };
    return { host: { ...host, begun }, start: startAt(place, variables) };
  }
  return { host };
}

/** Everything a signal begins: every process at every place that hears it (BPMN 2.0.2, 10.5.6). */
export function startsBySignal(
  places: readonly StartPlace[],
  signalName: string,
  variables: JsonObject,
): readonly Start[] {
  const hears = ({ trigger }: StartPlace): boolean => trigger.kind === 'signal' && trigger.name === signalName;
  return places.filter(hears).map((place) => startAt(place, variables));
}

/**
 * What a change of data begins: processes whose condition has become true. `holds` judges a condition over the data; what is true is
 * remembered, so that it has to become false before it can begin something again (BPMN 2.0.2, 10.5.6).
 */
export function startsByData(
  host: HostState,
  places: readonly StartPlace[],
  data: JsonObject,
  holds: (place: StartPlace, condition: string) => boolean,
): { readonly host: HostState; readonly starts: readonly Start[] } {
  const held = new Set(host.holding ?? []);
  const starts: Start[] = [];
  for (const place of places) {
    const { trigger, processId, elementId } = place;
    if (trigger.kind !== 'conditional') continue;
    const mark = `${processId} ${elementId} ${trigger.part ?? 0}`;
    if (!holds(place, trigger.condition)) {
      held.delete(mark);
      continue;
    }
    if (!held.has(mark)) starts.push(startAt(place, data));
    held.add(mark);
  }
  return { host: { ...host, holding: [...held].sort() }, starts };
}
