import type { DecisionTable } from './table.js';
import { childOf, childrenOf, readXml, textIn, type XmlNode } from './xml-node.js';

/** What a file may hold to be edited as one table; anything else would be lost. */
const KNOWN = new Set([
  'definitions',
  'inputData',
  'description',
  'variable',
  'decision',
  'informationRequirement',
  'requiredInput',
  'decisionTable',
  'extensionElements',
  'intended',
  'input',
  'inputExpression',
  'text',
  'output',
  'rule',
  'inputEntry',
  'outputEntry',
]);

/** Reads a DMN file that is one decision table over its inputs; undefined when it holds more, or is broken. */
export function readTable(xml: string): DecisionTable | undefined {
  const root = readXml(xml);
  const decisions = childrenOf(root, 'decision');
  const [decision] = decisions;
  const table = childOf(decision, 'decisionTable');
  if (!root || !decision || decisions.length !== 1 || !table || !isKnown(root)) return undefined;
  const { hitPolicy = 'UNIQUE', aggregation = '' } = table.attributes;
  return {
    id: decision.attributes['id'] ?? '',
    name: decision.attributes['name'] ?? '',
    hitPolicy,
    aggregation,
    description: childOf(table, 'description')?.text.trim() ?? '',
    inputs: childrenOf(table, 'input').map((input) => {
      const expression = childOf(input, 'inputExpression');
      return {
        label: input.attributes['label'] ?? '',
        expression: textIn(expression),
        type: expression?.attributes['typeRef'] ?? 'Any',
      };
    }),
    outputs: childrenOf(table, 'output').map(({ attributes }) => ({
      label: attributes['label'] ?? '',
      name: attributes['name'] ?? '',
      type: attributes['typeRef'] ?? 'Any',
    })),
    rules: childrenOf(table, 'rule').map((rule, index) => ({
      id: rule.attributes['id'] ?? `${decision.attributes['id'] ?? ''}_rule${index + 1}`,
      description: childOf(rule, 'description')?.text.trim() ?? '',
      inputs: childrenOf(rule, 'inputEntry').map(textIn),
      outputs: childrenOf(rule, 'outputEntry').map(textIn),
    })),
    data: Object.fromEntries(
      childrenOf(root, 'inputData').map((one) => [
        one.attributes['name'] ?? '',
        childOf(one, 'description')?.text.trim() ?? one.attributes['name'] ?? '',
      ]),
    ),
    intended: childOf(childOf(table, 'extensionElements'), 'intended')?.attributes ?? {},
    diagram: /<(\w+:)?DMNDI[\s>][\s\S]*<\/(\w+:)?DMNDI>/.exec(xml)?.[0] ?? '',
  };
}

function isKnown(node: XmlNode): boolean {
  return node.children.every((child) => child.name === 'DMNDI' || (KNOWN.has(child.name) && isKnown(child)));
}
