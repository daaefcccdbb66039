import { addExtension, extensionOf } from './extensions.js';
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

/** What a newly drawn element of the dialect begins with; undefined where nothing is needed or it is there already. */
export function startOfElement(create: Create, element: ModdleObject): Edit | undefined {
  const start = STARTS[element.$type];
  if (!start || extensionOf(element, start.type)) return undefined;
  return addExtension(create, element, start.type, start.properties);
}
