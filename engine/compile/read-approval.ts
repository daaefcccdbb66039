import type { ApprovalPolicyPlan, ElementHead, ThresholdPlan, ValuePlan } from '../model/plan.js';
import { YIZHAN } from './namespaces.js';
import { policyReader, type PolicyReader } from './policy-reader.js';
import { extensionsOf } from './read-extensions.js';
import { readThresholds } from './read-thresholds.js';
import type { Reader } from './reader.js';
import { feelOf, optionalValue, variableName, wordsOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';

const MODES = ['all', 'any', 'inTurn', 'vote'] as const;
const ANSWERS = ['pass', 'refuse', 'escalate'] as const;
const TIMES_UP = [...ANSWERS, 'count', 'remind'] as const;
const MOMENTS = ['due', 'yellow', 'red', 'black'] as const;

/** What of the user task the policy leans on. */
export interface TaskFacts {
  readonly head: ElementHead;
  readonly isAssigned: boolean;
  readonly dueDate: ValuePlan | undefined;
}

/** The approval policy of a user task (`yizhan:approval`); undefined without one. Everything that cannot work is a Problem. */
export function readApproval(reader: Reader, element: XmlElement, task: TaskFacts): ApprovalPolicyPlan | undefined {
  const [approval] = extensionsOf(element, YIZHAN, 'approval');
  return approval && readPolicy(policyReader(reader, task.head.id, approval), task);
}

function readPolicy(policy: PolicyReader, task: TaskFacts): ApprovalPolicyPlan {
  const { reader, id, text, complain, word } = policy;
  if (text('mode') === undefined) complain('缺少 mode', 'there is no mode');
  const mode = word('mode', MODES);
  const thresholds = readThresholds(policy);
  checkMode(policy, mode, thresholds);
  const feel = (name: string): string | undefined => {
    const raw = text(name);
    return raw === undefined ? undefined : feelOf(reader, id, name, raw);
  };
  const value = (name: string): ValuePlan | undefined => optionalValue(reader, id, name, text(name));
  const [approvers, veto, escalateTo] = [value('approvers'), value('veto'), value('escalateTo')];
  if (!approvers && !task.isAssigned) complain('没有审批人', 'nobody is asked');
  const timeUp = readTimeUp(policy, task);
  const [sameApprover, emptyApprover] = [
    word('sameApprover', ['ask', 'pass']),
    word('emptyApprover', ['incident', ...ANSWERS]),
  ];
  const applicantIsApprover = word('applicantIsApprover', ['ask', ...ANSWERS]);
  if ([emptyApprover, applicantIsApprover, timeUp?.action].includes('escalate') && !escalateTo) {
    complain('上报需要 escalateTo', 'escalation needs escalateTo');
  }
  const previous = text('previous');
  if (previous !== undefined && sameApprover !== 'pass') {
    complain('previous 只用于 sameApprover="pass"', 'previous goes with sameApprover="pass" only');
  }
  const [decision, opinion, applicant] = [feel('decision'), feel('opinion'), feel('applicant')];
  return {
    mode,
    ...(approvers ? { approvers } : {}),
    refusal: word('refusal', ['end', 'goOn']),
    earlyFinish: word('earlyFinish', ['true', 'false']) === 'true',
    thresholds,
    ...(veto ? { veto } : {}),
    ...(decision === undefined ? {} : { decision }),
    ...(opinion === undefined ? {} : { opinion }),
    ...readResults(policy),
    sameApprover,
    ...(previous === undefined ? {} : { previous: wordsOf(previous) }),
    emptyApprover,
    applicantIsApprover,
    ...(applicant === undefined ? {} : { applicant }),
    ...(timeUp ? { timeUp } : {}),
    ...(escalateTo ? { escalateTo } : {}),
  };
}

/** Names of the variables that get outcome, votes and tally. */
function readResults({
  reader,
  id,
  text,
  complain,
}: PolicyReader): Pick<ApprovalPolicyPlan, 'outcome' | 'results' | 'tally'> {
  const name = (attribute: string): string | undefined => {
    const raw = text(attribute);
    return raw === undefined ? undefined : variableName(reader, id, attribute, raw);
  };
  const [outcome, results, tally] = [name('outcome'), name('results'), name('tally')];
  if (outcome === undefined) complain('缺少 outcome（结果变量）', 'there is no outcome (the variable of the result)');
  const names = [outcome, results, tally].filter((one) => one !== undefined);
  if (new Set(names).size < names.length) {
    complain('outcome、results、tally 须为不同变量', 'outcome, results and tally must be different variables');
  }
  return {
    outcome: outcome ?? '',
    ...(results === undefined ? {} : { results }),
    ...(tally === undefined ? {} : { tally }),
  };
}

/** Attributes of one mode make no sense in another. */
function checkMode(
  { text, complain }: PolicyReader,
  mode: ApprovalPolicyPlan['mode'],
  thresholds: readonly ThresholdPlan[],
): void {
  const isVote = mode === 'vote';
  if (isVote && !thresholds.some((one) => one.of === 'approval')) {
    complain('票签须有 of="approval" 的 threshold', 'a vote needs a threshold of="approval"');
  }
  if (!isVote && thresholds.length > 0) {
    complain('threshold 只用于 mode="vote"', 'thresholds go with mode="vote" only');
  }
  if (isVote && text('refusal') !== undefined) {
    complain('refusal 不用于 mode="vote"', 'refusal does not go with mode="vote"');
  }
  if (!isVote && text('earlyFinish') !== undefined) {
    complain('earlyFinish 只用于 mode="vote"', 'earlyFinish goes with mode="vote" only');
  }
}

function readTimeUp(
  { text, complain, word }: PolicyReader,
  { head, dueDate }: TaskFacts,
): ApprovalPolicyPlan['timeUp'] {
  if (text('timeUp') === undefined) {
    if (text('timeUpAt') !== undefined) complain('timeUpAt 需要 timeUp', 'timeUpAt needs timeUp');
    return undefined;
  }
  const action = word('timeUp', TIMES_UP);
  const at = text('timeUpAt') === undefined ? (head.limits.length > 0 ? 'red' : 'due') : word('timeUpAt', MOMENTS);
  if (at === 'due' && !dueDate) {
    complain('timeUp 需要任务的期限（dueDate）或时限', 'timeUp needs a due date or a time limit of the task');
  }
  return { action, at };
}
