import type { Text } from '../../../engine/index.js';

const NAMES: Readonly<Record<string, Text>> = {
  'bpmn:Process': { zh: '流程', en: 'Process' },
  'bpmn:Collaboration': { zh: '协作', en: 'Collaboration' },
  'bpmn:Participant': { zh: '泳池', en: 'Pool' },
  'bpmn:Lane': { zh: '泳道', en: 'Lane' },
  'bpmn:StartEvent': { zh: '开始事件', en: 'Start event' },
  'bpmn:EndEvent': { zh: '结束事件', en: 'End event' },
  'bpmn:IntermediateCatchEvent': { zh: '中间捕获事件', en: 'Intermediate catch event' },
  'bpmn:IntermediateThrowEvent': { zh: '中间抛出事件', en: 'Intermediate throw event' },
  'bpmn:BoundaryEvent': { zh: '边界事件', en: 'Boundary event' },
  'bpmn:UserTask': { zh: '用户任务', en: 'User task' },
  'bpmn:ServiceTask': { zh: '服务任务', en: 'Service task' },
  'bpmn:SendTask': { zh: '发送任务', en: 'Send task' },
  'bpmn:ReceiveTask': { zh: '接收任务', en: 'Receive task' },
  'bpmn:ScriptTask': { zh: '脚本任务', en: 'Script task' },
  'bpmn:BusinessRuleTask': { zh: '业务规则任务', en: 'Business rule task' },
  'bpmn:CallActivity': { zh: '调用活动', en: 'Call activity' },
  'bpmn:SubProcess': { zh: '子流程', en: 'Sub-process' },
  'bpmn:ExclusiveGateway': { zh: '排他网关', en: 'Exclusive gateway' },
  'bpmn:ParallelGateway': { zh: '并行网关', en: 'Parallel gateway' },
  'bpmn:SequenceFlow': { zh: '顺序流', en: 'Sequence flow' },
  'bpmn:MessageFlow': { zh: '消息流', en: 'Message flow' },
  'bpmn:Association': { zh: '关联', en: 'Association' },
  'bpmn:TextAnnotation': { zh: '批注', en: 'Text annotation' },
  'bpmn:Group': { zh: '分组', en: 'Group' },
};

const TRIGGERS: Readonly<Record<string, Text>> = {
  'bpmn:TimerEventDefinition': { zh: '定时', en: 'Timer' },
  'bpmn:MessageEventDefinition': { zh: '消息', en: 'Message' },
  'bpmn:ErrorEventDefinition': { zh: '错误', en: 'Error' },
  'bpmn:EscalationEventDefinition': { zh: '升级', en: 'Escalation' },
  'bpmn:CompensateEventDefinition': { zh: '补偿', en: 'Compensation' },
  'bpmn:TerminateEventDefinition': { zh: '终止', en: 'Terminate' },
};

/** What kind of element this is; `trigger` is the type of its event definition. An element we do not execute is named by its type. */
export function elementName(type: string, trigger?: string): Text {
  const name = NAMES[type] ?? { zh: type.replace(/^\w+:/, ''), en: type.replace(/^\w+:/, '') };
  const kind = trigger === undefined ? undefined : TRIGGERS[trigger];
  return kind ? { zh: `${name.zh}（${kind.zh}）`, en: `${name.en} (${kind.en.toLowerCase()})` } : name;
}
