import type { CompiledPackage, Text } from '../../engine/index.js';

/** The name of an element of a process, in both languages; the id when it has none. */
export function elementName(closure: readonly CompiledPackage[], processId: string, elementId: string): Text {
  for (const one of [...closure].reverse()) {
    const element = one.plans.get(processId)?.elements[elementId];
    if (element !== undefined) {
      return { zh: element.name.zh || elementId, en: element.name.en || element.name.zh || elementId };
    }
  }
  return { zh: elementId, en: elementId };
}
