import type { Problem } from '../model/problem.js';
import { errorAt } from './problem-maker.js';
import type { XmlElement } from './xml-tree.js';
import { nearestId } from './xml-tree.js';

/**
 * A static rule of BPMN 2.0.2: our stable code, where the standard states it, and its number in the public list of extended rules. Numbers
 * that the suite we have does not show are inferred: the list follows the order of the standard's text.
 */
export interface StandardRule {
  readonly code: string;
  readonly clause: string;
  readonly number?: string;
}

/** Reports that an element breaks a rule. */
export type Report = (element: XmlElement, rule: StandardRule, zh: string, en: string) => void;

/** A rule; `number` is `EXT.` and three digits, `clause` a section of BPMN 2.0.2. */
export function standardRule(code: string, clause: string, number?: string): StandardRule {
  return { code, clause: `BPMN 2.0.2 ${clause}`, ...(number === undefined ? {} : { number: `EXT.${number}` }) };
}

/** A function that reports errors, or warnings, to a list of Problems. */
export function reportTo(problems: Problem[], make: typeof errorAt = errorAt): Report {
  return (element, { code, clause, number }, zh, en) => {
    const place = { elementId: nearestId(element), line: element.line, clause, ruleNumber: number };
    problems.push(make(code, place, zh, en));
  };
}
