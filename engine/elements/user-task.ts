import { complete } from '../core/activity.js';
import { newId, record } from '../core/draft.js';
import { instantOf } from '../core/due.js';
import { Fault } from '../core/fault.js';
import type { Run } from '../core/run.js';
import { nowOf, stateOf } from '../core/run.js';
import { inputsOf, numberOf, optionalTextOf, textsOf, valueOf, visibleVariables } from '../core/scope.js';
import { need } from '../core/working.js';
import type { JsonObject } from '../model/json.js';
import type { UserTaskPlan } from '../model/plan.js';
import type { Scope, Token, WorkItem } from '../model/state.js';
import type { Behaviour } from './behaviour.js';

/** Zeebe's middle priority, on a scale of 0 to 100. */
const DEFAULT_PRIORITY = 50;

/**
 * A work item for people (BPMN 2.0.2, 13.3.3; WS-HumanTask states ready and claimed). Inputs live in a frame of their own while it is
 * open. Who may take it is checked in `core/permission.ts`.
 */
export const userTask: Behaviour<UserTaskPlan> = {
  enter: (run, token, element) => {
    const inputs = inputsOf(run, element.inputs, token.scopeId);
    const context = { ...visibleVariables(stateOf(run), token.scopeId), ...inputs };
    const description = describe(run, element, context);
    const scopeId = element.inputs.length === 0 ? token.scopeId : openFrame(run, token, element, inputs);
    const workItem: WorkItem = {
      id: newId(run.draft, 'w'),
      tokenId: token.id,
      scopeId,
      elementId: element.id,
      name: element.name,
      ...description,
      createdAt: nowOf(run),
      limitIds: limitsOf(run, token),
    };
    record(run.draft, 'workItemCreated', element.id, { workItem });
  },
  resume: (run, token, element, signal) => {
    if (signal.type !== 'result') return;
    const frame = element.inputs.length === 0 ? undefined : frameOf(run, token);
    if (frame) record(run.draft, 'scopeClosed', element.id, { scopeId: frame.id, completed: true });
    complete(run, token, element, signal.variables, frame?.variables);
  },
};

/** The frame of the token's inputs, opened with its work item. */
function frameOf(run: Run, token: Token): Scope | undefined {
  const isFrame = ({ kind, ownerTokenId }: Scope): boolean => kind === 'task' && ownerTokenId === token.id;
  return Object.values(stateOf(run).scopes).find(isFrame);
}

type Description = Omit<WorkItem, 'id' | 'tokenId' | 'scopeId' | 'elementId' | 'name' | 'createdAt' | 'limitIds'>;

/** Everything of the work item that is evaluated. Throws `Fault` EXPRESSION_FAILED, NO_CANDIDATES. */
function describe(run: Run, element: UserTaskPlan, context: JsonObject): Description {
  const formId = optionalTextOf(run, element.form.formId, context);
  const assignee = optionalTextOf(run, element.assignee, context);
  const candidateUsers = textsOf(run, element.candidateUsers, context);
  const candidateGroups = textsOf(run, element.candidateGroups, context);
  const isRestricted = element.assignee ?? element.candidateUsers ?? element.candidateGroups;
  if (isRestricted && assignee === undefined && candidateUsers.length + candidateGroups.length === 0) {
    throw new Fault('NO_CANDIDATES', `nobody can take ${element.id}: assignee and candidates are empty`);
  }
  const due = element.dueDate === undefined ? null : valueOf(run, element.dueDate, context);
  return {
    state: assignee === undefined ? 'ready' : 'claimed',
    ...(formId === undefined ? {} : { formId }),
    ...(assignee === undefined ? {} : { assignee, claimedAt: nowOf(run) }),
    candidateUsers,
    candidateGroups,
    priority: element.priority === undefined ? DEFAULT_PRIORITY : numberOf(run, element.priority, context),
    ...(due === null || due === '' ? {} : { dueAt: instantOf(due, run.program.environment.calendar.zone) }),
  };
}

function openFrame(run: Run, token: Token, element: UserTaskPlan, variables: JsonObject): string {
  const scopeId = newId(run.draft, 's');
  const frame = { scopeId, parentId: token.scopeId, kind: 'task', ownerTokenId: token.id, variables } as const;
  record(run.draft, 'scopeOpened', element.id, frame);
  return scopeId;
}

/** Limits of the activity: of this token, or of the multi-instance activity it belongs to; without any, those of the process. */
function limitsOf(run: Run, token: Token): readonly string[] {
  const state = stateOf(run);
  const scope = need(state, 'scopes', token.scopeId);
  const body = scope.kind === 'loopInstance' ? state.scopes[scope.parentId ?? ''] : undefined;
  const holders = new Set([token.id, body?.ownerTokenId]);
  const limits = Object.values(state.limits);
  const own = limits.filter(({ tokenId }) => tokenId !== undefined && holders.has(tokenId));
  return (own.length > 0 ? own : limits.filter(({ tokenId }) => tokenId === undefined)).map(({ id }) => id);
}
