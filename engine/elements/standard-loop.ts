import { completeLoop } from '../core/activity.js';
import { Fault, retrying } from '../core/fault.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { visibleVariables } from '../core/scope.js';
import { need } from '../core/working.js';
import type { ElementPlan, LoopPlan } from '../model/plan.js';
import type { Token } from '../model/state.js';
import { closeLoopInstance, finishLoop, holds, MAX_INSTANCES, openBody, startLoopInstance } from './loop-body.js';

/**
 * Standard loop (BPMN 2.0.2, 10.3.8 and 13.3.6): the activity again and again while `condition` holds, at most `maximum` times. The
 * condition sees `loopCounter`, the number of turns so far; `testBefore` judges it before the first turn, too.
 */
export function enterStandardLoop(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  if (loop.testBefore === true) {
    const context = { ...visibleVariables(stateOf(run), token.scopeId), loopCounter: 0 };
    if (!isAgain(run, element, loop, 0, context)) return completeLoop(run, token, element, {});
  } else if (loop.maximum === 0) return completeLoop(run, token, element, {});
  const bodyId = openBody(run, token, element, {}, undefined, loop.maximum ?? 0);
  startLoopInstance(run, element, { bodyId, loop, item: null, place: 0 });
}

/** One turn has been taken: another one, or the end. */
export function turnCompleted(run: Run, token: Token, element: ElementPlan, loop: LoopPlan): void {
  const turn = need(stateOf(run), 'scopes', token.scopeId);
  const { id: bodyId } = need(stateOf(run), 'scopes', turn.parentId ?? '');
  const turns = (turn.loopIndex ?? 0) + 1;
  const context = visibleVariables(stateOf(run), turn.id);
  const again = retrying({ phase: 'loop' }, () => isAgain(run, element, loop, turns, context));
  closeLoopInstance(run, element, turn, token.id);
  if (again) startLoopInstance(run, element, { bodyId, loop, item: null, place: turns });
  else finishLoop(run, element, loop, bodyId);
}

/** Throws `Fault` EXPRESSION_FAILED, LOOP_BUDGET. */
function isAgain(
  run: Run,
  element: ElementPlan,
  { condition, maximum }: LoopPlan,
  turns: number,
  context: Parameters<typeof holds>[2],
): boolean {
  if (maximum !== undefined && turns >= maximum) return false;
  if (condition !== undefined && !holds(run, condition, context)) return false;
  if (turns >= MAX_INSTANCES) throw new Fault('LOOP_BUDGET', `${element.id}: more than ${MAX_INSTANCES} turns`);
  return true;
}
