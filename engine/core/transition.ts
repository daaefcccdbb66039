import { EVENTS } from '../elements/events/registry.js';
import type { Command } from '../model/commands/command.js';
import type { Rejection } from '../model/rejection.js';
import type { Outcome } from '../model/outcome.js';
import type { Program } from '../model/program.js';
import type { InstanceState } from '../model/state.js';
import { refuseWhileSuspended } from '../operations/suspension.js';
import { decide } from './commands/decide.js';
import { reportDeadlocks } from './deadlock.js';
import { beginDraft } from './draft.js';
import { drain } from './drain.js';
import { awaitsListener, watchAssignments } from './item-listeners.js';
import { indexOf } from './plan-index.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { feelEnvironment } from './scope.js';

/**
 * The engine: what a command makes of an instance. Pure and synchronous: the same program, state and command give the same outcome,
 * and `state` is never written to. A command that does not apply is a Rejection and changes nothing; a step that fails is an incident
 * in the state. Throws `PlatformError` only when state and program do not belong together.
 */
export function transition(program: Program, state: InstanceState | undefined, command: Command): Outcome {
  const refusal = refuseAtDoor(state, command);
  if (refusal) return { ok: false, rejection: refusal };
  const begins = command.type === 'startInstance' || command.type === 'restartInstance';
  const instanceId = begins ? command.instanceId : (state?.instanceId ?? '');
  const config = begins ? command.config : (state?.config ?? {});
  const draft = beginDraft(state, instanceId, command);
  const run: Run = {
    program,
    index: indexOf(program.plan),
    draft,
    environment: feelEnvironment(program, { config }, command.at),
    triggers: EVENTS,
    agenda: [],
    steps: new Map(),
    spent: 0,
    watched: 0,
    isHolding: false,
    lastEndEventId: undefined,
  };
  const rejection = decide(run, command);
  if (rejection) return { ok: false, rejection };
  drain(run);
  watchAssignments(run, state);
  if (stateOf(run).status === 'active') reportDeadlocks(run);
  return { ok: true, state: draft.work.state, history: draft.history, effects: draft.effects };
}

function refuseAtDoor(state: InstanceState | undefined, command: Command): Rejection | undefined {
  const begins = command.type === 'startInstance' || command.type === 'restartInstance';
  if (begins) return state === undefined ? undefined : { code: 'INSTANCE_EXISTS' };
  if (state === undefined) return { code: 'INSTANCE_NOT_FOUND' };
  const reopens = command.type === 'reopenInstance';
  if (state.status !== 'active') return reopens ? undefined : { code: 'INSTANCE_ENDED' };
  if (reopens) return { code: 'INSTANCE_ACTIVE' };
  if ('workItemId' in command && awaitsListener(state, command.workItemId)) return { code: 'LISTENER_PENDING' };
  return refuseWhileSuspended(state, command);
}
