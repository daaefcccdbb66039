import { isDeepStrictEqual } from 'node:util';
import { reasonOf } from '../../engine/core/inspect.js';
import { packState, unpackState } from '../../engine/core/pack.js';
import { replay } from '../../engine/core/replay.js';
import type { Actor } from '../../engine/model/actor.js';
import { SYSTEM } from '../../engine/model/actor.js';
import type { CommandBody } from '../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../engine/model/history.js';
import type { JsonObject } from '../../engine/model/json.js';
import type { ElementPlan } from '../../engine/model/plan.js';
import type { Program } from '../../engine/model/program.js';
import type { InstanceState } from '../../engine/model/state.js';
import { person } from './instance-driver.js';

/** Who does all tasks of random runs. */
export const CLERK = person('u-clerk', ['clerk']);

/** Everything that can be asked of a state, in a fixed order. */
export function choices(
  program: Program,
  state: InstanceState,
  at: number,
): readonly (readonly [CommandBody, Actor])[] {
  const values = <T>(record: Readonly<Record<string, T>>): readonly T[] => Object.values(record);
  return [
    ...values(state.workItems).map((item): readonly [CommandBody, Actor] =>
      item.state === 'ready'
        ? [{ type: 'claimWorkItem', workItemId: item.id }, CLERK]
        : [{ type: 'completeWorkItem', workItemId: item.id, variables: { [item.elementId]: 'done' } }, CLERK],
    ),
    ...values(state.jobs).flatMap((job): readonly (readonly [CommandBody, Actor])[] => [
      [{ type: 'completeJob', jobId: job.id, variables: {} }, SYSTEM],
      [{ type: 'failJob', jobId: job.id, retriesLeft: 0, message: 'down' }, SYSTEM],
    ]),
    ...values(state.timers)
      .filter((timer) => timer.dueAt <= at)
      .map((timer): readonly [CommandBody, Actor] => [{ type: 'fireTimer', timerId: timer.id }, SYSTEM]),
    ...values(state.subscriptions).map((one): readonly [CommandBody, Actor] => [
      one.kind === 'signal'
        ? { type: 'deliverSignal', subscriptionId: one.id, signalId: `g${at}`, variables: { news: at } }
        : { type: 'deliverMessage', subscriptionId: one.id, messageId: `m${at}`, variables: { news: at } },
      SYSTEM,
    ]),
    ...adHocChoices(program, state),
    ...values(state.calls).map((call): readonly [CommandBody, Actor] => [
      {
        type: 'childEnded',
        callId: call.id,
        outcome: { kind: 'completed' },
        variables: { child: at },
        performers: { x: ['u-x'] },
      },
      SYSTEM,
    ]),
    ...values(state.incidents).map((incident): readonly [CommandBody, Actor] => [
      { type: 'resolveIncident', incidentId: incident.id, variables: {} },
      SYSTEM,
    ]),
  ];
}

/** What may be started in the ad-hoc sub-processes that are open. */
function adHocChoices(program: Program, state: InstanceState): readonly (readonly [CommandBody, Actor])[] {
  return Object.values(state.scopes).flatMap(({ id: scopeId, elementId, adHoc }) => {
    const element = program.plan.elements[elementId];
    if (element?.type !== 'adHocSubProcess' || adHoc?.isEnding === true) return [];
    const running = Object.values(state.tokens).filter((token) => token.scopeId === scopeId);
    if (element.ordering === 'sequential' && running.length > 0) return [];
    return Object.values(program.plan.elements)
      .filter((one) => one.parentId === elementId && one.incoming.length === 0)
      .filter(({ id }) => adHoc?.completed[id] === undefined && !running.some((token) => token.elementId === id))
      .map((one): readonly [CommandBody, Actor] => [
        { type: 'startAdHocActivity', scopeId, activityId: one.id, variables: {} },
        SYSTEM,
      ]);
  });
}

/** Fails the property with what does not hold. */
export function must(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

/** Whether tokens may wait at an element for others. */
function canHold(element: ElementPlan | undefined): boolean {
  return /^(parallel|inclusive|complex)Gateway$/.test(element?.type ?? '') || (element?.startQuantity ?? 1) > 1;
}

/** What must be true of any state a command has made. */
export function checkState(program: Program, state: InstanceState, history: readonly HistoryEvent[]): void {
  must(isDeepStrictEqual(replay(history), state), 'replay(history) is the state');
  const stored = JSON.parse(JSON.stringify(history)) as readonly HistoryEvent[];
  must(isDeepStrictEqual(replay(stored), state), 'the stored history makes the state, too');
  must(isDeepStrictEqual(JSON.parse(JSON.stringify(state)), state), 'the state survives a JSON round trip');
  const packed = JSON.parse(JSON.stringify(packState(state))) as JsonObject;
  must(isDeepStrictEqual(unpackState(packed), state), 'the packed state tells everything');
  must(
    history.every(({ seq }, place) => seq === place),
    'history is numbered without a gap',
  );
  if (state.status !== 'active') {
    const left = [
      state.tokens,
      state.workItems,
      state.jobs,
      state.timers,
      state.subscriptions,
      state.calls,
      state.incidents,
      state.limits,
    ];
    must(
      left.every((part) => Object.keys(part).length === 0),
      'nothing is left when the instance has ended',
    );
    must(Object.keys(state.scopes).length === 1, 'only the variables of the process are left');
    must(state.gateways === undefined, 'no gateway is left that waits for its reset');
    return;
  }
  must(Object.keys(state.tokens).length > 0, 'an active instance has a token');
  const starving = Object.values(state.incidents).filter(({ code }) => code === 'DEADLOCK');
  must(starving.length === 0, `nothing starves in a process made of blocks, but ${JSON.stringify(starving)}`);
  for (const token of Object.values(state.tokens)) {
    must(state.scopes[token.scopeId] !== undefined, `token ${token.id} lies in a scope`);
    const element = program.plan.elements[token.elementId];
    const isAtJoin = canHold(element) && token.flowId !== undefined;
    must(
      isAtJoin || reasonOf(state, token.id) !== undefined,
      `token ${token.id} on ${token.elementId} has something to wait for`,
    );
  }
  const parts = [
    state.workItems,
    state.jobs,
    state.timers,
    state.subscriptions,
    state.calls,
    state.limits,
    state.incidents,
  ];
  for (const part of parts.flatMap((record) =>
    Object.values<{ id: string; tokenId?: string; scopeId?: string }>(record),
  )) {
    must(
      part.tokenId === undefined || state.tokens[part.tokenId] !== undefined,
      `${part.id} hangs on a token that exists`,
    );
    must(
      part.scopeId === undefined || state.scopes[part.scopeId] !== undefined,
      `${part.id} lies in a scope that exists`,
    );
  }
  for (const scope of Object.values(state.scopes)) {
    must(
      scope.ownerTokenId === undefined || state.tokens[scope.ownerTokenId] !== undefined,
      `${scope.id} has its owner`,
    );
    must(scope.parentId === undefined || state.scopes[scope.parentId] !== undefined, `${scope.id} has its parent`);
  }
}

/** A small generator (mulberry32): the driver must not depend on the machine. */
export function generator(seed: number): () => number {
  let value = seed;
  return () => {
    value = (value + 0x6d2b79f5) | 0;
    let mixed = Math.imul(value ^ (value >>> 15), 1 | value);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
