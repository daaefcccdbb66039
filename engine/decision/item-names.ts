import type { JsonObject, JsonValue } from '../model/json.js';
import type { DmnNode } from './dmn-node.js';
import { child, children, text } from './dmn-node.js';

/** Deepest nesting of types that is followed; deeper, or in a circle, names with blanks are not known. */
const MAX_DEPTH = 8;

/** The name under which other logic sees an input or a decision: its variable's (DMN 1.5, 6.3.7), its own, its id. */
export function variableName(node: DmnNode): string {
  return text(child(node, 'variable'), 'name') ?? text(node, 'name') ?? text(node, 'id') ?? '';
}

/** An example of the context all decisions of a file see, so that FEEL knows names with blanks; values do not matter. */
export function exampleContext(definitions: DmnNode): JsonObject {
  const types = new Map(children(definitions, 'itemDefinition').map((item) => [text(item, 'name') ?? '', item]));
  const context: Record<string, JsonValue> = {};
  for (const element of children(definitions, 'drgElement')) {
    if (element.$type !== 'dmn:InputData' && element.$type !== 'dmn:Decision') continue;
    context[variableName(element)] = exampleOf(text(child(element, 'variable'), 'typeRef'), types, MAX_DEPTH);
  }
  return context;
}

function exampleOf(typeRef: string | undefined, types: ReadonlyMap<string, DmnNode>, depth: number): JsonValue {
  const item = typeRef === undefined ? undefined : types.get(typeRef);
  return item ? exampleOfItem(item, types, depth) : null;
}

function exampleOfItem(item: DmnNode, types: ReadonlyMap<string, DmnNode>, depth: number): JsonValue {
  if (depth === 0) return null;
  const components = children(item, 'itemComponent');
  const one =
    components.length === 0
      ? exampleOf(text(item, 'typeRef'), types, depth - 1)
      : Object.fromEntries(
          components.map((part) => [text(part, 'name') ?? '', exampleOfItem(part, types, depth - 1)] as const),
        );
  return item['isCollection'] === true ? [one] : one;
}
