/** The tasks, sub-processes and call activities that stand in a flow, by the local names of their elements. */
export const ACTIVITY_TYPES = [
  'userTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'scriptTask',
  'businessRuleTask',
  'callActivity',
  'subProcess',
  'transaction',
  'adHocSubProcess',
  'task',
  'manualTask',
] as const;

/** The events, by the local names of their elements. */
export const EVENT_TYPES = [
  'startEvent',
  'endEvent',
  'intermediateCatchEvent',
  'intermediateThrowEvent',
  'boundaryEvent',
] as const;

/** Global tasks, which are called as if they stood in the place of the call activity. */
export const GLOBAL_TASK_TYPES = [
  'globalTask',
  'globalUserTask',
  'globalManualTask',
  'globalScriptTask',
  'globalBusinessRuleTask',
] as const;

/** The flow nodes of a process (BPMN 2.0.2, 8.3.9 and 10). */
export const PROCESS_NODE_TYPES = [
  ...ACTIVITY_TYPES,
  ...EVENT_TYPES,
  'exclusiveGateway',
  'parallelGateway',
  'inclusiveGateway',
  'complexGateway',
  'eventBasedGateway',
] as const;

/** The flow nodes of processes and choreographies. */
export const FLOW_NODE_TYPES = [
  ...PROCESS_NODE_TYPES,
  'choreographyTask',
  'subChoreography',
  'callChoreography',
] as const;

/** The local names of BPMN's flow nodes. */
export type FlowNodeType = (typeof FLOW_NODE_TYPES)[number];
