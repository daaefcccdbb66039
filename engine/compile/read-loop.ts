import type { EventPlan, LoopBehaviourPlan, LoopPlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { flagOf, reference } from './bpmn-model.js';
import { dataItemsOf, textOf } from './data-items.js';
import { BPMN } from './namespaces.js';
import { readMessage } from './read-message.js';
import { zeebeOf } from './read-extensions.js';
import type { Reader } from './reader.js';
import { feelOf, refuse, variableName } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf, localName } from './xml-tree.js';

/** Standard loop, or multi-instance by collection or by cardinality (BPMN 2.0.2, 10.3.8); undefined for an activity without a loop. */
export function readLoop(reader: Reader, node: FlowNode): LoopPlan | undefined {
  const standard = childOf(node.element, BPMN, 'standardLoopCharacteristics');
  if (standard) return readStandardLoop(reader, node, standard);
  const loop = childOf(node.element, BPMN, 'multiInstanceLoopCharacteristics');
  return loop && readMultiInstance(reader, node, loop);
}

function readStandardLoop(reader: Reader, node: FlowNode, loop: XmlElement): LoopPlan {
  const condition = childOf(loop, BPMN, 'loopCondition')?.text;
  const maximum = attributeOf(loop, 'loopMaximum')?.trim();
  if (condition === undefined && maximum === undefined) {
    const zh = '标准循环须有 loopCondition 或 loopMaximum';
    refuse(reader, 'standard-loop', node.id, zh, 'A standard loop needs a loopCondition or a loopMaximum');
  }
  if (maximum !== undefined && !/^\d{1,9}$/.test(maximum)) {
    const en = `loopMaximum must be a whole number: ${maximum}`;
    refuse(reader, 'standard-loop', node.id, `loopMaximum 须为非负整数：${maximum}`, en);
  }
  return {
    mode: 'standard',
    testBefore: flagOf(loop, 'testBefore', false),
    ...(condition === undefined ? {} : { condition: feelOf(reader, node.id, 'loopCondition', condition) }),
    ...(maximum === undefined ? {} : { maximum: Number(maximum) }),
  };
}

/** Where a multi-instance takes its items from and puts its results: the dialect's attributes, or BPMN's own data references. */
interface LoopData {
  readonly collection?: string | undefined;
  readonly inputElement?: string | undefined;
  readonly outputCollection?: string | undefined;
  readonly outputElement?: string | undefined;
  readonly outputItem?: string | undefined;
}

function readMultiInstance(reader: Reader, node: FlowNode, loop: XmlElement): LoopPlan {
  const data = zeebeOf(loop, 'loopCharacteristics') ? dialectData(loop) : bpmnData(reader, node, loop);
  const { collection, inputElement, outputCollection, outputElement, outputItem } = data;
  const cardinality = childOf(loop, BPMN, 'loopCardinality')?.text;
  const completion = childOf(loop, BPMN, 'completionCondition')?.text;
  if ((collection === undefined) === (cardinality === undefined)) {
    refuse(
      reader,
      'multi-instance',
      node.id,
      '多实例须有输入集合（inputCollection 或 loopDataInputRef）与 loopCardinality 之一',
      'A multi-instance needs either a collection (inputCollection or loopDataInputRef) or loopCardinality',
    );
  }
  if ((outputCollection === undefined) !== (outputElement === undefined)) {
    refuse(
      reader,
      'multi-instance',
      node.id,
      '输出集合与输出项须同时给出',
      'An output collection and an output item go together',
    );
  }
  const feel = (what: string, raw: string): string => feelOf(reader, node.id, what, raw);
  const name = (what: string, raw: string): string => variableName(reader, node.id, what, raw);
  const behaviour = readBehaviour(reader, node, loop);
  return {
    mode: flagOf(loop, 'isSequential', false) ? 'sequential' : 'parallel',
    ...(collection === undefined ? {} : { collection: feel('inputCollection', collection) }),
    ...(cardinality === undefined ? {} : { cardinality: feel('loopCardinality', cardinality) }),
    ...(inputElement === undefined ? {} : { inputElement: name('inputElement', inputElement) }),
    ...(outputCollection === undefined ? {} : { outputCollection: name('outputCollection', outputCollection) }),
    ...(outputElement === undefined ? {} : { outputElement: feel('outputElement', outputElement) }),
    ...(outputItem === undefined ? {} : { outputItem: name('outputDataItem', outputItem) }),
    ...(completion === undefined ? {} : { completionCondition: feel('completionCondition', completion) }),
    ...(behaviour ? { behaviour } : {}),
  };
}

