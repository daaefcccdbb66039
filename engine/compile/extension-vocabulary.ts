import { ACTIVITY_TYPES, EVENT_TYPES, GLOBAL_TASK_TYPES, PROCESS_NODE_TYPES } from './node-types.js';

/** One extension element we execute: where it may stand (BPMN elements, or `name` of its parent extension) and what it may carry. */
export interface ExtensionRule {
  readonly in: readonly string[];
  readonly attributes: readonly string[];
  readonly children?: readonly string[];
  /** At most one in an element. */
  readonly single?: boolean;
}

const JOBS = ['serviceTask', 'sendTask'];

/** `zeebe:` elements that are executed, by local name. */
export const ZEEBE_RULES: Readonly<Record<string, ExtensionRule>> = {
  userTask: { in: ['userTask', 'globalUserTask'], attributes: [], single: true },
  formDefinition: {
    in: ['userTask', 'globalUserTask', 'startEvent'],
    attributes: ['formId', 'bindingType'],
    single: true,
  },
  assignmentDefinition: {
    in: ['userTask', 'globalUserTask'],
    attributes: ['assignee', 'candidateGroups', 'candidateUsers'],
    single: true,
  },
  taskSchedule: { in: ['userTask', 'globalUserTask'], attributes: ['dueDate', 'followUpDate'], single: true },
  priorityDefinition: { in: ['userTask', 'globalUserTask'], attributes: ['priority'], single: true },
  taskDefinition: { in: JOBS, attributes: ['type', 'retries'], single: true },
  taskHeaders: { in: JOBS, attributes: [], children: ['header'], single: true },
  header: { in: ['taskHeaders'], attributes: ['id', 'key', 'value'] },
  ioMapping: {
    in: [...ACTIVITY_TYPES, ...GLOBAL_TASK_TYPES, ...EVENT_TYPES],
    attributes: [],
    children: ['input', 'output'],
    single: true,
  },
  input: { in: ['ioMapping'], attributes: ['source', 'target'] },
  output: { in: ['ioMapping'], attributes: ['source', 'target'] },
  calledElement: {
    in: ['callActivity'],
    attributes: ['processId', 'propagateAllParentVariables', 'propagateAllChildVariables', 'bindingType'],
    single: true,
  },
  calledDecision: {
    in: ['businessRuleTask', 'globalBusinessRuleTask'],
    attributes: ['decisionId', 'resultVariable', 'bindingType'],
    single: true,
  },
  loopCharacteristics: {
    in: ['multiInstanceLoopCharacteristics'],
    attributes: ['inputCollection', 'inputElement', 'outputCollection', 'outputElement'],
    single: true,
  },
  script: { in: ['scriptTask', 'globalScriptTask'], attributes: ['expression', 'resultVariable'], single: true },
  subscription: { in: ['message'], attributes: ['correlationKey'], single: true },
  executionListeners: {
    in: ['process', ...PROCESS_NODE_TYPES],
    attributes: [],
    children: ['executionListener'],
    single: true,
  },
  executionListener: { in: ['executionListeners'], attributes: ['eventType', 'type', 'retries'] },
  taskListeners: { in: ['userTask'], attributes: [], children: ['taskListener'], single: true },
  taskListener: { in: ['taskListeners'], attributes: ['eventType', 'type', 'retries'] },
  properties: {
    in: [
      'definitions',
      'process',
      'participant',
      'message',
      'error',
      'escalation',
      'sequenceFlow',
      ...PROCESS_NODE_TYPES,
    ],
    attributes: [],
    children: ['property'],
    single: true,
  },
  property: { in: ['properties'], attributes: ['id', 'name', 'value'] },
};

/** Attributes in the `zeebe:` namespace at BPMN elements: notes of modelers without effect. */
export const ZEEBE_ATTRIBUTES: readonly string[] = ['modelerTemplate', 'modelerTemplateVersion', 'modelerTemplateIcon'];

/** Attributes of `yizhan:approval`. */
export const APPROVAL_ATTRIBUTES: readonly string[] = [
  'mode',
  'approvers',
  'refusal',
  'earlyFinish',
  'veto',
  'decision',
  'opinion',
  'outcome',
  'results',
  'tally',
  'sameApprover',
  'previous',
  'emptyApprover',
  'applicantIsApprover',
  'applicant',
  'timeUp',
  'timeUpAt',
  'escalateTo',
];

/** `yizhan:` elements, by local name. */
export const YIZHAN_RULES: Readonly<Record<string, ExtensionRule>> = {
  formAccess: {
    in: ['process', 'userTask', 'startEvent'],
    attributes: ['form', 'default', 'write', 'complete', 'joint'],
    children: ['field'],
  },
  field: { in: ['formAccess'], attributes: ['path', 'access', 'required'] },
  timeLimit: {
    in: ['process', ...ACTIVITY_TYPES],
    attributes: ['id', 'legal', 'promised', 'unit', 'from', 'pausedIn'],
  },
  clock: { in: PROCESS_NODE_TYPES, attributes: ['action', 'at', 'limit', 'amount'] },
  approval: {
    in: ['userTask'],
    attributes: APPROVAL_ATTRIBUTES,
    children: ['threshold'],
    single: true,
  },
  threshold: { in: ['approval'], attributes: ['of', 'base', 'weight', 'share', 'strict'] },
  operations: { in: ['process', 'userTask'], attributes: [], children: ['operation'], single: true },
  operation: { in: ['operations'], attributes: ['name', 'roles', 'period'] },
};

/** Attributes in the `yizhan:` namespace, and the BPMN elements that may carry them. */
export const YIZHAN_ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  status: [...ACTIVITY_TYPES, 'endEvent'],
  notSameUserAs: ['userTask'],
  unit: ['timerEventDefinition'],
  from: ['timerEventDefinition'],
  endOf: ['timerEventDefinition'],
  workingTime: ['timerEventDefinition'],
  catchUp: ['timerEventDefinition'],
  oncePerKey: ['startEvent', 'receiveTask', 'intermediateCatchEvent'],
  suspendStopsClock: ['process'],
};

/** Zeebe elements and attributes with a reason of their own for being refused; the value tells what to do instead. */
export const REFUSED_EXTENSIONS: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  formKey: { zh: '请改用 formId（包内 forms/<formId>.json）', en: 'use formId (forms/<formId>.json of the package)' },
  externalReference: {
    zh: '请改用 formId（包内 forms/<formId>.json）',
    en: 'use formId (forms/<formId>.json of the package)',
  },
  userTaskForm: {
    zh: 'form-js 表单不能执行，请改用包内表单',
    en: 'a form-js form is not executed; use a form of the package',
  },
  processIdExpression: { zh: '请改用 processId="=…"', en: 'use processId="=..."' },
  versionTag: {
    zh: '版本随流程包固定，请使用 bindingType="deployment"',
    en: 'versions are fixed by the package; use bindingType="deployment"',
  },
};
