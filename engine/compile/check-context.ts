import type { BpmnModel, FlowNode } from './bpmn-model.js';
import { flagOf } from './bpmn-model.js';
import { BPMN } from './namespaces.js';
import type { Report } from './standard-rule.js';
import type { XmlElement } from './xml-tree.js';

/** What every check of a static rule gets: the model and where to report. */
export interface CheckContext {
  readonly model: BpmnModel;
  readonly report: Report;
  /** Reports what is worth knowing and breaks no rule. */
  readonly warn: Report;
}

/** Judges one element. */
export type ElementCheck = (element: XmlElement, context: CheckContext) => void;

/** Judges one flow node with its wiring. */
export type NodeCheck = (node: FlowNode, context: CheckContext) => void;

/** Checks by the local name of the elements they judge. */
export type ElementChecks = Readonly<Record<string, ElementCheck>>;

/** True inside a process that is marked executable. */
export function isInExecutable(element: XmlElement): boolean {
  for (let at: XmlElement | undefined = element; at; at = at.parent) {
    if (at.uri === BPMN && at.local === 'process') return flagOf(at, 'isExecutable', false);
  }
  return false;
}
