import type { LoopPlan } from '../model/plan.js';
import type { FlowNode } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import { zeebeOf } from './read-extensions.js';
import type { Reader } from './reader.js';
import { feelOf, refuse, variableName } from './reader.js';
import { attributeOf, childOf } from './xml-tree.js';

/** Multi-instance by collection or by cardinality (BPMN 2.0.2, 10.3.8); undefined for an activity without it. */
export function readLoop(reader: Reader, node: FlowNode): LoopPlan | undefined {
  const loop = childOf(node.element, BPMN, 'multiInstanceLoopCharacteristics');
  if (!loop) return undefined;
  const zeebe = zeebeOf(loop, 'loopCharacteristics');
  const value = (name: string): string | undefined => (zeebe ? attributeOf(zeebe, name) : undefined);
  const [collection, inputElement] = [value('inputCollection'), value('inputElement')];
  const [outputCollection, outputElement] = [value('outputCollection'), value('outputElement')];
  const cardinality = childOf(loop, BPMN, 'loopCardinality')?.text;
  const completion = childOf(loop, BPMN, 'completionCondition')?.text;
  if ((collection === undefined) === (cardinality === undefined)) {
    refuse(
      reader,
      'multi-instance',
      node.id,
      '多实例须有 inputCollection 或 loopCardinality 之一',
      'A multi-instance needs either inputCollection or loopCardinality',
    );
  }
  if ((outputCollection === undefined) !== (outputElement === undefined)) {
    refuse(
      reader,
      'multi-instance',
      node.id,
      'outputCollection 与 outputElement 须同时给出',
      'outputCollection and outputElement go together',
    );
  }
  const feel = (what: string, raw: string): string => feelOf(reader, node.id, what, raw);
  const name = (what: string, raw: string): string => variableName(reader, node.id, what, raw);
  return {
    mode: flagOf(loop, 'isSequential', false) ? 'sequential' : 'parallel',
    ...(collection === undefined ? {} : { collection: feel('inputCollection', collection) }),
    ...(cardinality === undefined ? {} : { cardinality: feel('loopCardinality', cardinality) }),
    ...(inputElement === undefined ? {} : { inputElement: name('inputElement', inputElement) }),
    ...(outputCollection === undefined ? {} : { outputCollection: name('outputCollection', outputCollection) }),
    ...(outputElement === undefined ? {} : { outputElement: feel('outputElement', outputElement) }),
    ...(completion === undefined ? {} : { completionCondition: feel('completionCondition', completion) }),
  };
}