function dialectData(loop: XmlElement): LoopData {
  const zeebe = zeebeOf(loop, 'loopCharacteristics');
  const value = (name: string): string | undefined => (zeebe ? attributeOf(zeebe, name) : undefined);
  return {
    collection: value('inputCollection'),
    inputElement: value('inputElement'),
    outputCollection: value('outputCollection'),
    outputElement: value('outputElement'),
  };
}

/** `loopDataInputRef`, `inputDataItem` and so on. An input of the activity stands for what its association brings. */
function bpmnData(reader: Reader, node: FlowNode, loop: XmlElement): LoopData {
  const { items } = dataItemsOf(reader.model);
  const variable = (id: string): string | undefined => items.get(id)?.variable;
  const across = (id: string, association: string, from: string, to: string): string | undefined => {
    const found = childrenOf(node.element, BPMN, association).find((one) => textOf(one, from) === id);
    return (found && variable(textOf(found, to))) ?? variable(id);
  };
  const [inputId, outputId] = [textOf(loop, 'loopDataInputRef'), textOf(loop, 'loopDataOutputRef')];
  const [inputItem, outputItem] = ['inputDataItem', 'outputDataItem'].map((local) => {
    const item = childOf(loop, BPMN, local);
    return item && variable(attributeOf(item, 'id') ?? '');
  });
  return {
    collection: across(inputId, 'dataInputAssociation', 'targetRef', 'sourceRef'),
    inputElement: inputItem,
    outputCollection: across(outputId, 'dataOutputAssociation', 'sourceRef', 'targetRef'),
    outputElement: outputItem,
    outputItem,
  };
}

function readBehaviour(reader: Reader, node: FlowNode, loop: XmlElement): LoopBehaviourPlan | undefined {
  switch (attributeOf(loop, 'behavior')?.trim() ?? 'All') {
    case 'None':
      return { kind: 'none', event: eventNamed(reader, node, reference(loop, 'noneBehaviorEventRef')) };
    case 'One':
      return { kind: 'one', event: eventNamed(reader, node, reference(loop, 'oneBehaviorEventRef')) };
    case 'Complex':
      return {
        kind: 'complex',
        definitions: childrenOf(loop, BPMN, 'complexBehaviorDefinition').map((one) => ({
          condition: feelOf(reader, node.id, 'complexBehaviorDefinition', childOf(one, BPMN, 'condition')?.text ?? ''),
          event: implicitEvent(reader, node, childOf(one, BPMN, 'event')),
        })),
      };
    default:
      return undefined;
  }
}

/** An event definition of the file; without one the default signal, which bears the name of the activity (BPMN 2.0.2, table 10.29). */
function eventNamed(reader: Reader, node: FlowNode, id: string): EventPlan {
  if (id === '') return { kind: 'signal', name: node.id };
  return thrownEvent(reader, node, reader.model.roots.get(id));
}

function implicitEvent(reader: Reader, node: FlowNode, event: XmlElement | undefined): EventPlan {
  const own = event?.children.find(({ uri, local }) => uri === BPMN && local.endsWith('EventDefinition'));
  const shared = event && childOf(event, BPMN, 'eventDefinitionRef')?.text;
  return thrownEvent(reader, node, own ?? reader.model.roots.get(localName(shared ?? '')));
}

function thrownEvent(reader: Reader, node: FlowNode, definition: XmlElement | undefined): EventPlan {
  const root = (attribute: string): XmlElement | undefined =>
    definition && reader.model.roots.get(reference(definition, attribute));
  const code = (attribute: string, name: string): string | undefined => {
    const target = root(attribute);
    return target && attributeOf(target, name)?.trim();
  };
  switch (definition?.local) {
    case 'signalEventDefinition':
      return { kind: 'signal', name: code('signalRef', 'name') ?? node.id };
    case 'messageEventDefinition':
      return { kind: 'message', message: readMessage(reader, node, reference(definition, 'messageRef')) };
    case 'escalationEventDefinition': {
      const escalationCode = code('escalationRef', 'escalationCode');
      return { kind: 'escalation', ...(escalationCode === undefined ? {} : { escalationCode }) };
    }
    case 'errorEventDefinition': {
      const errorCode = code('errorRef', 'errorCode');
      return { kind: 'error', ...(errorCode === undefined ? {} : { errorCode }) };
    }
    default:
      refuse(
        reader,
        'loop-event',
        node.id,
        '多实例行为须引用信号、消息、升级或错误事件定义',
        'The behaviour of a multi-instance needs a signal, message, escalation or error event definition',
      );
      return { kind: 'none' };
  }
}
