import { resolveName } from './bpmn-model.js';
import type { CheckContext, ElementChecks } from './check-context.js';
import { BPMN } from './namespaces.js';
import { standardRule } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';
import { childrenOf } from './xml-tree.js';

const OWN = standardRule('lane-node', '10.8');
const TWICE = standardRule('lane-twice', '10.8');

/** Lanes hold flow nodes of their own process or sub-process, each in one lane of a lane set. */
export const LANE_CHECKS: ElementChecks = { laneSet: checkLanes, childLaneSet: checkLanes };

function checkLanes(element: XmlElement, { model, report }: CheckContext): void {
  const owner = ownerOf(element);
  const seen = new Set<XmlElement>();
  for (const lane of childrenOf(element, BPMN, 'lane')) {
    const here = new Set<XmlElement>();
    for (const reference of childrenOf(lane, BPMN, 'flowNodeRef')) {
      const node = resolveName(model, reference, reference.text);
      if (!node) continue;
      if (!isInside(node, owner)) {
        const en = `The lane holds ${reference.text}, which is not in its process`;
        report(lane, OWN, `泳道所列 ${reference.text} 不在其流程中`, en);
      }
      if (seen.has(node) && !here.has(node)) {
        const en = `${reference.text} is in two lanes of one lane set`;
        report(lane, TWICE, `${reference.text} 同时在一个泳道集的两条泳道中`, en);
      }
      seen.add(node);
      here.add(node);
    }
  }
}

/** The process or sub-process whose lane set this is, or is part of. */
function ownerOf(element: XmlElement): XmlElement | undefined {
  let at = element.parent;
  while (at && /^(lane|laneSet|childLaneSet)$/.test(at.local)) at = at.parent;
  return at;
}

function isInside(node: XmlElement, owner: XmlElement | undefined): boolean {
  for (let at = node.parent; at; at = at.parent) if (at === owner) return true;
  return false;
}
