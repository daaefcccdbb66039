import type { XmlProblem } from './xml-parts.js';
import { scanXml } from './xml-scan.js';

/**
 * Judges an XML file (BPMN, DMN) before any model parser sees it: linear time, at most one Problem (the first violation). An empty list
 * means: at most 2 MB, UTF-8, well-formed, no DOCTYPE, depth <= 64, <= 20 000 elements, <= 64 attributes an element, none twice, each <= 64 KB.
 */
export function prescanXml(xml: string): XmlProblem[] {
  return [...scanXml(xml).problems];
}
