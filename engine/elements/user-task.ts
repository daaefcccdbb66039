import { complete } from '../core/activity.js';
import { newId, record } from '../core/draft.js';
import { instantOf } from '../core/due.js';
import { Fault } from '../core/fault.js';
import type { Run } from '../core/run.js';
import { nowOf, stateOf } from '../core/run.js';
import { inputsOf, numberOf, optionalTextOf, textsOf, valueOf, visibleVariables } from '../core/scope.js';
import { openWorkItem, type WorkItemFacts } from '../core/work-item.js';
import type { Approval } from '../model/approval.js';
import type { JsonObject } from '../model/json.js';
import type { ApprovalPolicyPlan, UserTaskPlan, ValuePlan } from '../model/plan.js';
import type { Scope, Token } from '../model/state.js';
import { openApproval, prepareApproval, reopenApproval } from '../operations/approval/open-approval.js';
import type { Behaviour } from './behaviour.js';

/** Zeebe's middle priority, on a scale of 0 to 100. */
const DEFAULT_PRIORITY = 50;

/**
 * A work item for people (BPMN 2.0.2, 13.3.3; WS-HumanTask states at `WorkItem`), or one for each of several who decide together
 * (`operations/approval`). Inputs live in a frame of their own while it is open. Who may take it is checked in `core/permission.ts`.
 */
export const userTask: Behaviour<UserTaskPlan> = {
  enter: (run, token, element) => {
    const inputs = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
    const context = { ...visibleVariables(stateOf(run), token.scopeId), ...inputs };
    const { policy } = element;
    if (policy) return enterApproval(run, token, element, { policy, inputs, context });
    const item = shown(run, element, context);
    const held = holders(run, element, context);
    const scopeId = hasFrame(element) ? openFrame(run, token, element, inputs) : token.scopeId;
    openWorkItem(run, token, element, { ...item, ...held, scopeId });
  },
  resume: (run, token, element, signal) => {
    if (signal.type === 'reopen') return goOnWith(run, token, element, signal.approval);
    if (signal.type !== 'result') return;
    const frame = hasFrame(element) ? frameOf(run, token) : undefined;
    if (frame) record(run.draft, 'scopeClosed', element.id, { scopeId: frame.id, completed: true });
    complete(run, token, element, signal.variables, frame?.variables);
  },
};

/** Several people decide: the frame holds the tally beside the inputs. */
function enterApproval(
  run: Run,
  token: Token,
  element: UserTaskPlan,
  {
    policy,
    inputs,
    context,
  }: { readonly policy: ApprovalPolicyPlan; readonly inputs: JsonObject; readonly context: JsonObject },
): void {
  const prepared = prepareApproval(run, element, policy, context);
  const item = shown(run, element, context);
  const scopeId = openFrame(run, token, element, inputs);
  openApproval(run, token, element, prepared, { ...item, scopeId });
}

/** The token was put back to where several people were deciding. */
function goOnWith(run: Run, token: Token, element: UserTaskPlan, approval: Approval): void {
  const inputs = inputsOf(run, element.inputs, token.scopeId, token.listening?.variables);
  const scopeId = hasFrame(element) ? openFrame(run, token, element, inputs) : token.scopeId;
  reopenApproval(run, token, element, { ...approval, item: { ...approval.item, scopeId } });
}

/** A task without inputs, policy and listeners that bring variables needs no frame. */
function hasFrame({ inputs, policy, listeners = [] }: UserTaskPlan): boolean {
  const isTold = listeners.some(({ eventType }) => eventType === 'start' || eventType === 'creating');
  return inputs.length > 0 || policy !== undefined || isTold;
}

/** The frame of the token's inputs, opened with its work item. */
function frameOf(run: Run, token: Token): Scope | undefined {
  const isFrame = ({ kind, ownerTokenId }: Scope): boolean => kind === 'task' && ownerTokenId === token.id;
  return Object.values(stateOf(run).scopes).find(isFrame);
}

/** What a work item shows, whoever holds it. Throws `Fault` EXPRESSION_FAILED. */
function shown(
  run: Run,
  element: UserTaskPlan,
  context: JsonObject,
): Pick<WorkItemFacts, 'formId' | 'priority' | 'dueAt' | 'followUpAt'> {
  const formId = optionalTextOf(run, element.form.formId, context);
  const dueAt = dateOf(run, element.dueDate, context);
  const followUpAt = dateOf(run, element.followUpDate, context);
  return {
    ...(formId === undefined ? {} : { formId }),
    priority: element.priority === undefined ? DEFAULT_PRIORITY : numberOf(run, element.priority, context),
    ...(dueAt === undefined ? {} : { dueAt }),
    ...(followUpAt === undefined ? {} : { followUpAt }),
  };
}

/** A date as ms since the epoch; undefined for none. Throws `Fault` EXPRESSION_FAILED. */
function dateOf(run: Run, plan: ValuePlan | undefined, context: JsonObject): number | undefined {
  const date = plan === undefined ? null : valueOf(run, plan, context);
  return date === null || date === '' ? undefined : instantOf(date, run.program.environment.calendar.zone);
}

type Holders = Pick<WorkItemFacts, 'state' | 'assignee' | 'claimedAt' | 'candidateUsers' | 'candidateGroups'>;

/** Who holds a work item, or may. Throws `Fault` EXPRESSION_FAILED, NO_CANDIDATES. */
function holders(run: Run, element: UserTaskPlan, context: JsonObject): Holders {
  const assignee = optionalTextOf(run, element.assignee, context);
  const candidateUsers = textsOf(run, element.candidateUsers, context);
  const candidateGroups = textsOf(run, element.candidateGroups, context);
  const isRestricted = element.assignee ?? element.candidateUsers ?? element.candidateGroups;
  if (isRestricted && assignee === undefined && candidateUsers.length + candidateGroups.length === 0) {
    throw new Fault('NO_CANDIDATES', `nobody can take ${element.id}: assignee and candidates are empty`);
  }
  return {
    state: assignee === undefined ? 'ready' : 'claimed',
    ...(assignee === undefined ? {} : { assignee, claimedAt: nowOf(run) }),
    candidateUsers,
    candidateGroups,
  };
}

function openFrame(run: Run, token: Token, element: UserTaskPlan, variables: JsonObject): string {
  const scopeId = newId(run.draft, 's');
  const frame = { scopeId, parentId: token.scopeId, kind: 'task', ownerTokenId: token.id, variables } as const;
  record(run.draft, 'scopeOpened', element.id, frame);
  return scopeId;
}
