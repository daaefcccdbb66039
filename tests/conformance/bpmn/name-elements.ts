import type { BpmnModel } from '../../../engine/compile/bpmn-model.js';
import { BPMN_RULES } from '../../../engine/compile/bpmn-vocabulary.js';
import { checkBpmn } from '../../../engine/compile/check.js';
import { checkSupport } from '../../../engine/compile/check-support.js';
import { compilePlans } from '../../../engine/compile/compile.js';
import { decodeXml } from '../../../engine/compile/decode-xml.js';
import { BPMN } from '../../../engine/compile/namespaces.js';
import type { XmlElement } from '../../../engine/compile/xml-tree.js';
import { nearestId } from '../../../engine/compile/xml-tree.js';

/** What the compiler says of a model's elements. */
export interface NamedElements {
  readonly elements: number;
  /** Elements that no finding names. */
  readonly executed: number;
  /** Elements that are neither in the vocabulary nor named by a finding. */
  readonly unnamed: readonly string[];
  /** One line a finding: kind, element, text. */
  readonly findings: readonly string[];
}

/** Judges a model and names each element that is not executed; every process counts as executable. */
export function nameElements(bytes: Uint8Array): NamedElements {
  const { problems, model } = checkBpmn(bytes);
  const decoded = decodeXml(bytes);
  const executable = decoded.ok ? compilable(allExecutable(decoded.text)) : undefined;
  const findings = [...problems, ...(executable ? checkSupport(executable) : [])];
  const named = new Set(findings.filter((one) => one.rule !== 'foreign-extension').map((one) => one.elementId));
  let [elements, executed] = [0, 0];
  const unnamed: string[] = [];
  const visit = (element: XmlElement): void => {
    elements += 1;
    const found = named.has(nearestId(element));
    if (!found) executed += 1;
    if (!found && !BPMN_RULES.has(element.local)) unnamed.push(element.local);
    for (const child of element.children) if (child.uri === BPMN) visit(child);
  };
  if (model) visit(model.definitions);
  else if (problems.length === 0) unnamed.push('the whole file');
  const lines = findings.map((one) => `${one.severity} ${one.rule} ${one.elementId ?? ''}: ${one.text.en}`);
  return { elements, executed, unnamed, findings: [...new Set(lines)] };
}

/** The model, after the compiler has gone through it without falling over. */
function compilable(xml: string): BpmnModel | undefined {
  compilePlans(xml);
  return checkBpmn(xml).model;
}

function allExecutable(xml: string): string {
  return xml
    .replace(/(<(?:[\w-]+:)?process\b[^>]*?)\s+isExecutable="[^"]*"/g, '$1')
    .replace(/(<(?:[\w-]+:)?process\b)/g, '$1 isExecutable="true"');
}
