import type { Run } from '../core/run.js';
import type { Jump } from '../model/commands/token-operation.js';
import type { Rejection } from '../model/rejection.js';
import { operate, wholeStory } from './operate.js';
import { findRoute, originToken, relocate } from './relocate.js';

/**
 * 跳转: an administrator takes what rests there to any step, forwards or backwards, into or out of branches and sub-processes. Tokens of
 * the same fork go along where the target lies outside of it; branches that are left out count as done at the join.
 */
export function jump(run: Run, command: Jump): Rejection | undefined {
  return operate(run, command, wholeStory, () => {
    const token = originToken(run, command.from);
    if ('code' in token) return token;
    const route = findRoute(run, token, command.elementId);
    if ('code' in route) return route;
    const moved = relocate(run, route, false);
    return 'code' in moved ? moved : undefined;
  });
}
