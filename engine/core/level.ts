import type { Scope } from '../model/state.js';
import type { Run } from './run.js';
import { stateOf } from './run.js';
import { need } from './working.js';

/** The process or sub-process whose flow the scope belongs to. */
export function levelOf(run: Run, scopeId: string): Scope {
  const scope = need(stateOf(run), 'scopes', scopeId);
  const isLevel = scope.parentId === undefined || scope.kind === 'subProcess' || scope.kind === 'eventSubProcess';
  return isLevel ? scope : levelOf(run, scope.parentId ?? '');
}
