import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from '@jest/globals';
import { fc, SEED } from '../../kit/fast-check.js';
import { compileBpmn } from '../../../engine/compile/compile.js';
import { reasonOf } from '../../../engine/core/inspect.js';
import { replay } from '../../../engine/core/replay.js';
import { transition } from '../../../engine/core/transition.js';
import { startPlacesOf } from '../../../engine/host/start-places.js';
import { SYSTEM } from '../../../engine/model/actor.js';
import type { Command, CommandBody } from '../../../engine/model/commands/command.js';
import type { HistoryEvent } from '../../../engine/model/history.js';
import type { Program } from '../../../engine/model/program.js';
import type { InstanceState } from '../../../engine/model/state.js';
import { deepFreeze, MONDAY, person } from '../../kit/instance-driver.js';
import { readCells } from '../../kit/palette-cell.js';
import { programOf } from '../../kit/process-builder.js';

const PALETTE = join(dirname(fileURLToPath(import.meta.url)), '..', 'palette');
const EVENTFUL =
  /^(none|message|timer|signal|error|escalation|conditional|compensation|cancel|terminate|link|multiple|parallelMultiple|transaction|eventBasedGateway|eventSubProcess|correlation|messageFlow|receiveTask)\./;
const MAX_STEPS = 40;
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 10);

/** Everything that could happen to an instance next. */
function possible(state: InstanceState, at: number): readonly CommandBody[] {
  const jobs = Object.values(state.jobs).flatMap(({ id: jobId }): CommandBody[] => [
    { type: 'completeJob', jobId, variables: { stock: 3, sum: 20 } },
    { type: 'throwJobError', jobId, errorCode: 'E', message: 'e', variables: {} },
  ]);
  const items = Object.values(state.workItems).map(({ id: workItemId }): CommandBody => ({
    type: 'completeWorkItem',
    workItemId,
    variables: {},
  }));
  const timers = Object.values(state.timers).flatMap(({ id: timerId, dueAt }): CommandBody[] =>
    dueAt <= at ? [{ type: 'fireTimer', timerId }] : [],
  );
  const subscriptions = Object.values(state.subscriptions).flatMap(({ id, kind = 'message' }): CommandBody[] => {
    if (kind === 'message') return [{ type: 'deliverMessage', subscriptionId: id, messageId: 'm', variables: {} }];
    return kind === 'signal' ? [{ type: 'deliverSignal', subscriptionId: id, signalId: 'g', variables: {} }] : [];
  });
  const calls = Object.values(state.calls).map(({ id: callId }): CommandBody => ({
    type: 'childEnded',
    callId,
    outcome: { kind: 'completed' },
    variables: {},
    performers: {},
  }));
  const incidents = Object.values(state.incidents).map(({ id: incidentId }): CommandBody => ({
    type: 'resolveIncident',
    incidentId,
    variables: { order: 'A', sum: 7 },
  }));
  return [...jobs, ...items, ...timers, ...subscriptions, ...calls, ...incidents];
}

function begin(program: Program): CommandBody {
  const [place] = startPlacesOf(program.plan);
  const isPlain = Object.values(program.plan.elements).some(
    (one) => one.type === 'startEvent' && one.parentId === undefined && one.event.kind === 'none',
  );
  const part = place?.trigger.part;
  const at = {
    ...(place ? { startEventId: place.elementId } : {}),
    ...(part === undefined ? {} : { startPart: part }),
  };
  const variables = { order: 'A', number: 1, stock: 50, sum: 1, mine: 7 };
  const body = { type: 'startInstance', instanceId: 'i', rootId: 'i', variables, config: {} } as const;
  return isPlain ? body : { ...body, ...at };
}

/** Walks until nothing can happen any more; every state must be what its history tells, and nothing may be left behind. */
function walk(program: Program, choose: (count: number) => number): void {
  const history: HistoryEvent[] = [];
  let state: InstanceState | undefined;
  let at = MONDAY;
  const send = (body: CommandBody): void => {
    const command = deepFreeze({ id: `k${history.length}`, at, actor: person('u-1'), ...body } as Command);
    const outcome = transition(
      program,
      state,
      body.type === 'completeWorkItem' ? command : { ...command, actor: SYSTEM },
    );
    if (!outcome.ok) throw new Error(`${body.type} is refused: ${outcome.rejection.code}`);
    history.push(...outcome.history);
    state = deepFreeze(outcome.state);
    expect(replay(history)).toStrictEqual(state);
  };
  send(begin(program));
  for (let step = 0; step < MAX_STEPS && state?.status === 'active'; step += 1) {
    at += 3_600_000 * choose(30);
    const choices = possible(state, at);
    const stuck = Object.keys(state.tokens).filter((id) => state && reasonOf(state, id) === undefined);
    expect(stuck).toEqual([]);
    const next = choices[choose(choices.length)];
    if (next) send(next);
  }
  if (state === undefined || state.status === 'active') return;
  const { tokens, jobs, workItems, timers, subscriptions, calls, incidents, scopes, rootScopeId } = state;
  expect({ tokens, jobs, workItems, timers, subscriptions, calls, incidents }).toEqual({
    tokens: {},
    jobs: {},
    workItems: {},
    timers: {},
    subscriptions: {},
    calls: {},
    incidents: {},
  });
  expect(Object.keys(scopes)).toEqual([rootScopeId]);
  expect(scopes[rootScopeId]?.held).toBeUndefined();
}

it('Random walks through the models of the palette leave nothing behind and fold from their history', async () => {
  const cells = readCells(PALETTE).filter(({ name }) => EVENTFUL.test(name));
  expect(cells.length).toBeGreaterThan(80);
  for (const cell of cells) {
    const compiled = await compileBpmn(cell.xml);
    const programs = compiled.ok ? compiled.plans.map((plan) => programOf(plan)) : [];
    for (const program of programs) {
      const walks = fc.property(fc.infiniteStream(fc.nat()), (stream) => {
        const numbers = stream[Symbol.iterator]();
        walk(program, (count) => (count === 0 ? 0 : Number(numbers.next().value) % count));
      });
      const details = fc.check(walks, { seed: SEED, numRuns: RUNS, endOnFailure: true });
      if (details.failed) throw new Error(`${cell.name}: ${fc.defaultReportMessage(details) ?? ''}`);
    }
  }
}, 120_000);
