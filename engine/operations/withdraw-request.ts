import { endInstance } from '../core/ending.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import type { WithdrawRequest } from '../model/commands/token-operation.js';
import type { Rejection } from '../model/rejection.js';
import type { InstanceState } from '../model/state.js';
import { operate } from './operate.js';

/**
 * 撤回申请: the starter takes the whole request back while nobody else has completed or claimed anything of it. NOT_ALLOWED for anybody
 * else and in a called instance, ALREADY_ACTED afterwards.
 */
export function withdrawRequest(run: Run, command: WithdrawRequest): Rejection | undefined {
  const { reason } = command;
  return operate(
    run,
    command,
    ({ status }) => ({ status }),
    () => {
      const state = stateOf(run);
      if (state.parent !== undefined || command.actor.userId !== state.starter.userId) return { code: 'NOT_ALLOWED' };
      if (hasActed(state, state.starter.userId)) return { code: 'ALREADY_ACTED' };
      endInstance(run, { status: 'cancelled', reason: reason ?? 'withdrawn by the starter' });
      return undefined;
    },
  );
}

/** Whether anybody but this user has done something, or taken a task that the model had not given them. */
function hasActed({ performers, workItems }: InstanceState, userId: string): boolean {
  const others = Object.values(performers).some((users) => users.some((user) => user !== userId));
  const taken = ({ assignee, claimedAt, createdAt }: InstanceState['workItems'][string]): boolean =>
    assignee !== undefined && assignee !== userId && claimedAt !== undefined && claimedAt !== createdAt;
  return others || Object.values(workItems).some(taken);
}
