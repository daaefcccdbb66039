import type { ApprovalPolicyPlan, ElementHead, ThresholdPlan, ValuePlan } from '../model/plan.js';
import { YIZHAN } from './namespaces.js';
import { extensionsOf } from './read-extensions.js';
import type { Reader } from './reader.js';
import { feelOf, optionalValue, refuse, variableName, wordsOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf } from './xml-tree.js';

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

/** Reads attributes of one `yizhan:approval`. */
interface PolicyReader {
  readonly reader: Reader;
  readonly id: string;
  readonly approval: XmlElement;
  readonly text: (name: string) => string | undefined;
  readonly complain: (zh: string, en: string) => void;
  /** One of the words; the first when the attribute is absent or wrong. */
  readonly word: <T extends string>(name: string, words: readonly [T, ...T[]]) => T;
}

function policyReader(reader: Reader, id: string, approval: XmlElement): PolicyReader {
  const text = (name: string): string | undefined => attributeOf(approval, name);
  const complain = (zh: string, en: string): void =>
    refuse(reader, 'approval', id, `审批策略：${zh}`, `Approval: ${en}`);
  return {
    reader,
    id,
    approval,
    text,
    complain,
    word: (name, words) => {
      const raw = text(name);
      const found = words.find((one) => one === raw);
      if (raw !== undefined && found === undefined) {
        complain(`${name} 须为 ${words.join('、')} 之一：${raw}`, `${name} must be one of ${words.join(', ')}: ${raw}`);
      }
      return found ?? words[0];
    },
  };
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

function readThresholds(policy: PolicyReader): readonly ThresholdPlan[] {
  return childrenOf(policy.approval, YIZHAN, 'threshold').map((element) => readThreshold(policy, element));
}

/** `share` is a fraction of whole numbers, for example 2/3: no percentage can say two thirds. */
function readThreshold({ reader, id, complain }: PolicyReader, element: XmlElement): ThresholdPlan {
  const { word } = policyReader(reader, id, element);
  const share = attributeOf(element, 'share') ?? '';
  const [, top, bottom] = /^\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(share) ?? [];
  const [numerator, denominator] = [Number(top), Number(bottom)];
  if (!(numerator >= 0 && denominator > 0 && numerator <= denominator)) {
    complain(`share 须为不大于 1 的分数，如 2/3：${share}`, `share must be a fraction up to 1 such as 2/3: ${share}`);
  }
  const of = word('of', ['approval', 'quorum']);
  if (of === 'quorum' && attributeOf(element, 'base') !== undefined) {
    complain('base 不用于 of="quorum"', 'base does not go with of="quorum"');
  }
  return {
    of,
    base: word('base', ['present', 'all']),
    weight: word('weight', ['first', 'second']),
    numerator,
    denominator,
    strict: word('strict', ['false', 'true']) === 'true',
  };
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
