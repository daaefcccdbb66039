import type { CorrelationPlan } from '../model/plan.js';
import type { BpmnModel } from './bpmn-model.js';
import { idOf, reference } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import type { Reader } from './reader.js';
import { feelOf } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childOf, childrenOf, localName } from './xml-tree.js';

/**
 * The correlation keys of the file as one process reads them (BPMN 2.0.2, 8.4.2): keys stand in collaborations and conversations,
 * properties at the root with one expression for each message, subscriptions in the process. Undefined where there are no keys.
 */
export function readCorrelation(reader: Reader, process: XmlElement): CorrelationPlan | undefined {
  const keys = keysOf(reader.model);
  if (keys.size === 0) return undefined;
  const retrievals: Record<string, Record<string, string>> = {};
  for (const { propertyId, expression } of expressionsOf(reader.model)) {
    const message = reader.model.roots.get(reference(expression, 'messageRef'));
    const name = message && attributeOf(message, 'name')?.trim();
    if (name === undefined || name === '') continue;
    const path = childOf(expression, BPMN, 'messagePath')?.text ?? '';
    (retrievals[name] ??= {})[propertyId] = feelOf(reader, propertyId, 'messagePath', path);
  }
  const bindings: Record<string, Record<string, string>> = {};
  for (const subscription of childrenOf(process, BPMN, 'correlationSubscription')) {
    const bound: Record<string, string> = (bindings[reference(subscription, 'correlationKeyRef')] ??= {});
    for (const binding of childrenOf(subscription, BPMN, 'correlationPropertyBinding')) {
      const propertyId = reference(binding, 'correlationPropertyRef');
      bound[propertyId] = feelOf(reader, idOf(process), 'dataPath', childOf(binding, BPMN, 'dataPath')?.text ?? '');
    }
  }
  return { keys: Object.fromEntries(keys), retrievals, bindings };
}

/** Whether some correlation key can be read from the message with this id. */
export function carriesKey(model: BpmnModel, messageId: string): boolean {
  const readable = new Set(
    expressionsOf(model)
      .filter(({ expression }) => reference(expression, 'messageRef') === messageId)
      .map(({ propertyId }) => propertyId),
  );
  return [...keysOf(model).values()].some((properties) => properties.every((id) => readable.has(id)));
}

/** Properties by key, in the order of the model. */
function keysOf(model: BpmnModel): ReadonlyMap<string, readonly string[]> {
  const keys = [...model.elements.values()].filter(({ uri, local }) => uri === BPMN && local === 'correlationKey');
  const found = keys.map((key): [string, readonly string[]] => {
    const properties = childrenOf(key, BPMN, 'correlationPropertyRef').map(({ text }) => localName(text.trim()));
    return [idOf(key), properties];
  });
  return new Map(found.filter(([, properties]) => properties.length > 0));
}

function expressionsOf(model: BpmnModel): readonly { readonly propertyId: string; readonly expression: XmlElement }[] {
  const properties = [...model.roots.values()].filter(({ local }) => local === 'correlationProperty');
  return properties.flatMap((property) =>
    childrenOf(property, BPMN, 'correlationPropertyRetrievalExpression').map((expression) => ({
      propertyId: idOf(property),
      expression,
    })),
  );
}
