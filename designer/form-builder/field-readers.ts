import { pathsRead, type ProcessPlan, readersOf, type Text } from '../../engine/index.js';
import { childrenOf, readXml, textIn, type XmlNode } from '../decision-editor/xml-node.js';
import type { PackageFiles } from '../publish/prepare-files.js';

/**
 * The places that read the fields of a form, by field: steps and flows of processes, and decisions. Those that read the form as a whole
 * stand under the empty name.
 */
export function fieldReaders(
  plans: readonly ProcessPlan[],
  files: PackageFiles,
  formId: string,
): ReadonlyMap<string, readonly Text[]> {
  const found = new Map<string, Map<string, Text>>();
  const note = (paths: readonly (readonly string[])[], place: Text): void => {
    for (const [field = ''] of paths) {
      const places = found.get(field) ?? new Map<string, Text>();
      found.set(field, places.set(place.zh, place));
    }
  };
  const byId = new Map(plans.map((plan) => [plan.processId, plan]));
  for (const { processId, elementId, paths } of readersOf(plans, formId)) {
    const plan = byId.get(processId);
    if (plan) note(paths, placeIn(plan, elementId));
  }
  for (const [path, xml] of Object.entries(files)) {
    if (!path.endsWith('.dmn') || !xml.includes(formId)) continue;
    for (const decision of childrenOf(readXml(xml), 'decision')) {
      const name = decision.attributes['name'] ?? decision.attributes['id'] ?? path;
      note(decisionReads(decision, formId), { zh: `决策 ${name}`, en: `Decision ${name}` });
    }
  }
  return new Map([...found].map(([field, places]) => [field, [...places.values()]]));
}

/** An element by its name with that of its process; a flow by those of its ends. */
function placeIn({ name, elements, flows }: ProcessPlan, elementId: string): Text {
  const nameOf = (id: string): Text => elements[id]?.name ?? { zh: id, en: id };
  const flow = flows[elementId];
  if (flow) {
    const [from, to] = [nameOf(flow.sourceId), nameOf(flow.targetId)];
    return { zh: `${name.zh}：${from.zh} → ${to.zh}`, en: `${name.en}: ${from.en} → ${to.en}` };
  }
  const element = elements[elementId];
  return element ? { zh: `${name.zh}：${element.name.zh}`, en: `${name.en}: ${element.name.en}` } : name;
}

/** What the texts of a decision read: FEEL expressions, and unary tests in the cells of conditions. */
function decisionReads(node: XmlNode, formId: string): readonly (readonly string[])[] {
  const own = ['inputEntry', 'inputValues', 'outputValues'].includes(node.name)
    ? pathsRead(textIn(node), 'unaryTests', formId)
    : pathsRead(textIn(node), 'expression', formId);
  return [...own, ...node.children.flatMap((child) => decisionReads(child, formId))];
}
