import type { Actor } from '../model/actor.js';
import type { Person } from '../model/person.js';
import type { Program } from '../model/program.js';
import type { InstanceState, WorkItem } from '../model/state.js';
import type { OperationName } from './operations.js';
import { OPERATIONS } from './operations.js';
import { defaultWho, fits, ruleOf } from './rules.js';

/** States of a work item in which an operation can apply; others apply in any. */
const STATES: { readonly [N in OperationName]?: readonly WorkItem['state'][] } = {
  returnTask: ['claimed'],
  suspendWorkItem: ['ready', 'claimed', 'delegated'],
  resumeWorkItem: ['suspended'],
  transferWorkItem: ['ready', 'claimed'],
  delegateWorkItem: ['claimed'],
  resolveWorkItem: ['delegated'],
  startWorkItem: ['claimed'],
  failWorkItem: ['claimed'],
  addSigners: ['claimed'],
  nudgeWorkItem: ['ready', 'claimed', 'delegated'],
  setPriority: ['ready', 'claimed', 'delegated'],
  setDueDate: ['ready', 'claimed', 'delegated'],
  setFollowUpDate: ['ready', 'claimed', 'delegated'],
};

/** Operations on work items that can be about the case as a whole, too. */
const ABOUT_THE_CASE: readonly OperationName[] = ['sendCopy', 'addComment', 'addAttachment'];

/**
 * The operations the actor may use on one work item, or without one on the case: by the model, else by the table (`OPERATIONS`), as far
 * as the state of the work item lets them apply. What one would do, or why it would be refused all the same, its preview says. A work
 * item that is gone allows nothing.
 */
export function allowedOperations(
  program: Program,
  state: InstanceState,
  actor: Actor,
  workItemId?: string,
  standIn?: Person,
): readonly OperationName[] {
  const item = workItemId === undefined ? undefined : state.workItems[workItemId];
  if (workItemId !== undefined && item === undefined) return [];
  const names = Object.keys(OPERATIONS) as OperationName[];
  return names.filter((name) => {
    if (!(item === undefined ? isAboutCase(name) : applies(name, item))) return false;
    const who = ruleOf(program.plan, item?.elementId, name)?.who ?? defaultWho(name);
    return fits(who, { program, state, actor, item, standIn });
  });
}

function isAboutCase(name: OperationName): boolean {
  return OPERATIONS[name].needs !== 'workItem' || ABOUT_THE_CASE.includes(name);
}

function applies(name: OperationName, { state, approverId, startedAt, isHeld }: WorkItem): boolean {
  if (name === 'removeSigner') return approverId !== undefined;
  if (OPERATIONS[name].needs !== 'workItem') return false;
  if (name === 'startWorkItem' && startedAt !== undefined) return false;
  if (name === 'resumeWorkItem' && isHeld === true) return false;
  return STATES[name]?.includes(state) ?? true;
}
