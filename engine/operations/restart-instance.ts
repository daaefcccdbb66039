import { beginInstance, startProcessLimits } from '../core/begin-instance.js';
import { record } from '../core/draft.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import { need } from '../core/working.js';
import { armScope } from '../elements/event-sub-process.js';
import type { RestartInstance } from '../model/commands/token-operation.js';
import type { Rejection } from '../model/rejection.js';
import { operate, wholeStory } from './operate.js';
import { restore } from './restore.js';
import { elementsIn } from './restore-instance.js';

/**
 * Begins a new instance in the middle: with the variables and places another one had at a step of its history, which the new history
 * names as its source. The other instance stays as it is.
 */
export function restartInstance(run: Run, command: RestartInstance): Rejection | undefined {
  const { source, root, starter, caseStatus, performers } = command;
  let isBefore = true;
  return operate(
    run,
    command,
    (state) => {
      const told = isBefore ? { ...source } : wholeStory(state);
      isBefore = false;
      return told;
    },
    () => {
      const unknown = elementsIn(root).find((id) => run.index.plan.elements[id] === undefined);
      if (unknown !== undefined) return { code: 'ELEMENT_UNKNOWN', detail: unknown };
      const { processId } = run.index.plan;
      const { variables } = root.scope;
      const rootScopeId = beginInstance(run, command, { starter, caseStatus, variables });
      for (const [key, userIds] of Object.entries(performers)) {
        record(run.draft, 'performerRecorded', key.split('/')[0], { keys: [key], userIds });
      }
      const { id, elementId } = need(stateOf(run), 'scopes', rootScopeId);
      record(run.draft, 'scopeRepaired', processId, { scope: { ...root.scope, id, elementId } });
      startProcessLimits(run);
      if (root.scope.interruptedBy === undefined) armScope(run, rootScopeId);
      restore(run, rootScopeId, root);
      return undefined;
    },
  );
}
