import { record } from '../core/draft.js';
import { followStatus } from '../core/limits.js';
import type { Run } from '../core/run.js';
import { nowOf, stateOf } from '../core/run.js';
import type { SuspendInstance } from '../model/commands/suspension.js';
import type { Rejection } from '../model/rejection.js';
import type { EffectBody } from '../model/effect.js';
import type { JsonObject } from '../model/json.js';
import type { InstanceState } from '../model/state.js';
import { operate } from './operate.js';

/**
 * 挂起 and 恢复 of an instance. Nothing moves while it rests: `refuseWhileSuspended` refuses what comes, and the host keeps it until the
 * instance goes on. The clock stops where the process says so; instances called by it rest with it.
 */
export function suspendInstance(run: Run, command: SuspendInstance): Rejection | undefined {
  const rests = command.type === 'suspendInstance';
  return operate(run, command, story, () => {
    const { suspended } = stateOf(run);
    if (rests && suspended) return { code: 'SUSPENDED' };
    if (!rests && !suspended) return { code: 'NOT_SUSPENDED' };
    const { reason = '', actor } = command;
    const suspension = {
      at: nowOf(run),
      actorId: actor.userId,
      reason,
      stopsClock: run.index.plan.suspendStopsClock === true,
    };
    if (rests) record(run.draft, 'instanceSuspended', undefined, { suspension });
    else record(run.draft, 'instanceResumed', undefined, {});
    followStatus(run);
    for (const { id: callId, childInstanceId, elementId } of Object.values(stateOf(run).calls)) {
      const effect: EffectBody = { type: 'restChild', callId, childInstanceId, suspended: rests, reason };
      record(run.draft, 'callRested', elementId, { callId, suspended: rests }, effect);
    }
    return undefined;
  });
}

function story({ suspended }: InstanceState): JsonObject {
  return suspended ? { suspended: { ...suspended } } : {};
}
