import { startBehindGateway } from '../../elements/event-based-gateway.js';
import { armScope } from '../../elements/event-sub-process.js';
import type { StartInstance } from '../../model/commands/start-instance.js';
import type { Rejection } from '../../model/rejection.js';
import type { ElementPlan } from '../../model/plan.js';
import { beginInstance, startProcessLimits } from '../begin-instance.js';
import { learnKeys } from '../correlation.js';
import { newId, record } from '../draft.js';
import { implicitStarts, startAt } from '../implicit-starts.js';
import { elementOf, flowOf } from '../plan-index.js';
import type { Run } from '../run.js';
import { stateOf } from '../run.js';

/** Status of a case before the model has given it one. */
const FIRST_STATUS = 'submitted';

/** Creates the instance with its variables, time limits and event sub-processes, and puts a token on the start event. */
export function startInstance(run: Run, command: StartInstance): Rejection | undefined {
  const start = startOf(run, command.startEventId);
  const implicit = command.startEventId === undefined ? implicitStarts(run.index, '') : [];
  if (start === undefined && implicit.length === 0) return { code: 'START_EVENT_UNKNOWN' };
  const { actor: starter, performers, variables } = command;
  const inherited = performers === undefined ? {} : { inheritedPerformers: performers };
  const rootScopeId = beginInstance(run, command, { starter, caseStatus: FIRST_STATUS, ...inherited, variables });
  startProcessLimits(run);
  armScope(run, rootScopeId);
  if (start) begin(run, start, command.startPart);
  else startAt(run, rootScopeId, implicit);
  return undefined;
}

/** Puts the first token on its place; the message that began the instance gives its correlation keys their values. */
function begin(run: Run, start: ElementPlan, part = 0): void {
  const { rootScopeId: scopeId, scopes } = stateOf(run);
  const { variables = {} } = scopes[scopeId] ?? {};
  const gatewayId = gatewayBefore(run, start);
  const tokenId = newId(run.draft, 't');
  record(run.draft, 'tokenCreated', gatewayId ?? start.id, { tokenId, scopeId });
  const event = 'event' in start ? start.event : undefined;
  const came = event?.kind === 'multiple' ? event.events[part] : event;
  const message = start.type === 'receiveTask' ? start.message : came?.kind === 'message' ? came.message : undefined;
  if (message) learnKeys(run, start.id, message.name, variables);
  if (gatewayId !== undefined) return startBehindGateway(run, tokenId, gatewayId, start.id);
  if (event?.kind === 'multiple' && event.parallel) {
    record(run.draft, 'eventHeld', start.id, { scopeId, held: { elementId: start.id, tokenId, part, variables: {} } });
  }
  const step = { kind: 'enter', tokenId, elementId: start.id } as const;
  run.agenda.push(start.type === 'receiveTask' ? { ...step, payload: {} } : step);
}

/** The instantiating event-based gateway an event or receive task stands behind (BPMN 2.0.2, 10.6.6). */
function gatewayBefore(run: Run, { type, incoming }: ElementPlan): string | undefined {
  if (type !== 'intermediateCatchEvent' && type !== 'receiveTask') return undefined;
  const sources = incoming.map((id) => elementOf(run.index, flowOf(run.index, id).sourceId));
  return sources.find((one) => one.type === 'eventBasedGateway' && one.instantiate)?.id;
}

/** Where the instance begins: the place that was asked for if it can start a process, otherwise the only start event without a trigger. */
function startOf(run: Run, id: string | undefined): ElementPlan | undefined {
  const starts = run.index.starts.get('') ?? [];
  if (id !== undefined) {
    const element = run.index.plan.elements[id];
    if (element === undefined || element.parentId !== undefined) return undefined;
    const isStart = element.type === 'startEvent' || (element.type === 'receiveTask' && element.instantiate === true);
    return isStart || gatewayBefore(run, element) !== undefined ? element : undefined;
  }
  const plain = starts.filter(({ event }) => event.kind === 'none');
  return plain.length === 1 ? plain[0] : undefined;
}
