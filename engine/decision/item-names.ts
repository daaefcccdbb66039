import type { DmnNode } from './dmn-node.js';
import { child, children, text } from './dmn-node.js';

/** The name under which other logic sees an element: its variable's (DMN 1.5, 6.3.7), its own, its id. */
export function variableName(node: DmnNode): string {
  return text(child(node, 'variable'), 'name') ?? text(node, 'name') ?? text(node, 'id') ?? '';
}

const PLAIN = /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u;

/**
 * The names of a model that FEEL cannot tell from an expression without knowing them: those of item components, which stand behind the
 * dot of a path wherever a value of their type got to.
 */
export function specialNames(definitions: DmnNode): readonly string[] {
  const names = new Set<string>();
  const visit = (item: DmnNode): void => {
    for (const part of children(item, 'itemComponent')) {
      const name = text(part, 'name');
      if (name !== undefined && !PLAIN.test(name)) names.add(name);
      visit(part);
    }
  };
  for (const item of children(definitions, 'itemDefinition')) visit(item);
  return [...names];
}
