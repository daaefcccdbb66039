/** What may stand at and under one BPMN element that we execute or keep. `extensionElements` and `documentation` may stand everywhere. */
export interface ElementRule {
  readonly attributes: readonly string[];
  readonly children: readonly string[];
}

const rule = (attributes: string, children = ''): ElementRule => ({
  attributes: words(attributes),
  children: words(children),
});
const words = (text: string): readonly string[] => text.split(' ').filter((word) => word !== '');

const ARTIFACTS = 'textAnnotation association group';
const EVENT_DEFINITIONS =
  'timerEventDefinition messageEventDefinition errorEventDefinition escalationEventDefinition compensateEventDefinition terminateEventDefinition';
const TASKS = 'userTask serviceTask sendTask receiveTask scriptTask businessRuleTask callActivity subProcess';
const EVENTS = 'startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent';
const DATA = 'dataObject dataObjectReference dataStoreReference';
const FLOW_ELEMENTS = `${EVENTS} ${TASKS} exclusiveGateway parallelGateway sequenceFlow ${DATA} ${ARTIFACTS} laneSet`;
const ACTIVITY = 'id name default startQuantity completionQuantity isForCompensation';
const ACTIVITY_CHILDREN = 'incoming outgoing multiInstanceLoopCharacteristics';
const EVENT_CHILDREN = `incoming outgoing ${EVENT_DEFINITIONS}`;
const GATEWAY = rule('id name default gatewayDirection', 'incoming outgoing');
const EXPRESSION = rule('id language');

/** The BPMN 2.0.2 elements that are executed, or kept because they mean nothing at run time (lanes, artifacts, data objects, types). */
export const BPMN_RULES: Readonly<Record<string, ElementRule>> = {
  definitions: rule(
    'id name targetNamespace expressionLanguage typeLanguage exporter exporterVersion',
    'process collaboration message error escalation itemDefinition dataStore category',
  ),
  process: rule('id name isExecutable isClosed processType', FLOW_ELEMENTS),
  collaboration: rule('id name isClosed', `participant messageFlow ${ARTIFACTS}`),
  participant: rule('id name processRef'),
  messageFlow: rule('id name sourceRef targetRef messageRef'),
  laneSet: rule('id name', 'lane'),
  lane: rule('id name', 'flowNodeRef childLaneSet'),
  childLaneSet: rule('id name', 'lane'),
  message: rule('id name itemRef'),
  error: rule('id name errorCode structureRef'),
  escalation: rule('id name escalationCode structureRef'),
  itemDefinition: rule('id structureRef isCollection itemKind'),
  category: rule('id name', 'categoryValue'),
  categoryValue: rule('id value'),
  dataStore: rule('id name capacity isUnlimited itemSubjectRef'),
  dataObject: rule('id name isCollection itemSubjectRef'),
  dataObjectReference: rule('id name dataObjectRef itemSubjectRef', 'dataState'),
  dataStoreReference: rule('id name dataStoreRef itemSubjectRef', 'dataState'),
  dataState: rule('id name'),
  textAnnotation: rule('id textFormat', 'text'),
  association: rule('id sourceRef targetRef associationDirection'),
  group: rule('id categoryValueRef'),
  sequenceFlow: rule('id name sourceRef targetRef isImmediate', 'conditionExpression'),
  startEvent: rule('id name isInterrupting parallelMultiple', EVENT_CHILDREN),
  endEvent: rule('id name', EVENT_CHILDREN),
  intermediateCatchEvent: rule('id name parallelMultiple', EVENT_CHILDREN),
  intermediateThrowEvent: rule('id name', EVENT_CHILDREN),
  boundaryEvent: rule('id name attachedToRef cancelActivity parallelMultiple', EVENT_CHILDREN),
  timerEventDefinition: rule('id', 'timeDate timeDuration timeCycle'),
  messageEventDefinition: rule('id messageRef'),
  errorEventDefinition: rule('id errorRef'),
  escalationEventDefinition: rule('id escalationRef'),
  compensateEventDefinition: rule('id activityRef waitForCompletion'),
  terminateEventDefinition: rule('id'),
  userTask: rule(`${ACTIVITY} implementation`, ACTIVITY_CHILDREN),
  serviceTask: rule(`${ACTIVITY} implementation`, ACTIVITY_CHILDREN),
  sendTask: rule(`${ACTIVITY} implementation messageRef`, ACTIVITY_CHILDREN),
  receiveTask: rule(`${ACTIVITY} implementation messageRef instantiate`, ACTIVITY_CHILDREN),
  scriptTask: rule(`${ACTIVITY} scriptFormat`, `${ACTIVITY_CHILDREN} script`),
  businessRuleTask: rule(`${ACTIVITY} implementation`, ACTIVITY_CHILDREN),
  callActivity: rule(ACTIVITY, ACTIVITY_CHILDREN),
  subProcess: rule(`${ACTIVITY} triggeredByEvent`, `${ACTIVITY_CHILDREN} ${FLOW_ELEMENTS}`),
  exclusiveGateway: GATEWAY,
  parallelGateway: rule('id name gatewayDirection', 'incoming outgoing'),
  multiInstanceLoopCharacteristics: rule('id isSequential behavior', 'loopCardinality completionCondition'),
  conditionExpression: EXPRESSION,
  completionCondition: EXPRESSION,
  loopCardinality: EXPRESSION,
  timeDate: EXPRESSION,
  timeDuration: EXPRESSION,
  timeCycle: EXPRESSION,
  documentation: rule('id textFormat'),
  extensionElements: rule(''),
  incoming: rule(''),
  outgoing: rule(''),
  flowNodeRef: rule(''),
  text: rule(''),
  script: rule(''),
};

/** Elements whose character data is theirs; elsewhere text between elements is refused. */
export const TEXT_ELEMENTS: ReadonlySet<string> = new Set(
  words(
    'conditionExpression completionCondition loopCardinality timeDate timeDuration timeCycle documentation incoming outgoing flowNodeRef text script',
  ),
);

/** Elements of which at most one may stand in another. */
export const SINGLE_ELEMENTS: ReadonlySet<string> = new Set(
  words(
    'extensionElements conditionExpression multiInstanceLoopCharacteristics loopCardinality completionCondition timeDate timeDuration timeCycle script text',
  ),
);
