import { allExtensions, withExtensions } from './extensions.js';
import type { Create, Edit, ModdleObject } from './moddle-object.js';

interface Start {
  readonly type: string;
  readonly properties: Readonly<Record<string, unknown>>;
}

const STARTS: Readonly<Record<string, Start>> = {
  'bpmn:UserTask': { type: 'zeebe:UserTask', properties: {} },
  'bpmn:ServiceTask': { type: 'zeebe:TaskDefinition', properties: { type: '', retries: '3' } },
  'bpmn:CallActivity': { type: 'zeebe:CalledElement', properties: { bindingType: 'deployment' } },
  'bpmn:BusinessRuleTask': {
    type: 'zeebe:CalledDecision',
    properties: { bindingType: 'deployment', resultVariable: 'result' },
  },
  'bpmn:ScriptTask': { type: 'zeebe:Script', properties: { expression: '=null', resultVariable: 'result' } },
};

/** Extensions that only one kind of element may have; an element that becomes another kind loses those of its former life. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  'zeebe:UserTask': ['bpmn:UserTask'],
  'zeebe:AssignmentDefinition': ['bpmn:UserTask'],
  'zeebe:TaskSchedule': ['bpmn:UserTask'],
  'zeebe:PriorityDefinition': ['bpmn:UserTask'],
  'zeebe:FormDefinition': ['bpmn:UserTask', 'bpmn:StartEvent'],
  'yizhan:FormAccess': ['bpmn:UserTask', 'bpmn:StartEvent', 'bpmn:Process'],
  'zeebe:TaskDefinition': ['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:IntermediateThrowEvent', 'bpmn:EndEvent'],
  'zeebe:TaskHeaders': ['bpmn:ServiceTask', 'bpmn:SendTask', 'bpmn:IntermediateThrowEvent', 'bpmn:EndEvent'],
  'zeebe:CalledElement': ['bpmn:CallActivity'],
  'zeebe:CalledDecision': ['bpmn:BusinessRuleTask'],
  'zeebe:Script': ['bpmn:ScriptTask'],
};

/**
 * What a newly drawn element of the dialect begins with, without what belonged to the kind of element that it was changed from;
 * undefined where nothing is to be done.
 */
export function startOfElement(create: Create, element: ModdleObject): Edit | undefined {
  const start = STARTS[element.$type];
  const before = allExtensions(element);
  const kept = before.filter(({ $type }) => OWNERS[$type]?.includes(element.$type) !== false);
  const isStarted = start === undefined || kept.some(({ $type }) => $type === start.type);
  if (isStarted && kept.length === before.length) return undefined;
  return withExtensions(create, element, isStarted ? kept : [...kept, create(start.type, start.properties)]);
}
