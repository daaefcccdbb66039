import type {
  BusinessRuleTaskPlan,
  CallActivityPlan,
  ElementHead,
  ReceiveTaskPlan,
  ScriptTaskPlan,
  ServiceTaskPlan,
  UserTaskPlan,
} from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { flagOf, reference } from './bpmn-model.js';
import { BPMN, YIZHAN } from './namespaces.js';
import { readMessage } from './read-message.js';
import { readApproval } from './read-approval.js';
import { checkBinding, readHeaders, zeebeOf } from './read-extensions.js';
import { DEFAULT_RETRIES, readJobType, readRetries } from './read-job.js';
import { readUserForm } from './read-forms.js';
import { readOperations } from './read-operations.js';
import { readPerformers } from './read-performers.js';
import type { Reader } from './reader.js';
import { feelOf, optionalValue, refuse, variableName, warn, wordsOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf } from './xml-tree.js';

/**
 * A user task: form, assignment, priority, due date, separation of duties. Without the dialect's assignment the resource roles of
 * `holders` count, or the lane.
 */
export function readUserTask(
  reader: Reader,
  node: FlowNode,
  head: ElementHead,
  holders: readonly XmlElement[] = [node.element],
): UserTaskPlan {
  const { id, element } = node;
  const value = (extension: string, attribute: string) => {
    const holder = zeebeOf(element, extension);
    return optionalValue(reader, id, attribute, holder && attributeOf(holder, attribute));
  };
  const isAssigned = zeebeOf(element, 'assignmentDefinition') !== undefined;
  const performers = isAssigned ? {} : readPerformers(reader, node, holders);
  const assignee = value('assignmentDefinition', 'assignee') ?? performers.assignee;
  const candidateUsers = value('assignmentDefinition', 'candidateUsers');
  const candidateGroups = value('assignmentDefinition', 'candidateGroups') ?? performers.candidateGroups;
  const priority = value('priorityDefinition', 'priority');
  const dueDate = value('taskSchedule', 'dueDate');
  const followUpDate = value('taskSchedule', 'followUpDate');
  const hasHolders = Boolean(assignee ?? candidateUsers ?? candidateGroups);
  const policy = readApproval(reader, element, { head, isAssigned: hasHolders, dueDate });
  if (!hasHolders && !policy) {
    warn(
      reader,
      'no-candidates',
      id,
      '此任务没有办理人或候选角色，无人能领取',
      'This task has no assignee and no candidates: nobody can claim it',
    );
  }
  if (priority?.kind === 'constant' && !/^\d{1,3}$/.test(priority.value)) {
    refuse(
      reader,
      'priority',
      id,
      `优先级须为 0 至 999 的整数：${priority.value}`,
      `The priority must be a whole number from 0 to 999: ${priority.value}`,
    );
  }
  return {
    ...head,
    type: 'userTask',
    form: readUserForm(reader, id, element),
    ...(assignee ? { assignee } : {}),
    ...(candidateUsers ? { candidateUsers } : {}),
    ...(candidateGroups ? { candidateGroups } : {}),
    ...(priority ? { priority } : {}),
    ...(dueDate ? { dueDate } : {}),
    ...(followUpDate ? { followUpDate } : {}),
    notSameUserAs: wordsOf(attributeOf(element, 'notSameUserAs', YIZHAN)),
    ...(policy ? { policy } : {}),
    ...readOperations(reader, id, element),
  };
}

/** A service task is a job; a send task is a job or throws a message. */
export function readServiceTask(reader: Reader, node: FlowNode, head: ElementHead): ServiceTaskPlan {
  const { id, element, type } = node;
  const definition = zeebeOf(element, 'taskDefinition');
  const messageId = reference(element, 'messageRef');
  const isMessage = type === 'sendTask' && messageId !== '';
  if (isMessage === (definition !== undefined)) {
    const zh =
      type === 'sendTask'
        ? '发送任务须有 messageRef 或 zeebe:taskDefinition 之一'
        : '服务任务缺少 zeebe:taskDefinition';
    const en =
      type === 'sendTask'
        ? 'A send task needs either messageRef or zeebe:taskDefinition'
        : 'The service task has no zeebe:taskDefinition';
    refuse(reader, 'job-type', id, zh, en);
  }
  const kind = { ...head, type: type === 'sendTask' ? ('sendTask' as const) : ('serviceTask' as const) };
  if (isMessage) return { ...kind, message: readMessage(reader, node, messageId) };
  if (!definition) return kind;
  const jobType = readJobType(reader, id, definition);
  const retries = readRetries(reader, id, attributeOf(definition, 'retries') ?? String(DEFAULT_RETRIES));
  return { ...kind, job: { jobType, retries, headers: readHeaders(reader, id, element) } };
}

