import type { MappingPlan } from '../model/plan.js';
import { BPMN, ZEEBE } from './namespaces.js';
import type { Reader } from './reader.js';
import { feelOf, refuse, variableName } from './reader.js';
import type { XmlElement } from './xml-tree.js';
import { attributeOf, childrenOf } from './xml-tree.js';

/** The extension elements with this name at a BPMN element. */
export function extensionsOf(element: XmlElement, uri: string, local: string): readonly XmlElement[] {
  return childrenOf(element, BPMN, 'extensionElements').flatMap((holder) => childrenOf(holder, uri, local));
}

/** The first `zeebe:` extension element with this name. */
export function zeebeOf(element: XmlElement, local: string): XmlElement | undefined {
  return extensionsOf(element, ZEEBE, local)[0];
}

/** `zeebe:ioMapping`: inputs and outputs in order; sources are FEEL, targets variables or dotted paths. */
export function readMappings(
  reader: Reader,
  id: string,
  element: XmlElement,
  kind: 'input' | 'output',
): readonly MappingPlan[] {
  const mapping = zeebeOf(element, 'ioMapping');
  if (!mapping) return [];
  return childrenOf(mapping, ZEEBE, kind).map((one) => ({
    source: feelOf(reader, id, `${kind} source`, attributeOf(one, 'source') ?? ''),
    target: variableName(reader, id, `${kind} target`, attributeOf(one, 'target') ?? '', true),
  }));
}

/** `zeebe:taskHeaders` as a record; a key given twice or a reserved one is a Problem. */
export function readHeaders(reader: Reader, id: string, element: XmlElement): Readonly<Record<string, string>> {
  const headers = new Map<string, string>();
  const holder = zeebeOf(element, 'taskHeaders');
  for (const header of holder ? childrenOf(holder, ZEEBE, 'header') : []) {
    const key = attributeOf(header, 'key') ?? '';
    if (key === '' || key === '__proto__' || headers.has(key)) {
      refuse(
        reader,
        'task-header',
        id,
        `任务头的键无效或重复：${key}`,
        `The header key is invalid or given twice: ${key}`,
      );
    } else headers.set(key, attributeOf(header, 'value') ?? '');
  }
  return Object.fromEntries(headers);
}

/** Called things resolve inside the package version: only `bindingType="deployment"` is executed. */
export function checkBinding(reader: Reader, id: string, element: XmlElement, absentAllowed: boolean): void {
  const binding = attributeOf(element, 'bindingType');
  if (binding === 'deployment' || (binding === undefined && absentAllowed)) return;
  const zh = `${element.name} 须写 bindingType="deployment"（同一流程包内固定版本），现为 ${binding ?? '缺省 latest'}`;
  const en = `${element.name} needs bindingType="deployment" (the version inside the package); it says ${binding ?? 'nothing, which means latest'}`;
  refuse(reader, 'binding-type', id, zh, en);
}
