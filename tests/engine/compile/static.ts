import { checkBpmn } from '../../../engine/compile/check.js';
import type { ResolveImport } from '../../../engine/compile/bpmn-files.js';

/** What `check` refuses in a model: rule, number in the list of extended rules (without `EXT.`) and element. */
export function brokenRules(xml: string | Uint8Array, resolve?: ResolveImport): readonly string[] {
  return checkBpmn(xml, resolve)
    .problems.filter(({ severity }) => severity === 'error')
    .map(({ rule, ruleNumber, elementId }) =>
      [rule, ruleNumber?.replace('EXT.', ''), elementId].filter(Boolean).join(' '),
    );
}

/** Definitions around what stands at the top level. */
export function definitions(roots: string, attributes = 'targetNamespace="urn:test"'): string {
  return `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" ${attributes}>
${roots}
</bpmn:definitions>`;
}

/** A process that nobody executes, so that only the rules for every process hold. */
export function drawing(body: string, roots = ''): string {
  return definitions(`${roots}<bpmn:process id="p">${body}</bpmn:process>`);
}

/** An element; `inner` is its contents. */
export function element(local: string, attributes: string, inner = ''): string {
  return `<bpmn:${local} ${attributes}>${inner}</bpmn:${local}>`;
}
