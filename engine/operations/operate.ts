import { record } from '../core/draft.js';
import { drain } from '../core/drain.js';
import type { Run } from '../core/run.js';
import { stateOf } from '../core/run.js';
import type { Rejection } from '../model/rejection.js';
import type { JsonObject } from '../model/json.js';
import type { InstanceState } from '../model/state.js';
import type { OperationCommand } from './operations.js';
import { OPERATIONS } from './operations.js';

/** What an operation concerns, told before and after it: small and plain. */
export type Story = (state: InstanceState) => JsonObject;

/**
 * Carries an operation out: asks for its reason, lets `work` write its facts (a Rejection of it has written none), goes on until every
 * token rests, and leaves the one fact `operationDone` with what `story` tells before and after.
 */
export function operate(
  run: Run,
  command: OperationCommand,
  story: Story,
  work: () => Rejection | undefined,
): Rejection | undefined {
  const { type, reason } = command;
  if (OPERATIONS[type].needsReason && (reason === undefined || reason.trim() === '')) return { code: 'REASON_NEEDED' };
  const before = story(stateOf(run));
  const rejection = work();
  if (rejection) return rejection;
  drain(run);
  const after = story(stateOf(run));
  record(run.draft, 'operationDone', undefined, {
    operation: type,
    before,
    after,
    ...(reason === undefined ? {} : { reason }),
    ...(command.onBehalfOf === undefined ? {} : { onBehalfOf: command.onBehalfOf.userId }),
  });
  return undefined;
}

/** Every token with its place, and every work item with its state and holder: what operations on tokens change. */
export const wholeStory: Story = ({ tokens, workItems }) => ({
  tokens: Object.fromEntries(Object.values(tokens).map(({ id, elementId }) => [id, elementId])),
  workItems: Object.fromEntries(
    Object.values(workItems).map(({ id, elementId, state, assignee }) => [
      id,
      assignee === undefined ? { elementId, state } : { elementId, state, assignee },
    ]),
  ),
});
