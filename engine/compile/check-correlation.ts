import { resolveName } from './bpmn-model.js';
import type { CheckContext, ElementChecks } from './check-context.js';
import { BPMN } from './namespaces.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf } from './xml-tree.js';

const BOUND = standardRule('correlation-binding', '8.4.2');
const TWICE = standardRule('correlation-retrieval', '8.4.2');

/** Correlation: a subscription binds the properties of its key, a property is read from each message once. */
export const CORRELATION_CHECKS: ElementChecks = {
  correlationSubscription: checkSubscription,
  correlationProperty: checkRetrieval,
};

function checkSubscription(element: XmlElement, { model, report }: CheckContext): void {
  const key = resolveName(model, element, attributeOf(element, 'correlationKeyRef') ?? '');
  if (key?.local !== 'correlationKey') return;
  const wanted = new Set(
    childrenOf(key, BPMN, 'correlationPropertyRef').map((one) => resolveName(model, one, one.text)),
  );
  for (const binding of childrenOf(element, BPMN, 'correlationPropertyBinding')) {
    const property = resolveName(model, binding, attributeOf(binding, 'correlationPropertyRef') ?? '');
    if (!property || wanted.has(property)) continue;
    const en = 'A correlation subscription binds only properties of its key';
    report(binding, BOUND, '关联订阅只能绑定其关联键的属性', en);
  }
}

function checkRetrieval(element: XmlElement, { report }: CheckContext): void {
  const seen = new Set<string>();
  for (const one of childrenOf(element, BPMN, 'correlationPropertyRetrievalExpression')) {
    const message = attributeOf(one, 'messageRef')?.trim() ?? '';
    if (seen.has(message)) {
      const en = `The property is read from the message ${message} twice`;
      report(one, TWICE, `同一属性从消息 ${message} 读取了两次`, en);
    }
    seen.add(message);
  }
}
