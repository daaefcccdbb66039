import { Fault } from '../../core/fault.js';
import type { Run } from '../../core/run.js';
import { textsOf, valueOf } from '../../core/scope.js';
import type { Approver } from '../../model/approval.js';
import type { JsonObject, JsonValue } from '../../model/json.js';
import type { ApprovalPolicyPlan, UserTaskPlan, ValuePlan } from '../../model/plan.js';

/** An approver before it has an id. */
export type Voice = Omit<Approver, 'id'>;

/** Most approvers of one task; larger ballots are one task over a ballot box. */
const MAX_APPROVERS = 1_000;

/** A role in a list of people. */
const ROLE = 'role:';

/** A user id, or `role:<key>`, as an approver. */
export function voiceOf(text: string): Voice {
  const weights = { weight: 1, secondWeight: 0 };
  return text.startsWith(ROLE) ? { group: text.slice(ROLE.length), ...weights } : { user: text, ...weights };
}

/**
 * The approvers the policy names, each user once, with veto rights. Throws `Fault` EXPRESSION_FAILED for anything that is no person, for
 * weights that are not whole numbers, for a voter named twice, and for too many.
 */
export function readVoices(run: Run, element: UserTaskPlan, policy: ApprovalPolicyPlan, context: JsonObject): Voice[] {
  const named =
    policy.approvers === undefined ? assigned(run, element, context) : listed(run, policy.approvers, context);
  const voices = withoutTwins(named, policy);
  if (voices.length > MAX_APPROVERS) throw new Fault('EXPRESSION_FAILED', `more than ${MAX_APPROVERS} approvers`);
  const vetoes = textsOf(run, policy.veto, context).map(voiceOf);
  return voices.map((one) => {
    const mayVeto = vetoes.some(({ user, group }) => user === one.user && group === one.group);
    return mayVeto ? { ...one, mayVeto } : one;
  });
}

/** Assignee, candidate users and candidate groups of the task: one approver each. */
function assigned(run: Run, element: UserTaskPlan, context: JsonObject): readonly Voice[] {
  const users = [...textsOf(run, element.assignee, context), ...textsOf(run, element.candidateUsers, context)];
  const groups = textsOf(run, element.candidateGroups, context);
  return [...users.map((user) => voiceOf(user)), ...groups.map((group) => voiceOf(`${ROLE}${group}`))];
}

function listed(run: Run, plan: ValuePlan, context: JsonObject): readonly Voice[] {
  const value = valueOf(run, plan, context);
  if (value === null) return [];
  const list = typeof value === 'string' ? value.split(',') : Array.isArray(value) ? value : [value];
  return (list as readonly JsonValue[]).map(entryOf);
}

function entryOf(entry: JsonValue): Voice {
  if (typeof entry === 'string' && entry.trim() !== '') return voiceOf(entry.trim());
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) throw noApprover(entry);
  const { user, role, weight = 1, secondWeight = 0 } = entry as JsonObject;
  const weights = { weight: wholeOf(weight), secondWeight: wholeOf(secondWeight) };
  if (typeof user === 'string' && user !== '' && role === undefined) return { user, ...weights };
  if (typeof role === 'string' && role !== '' && user === undefined) return { group: role, ...weights };
  throw noApprover(entry);
}

function wholeOf(value: JsonValue): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value;
  throw new Fault('EXPRESSION_FAILED', `a weight is a whole number, not ${JSON.stringify(value)}`);
}

function noApprover(entry: JsonValue): Fault {
  return new Fault('EXPRESSION_FAILED', `not an approver: ${JSON.stringify(entry)}`);
}

/** Named twice means asked once; whose weight would count in a vote nobody can know. */
function withoutTwins(voices: readonly Voice[], { mode }: ApprovalPolicyPlan): readonly Voice[] {
  const seen = new Set<string>();
  return voices.filter(({ user }) => {
    if (user === undefined) return true;
    if (seen.has(user) && mode === 'vote') throw new Fault('EXPRESSION_FAILED', `${user} is a voter twice`);
    const isNew = !seen.has(user);
    seen.add(user);
    return isNew;
  });
}
