import { elementOf } from '../core/plan-index.js';
import type { Run } from '../core/run.js';
import { stateOf, wake } from '../core/run.js';
import type { ReturnTask } from '../model/commands/token-operation.js';
import type { Rejection } from '../model/rejection.js';
import type { Token } from '../model/state.js';
import { askStarter } from './ask-starter.js';
import { earlierSteps, previousStep, starterStep } from './earlier-steps.js';
import { operate, wholeStory } from './operate.js';
import { findRoute, originToken, relocate } from './relocate.js';

/**
 * 退回: what is forked after the target goes with the token, what runs beside it stays, joins ahead are made good; whoever did the step
 * before gets it again. A loop is left as a whole, one instance of it cannot be returned alone; within an instance of a looping
 * sub-process only that instance moves. From a called instance its caller is returned (`from: {callId}`), which cancels the called one.
 */
export function returnTask(run: Run, command: ReturnTask): Rejection | undefined {
  return operate(run, command, wholeStory, () => {
    const token = originToken(run, command.from);
    if ('code' in token) return token;
    const held = refuseHolder(run, command);
    if (held) return held;
    const goal = goalOf(run, token, command.to);
    if (goal === undefined) return { code: 'NOT_EARLIER' };
    const route = findRoute(run, token, goal.elementId);
    if ('code' in route) return route;
    const moved = relocate(run, route, command.resume === 'direct');
    if ('code' in moved) return moved;
    const element = elementOf(run.index, goal.elementId);
    if (element.type === 'startEvent') askStarter(run, moved.tokenId, element, stateOf(run).starter.userId);
    else if (goal.userId !== undefined) wake(run, moved.tokenId, { type: 'hold', userId: goal.userId });
    return undefined;
  });
}

/** Only the holder of a task returns it; who acts on tokens and calls is asked for permission outside. */
function refuseHolder(run: Run, { from, actor }: ReturnTask): Rejection | undefined {
  const item = 'workItemId' in from ? stateOf(run).workItems[from.workItemId] : undefined;
  if (item === undefined || actor.kind === 'system') return undefined;
  if (item.state === 'suspended') return { code: 'SUSPENDED' };
  if (item.state === 'ready') return { code: 'NOT_CLAIMED' };
  return item.assignee === actor.userId ? undefined : { code: 'NOT_ASSIGNEE' };
}

interface Goal {
  readonly elementId: string;
  readonly userId?: string;
}

function goalOf(run: Run, token: Token, to: ReturnTask['to']): Goal | undefined {
  const { index } = run;
  const state = stateOf(run);
  if (to === 'previous') return previousStep(index, state, token);
  if (to !== 'starter') return earlierSteps(index, state, token).find(({ elementId }) => elementId === to.elementId);
  const step = starterStep(index, state, token);
  if (step) return step;
  const start = (index.starts.get('') ?? []).find(({ event }) => event.kind === 'none');
  return start && state.parent === undefined ? { elementId: start.id } : undefined;
}