/** A receive task waits for its message, or begins the process with it. */
export function readReceiveTask(reader: Reader, node: FlowNode, head: ElementHead): ReceiveTaskPlan {
  const message = readMessage(reader, node, reference(node.element, 'messageRef'));
  const instantiate = flagOf(node.element, 'instantiate', false) ? { instantiate: true } : {};
  return { ...head, type: 'receiveTask', message, ...instantiate };
}

/** A script task: `zeebe:script`, or `bpmn:script` with `scriptFormat="feel"`. */
export function readScriptTask(reader: Reader, node: FlowNode, head: ElementHead): ScriptTaskPlan {
  const { id, element } = node;
  const zeebe = zeebeOf(element, 'script');
  const body = childOf(element, BPMN, 'script')?.text;
  if ((zeebe === undefined) === (body === undefined)) {
    refuse(
      reader,
      'script',
      id,
      '脚本任务须有 zeebe:script 或 bpmn:script 之一',
      'A script task needs either zeebe:script or bpmn:script',
    );
  }
  // A global script task names its language in another attribute than a script task.
  const format = element.local === 'globalScriptTask' ? 'scriptLanguage' : 'scriptFormat';
  if (body !== undefined && attributeOf(element, format) === undefined) {
    const [zh, en] = [`bpmn:script 须写 ${format}="feel"`, `bpmn:script needs ${format}="feel"`];
    refuse(reader, 'expression-language', id, zh, en);
  }
  const result = zeebe && attributeOf(zeebe, 'resultVariable');
  return {
    ...head,
    type: 'scriptTask',
    expression: feelOf(reader, id, 'script', (zeebe && attributeOf(zeebe, 'expression')) ?? body ?? ''),
    ...(result === undefined ? {} : { resultVariable: variableName(reader, id, 'resultVariable', result) }),
  };
}

/** A business rule task evaluates a decision of the package. */
export function readBusinessRuleTask(reader: Reader, node: FlowNode, head: ElementHead): BusinessRuleTaskPlan {
  const { id, element } = node;
  const called = zeebeOf(element, 'calledDecision');
  if (!called)
    refuse(
      reader,
      'called-decision',
      id,
      '业务规则任务缺少 zeebe:calledDecision',
      'The business rule task has no zeebe:calledDecision',
    );
  else checkBinding(reader, id, called, false);
  const decisionId = optionalValue(reader, id, 'decisionId', called && attributeOf(called, 'decisionId'));
  if (called && !decisionId)
    refuse(reader, 'called-decision', id, 'calledDecision 缺少 decisionId', 'The calledDecision has no decisionId');
  const result = called && attributeOf(called, 'resultVariable');
  return {
    ...head,
    type: 'businessRuleTask',
    decisionId: decisionId ?? { kind: 'constant', value: '' },
    resultVariable: called ? variableName(reader, id, 'resultVariable', result ?? '') : '',
  };
}

/** A call activity calls a process of the package or of one it requires. */
export function readCallActivity(reader: Reader, node: FlowNode, head: ElementHead): CallActivityPlan {
  const { id, element } = node;
  const called = zeebeOf(element, 'calledElement');
  // BPMN's own attribute names a process of the package.
  const named = called ? undefined : reference(element, 'calledElement') || undefined;
  if (called) checkBinding(reader, id, called, false);
  else if (named === undefined) {
    const zh = '调用活动缺少 zeebe:calledElement 或 calledElement';
    refuse(reader, 'called-element', id, zh, 'The call activity has no zeebe:calledElement and no calledElement');
  }
  const processId = optionalValue(reader, id, 'processId', called ? attributeOf(called, 'processId') : named);
  if (called && !processId)
    refuse(reader, 'called-element', id, 'calledElement 缺少 processId', 'The calledElement has no processId');
  return {
    ...head,
    type: 'callActivity',
    processId: processId ?? { kind: 'constant', value: '' },
    propagateAllParentVariables: !called || flagOf(called, 'propagateAllParentVariables', true),
    propagateAllChildVariables: !called || flagOf(called, 'propagateAllChildVariables', head.outputs.length === 0),
  };
}
