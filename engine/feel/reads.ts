import { builtinNamed } from './builtins.js';
import type { Node } from './syntax.js';
import { childrenOf } from './syntax.js';

/** One variable an expression reads: its name, and the path below it as far as it is constant. */
export type FeelRead = readonly [string, ...string[]];

/** Names that an expression binds for a part of itself. */
type Bound = ReadonlySet<string>;

/**
 * The variables a FEEL text reads, each with its path, in the order of the text and without repetition. A name inside a filter may mean
 * an entry of the item or a variable: `uncertain` is called with such names, and they are among the reads.
 */
export function readsOf(node: Node, uncertain: (name: string) => void = () => undefined): readonly FeelRead[] {
  const found = new Map<string, FeelRead>();
  visit(node, new Set(), false);
  return [...found.values()];

  function note(read: FeelRead, inFilter: boolean): void {
    if (inFilter) uncertain(read[0]);
    found.set(JSON.stringify(read), read);
  }

  function visit(at: Node, bound: Bound, inFilter: boolean): void {
    const path = pathOf(at);
    if (path !== undefined) {
      if (!bound.has(path[0]) && path[0] !== '?') note(path, inFilter);
      return;
    }
    switch (at.kind) {
      case 'call':
        if (at.callee.kind !== 'name' || builtinNamed(at.callee.name) === undefined) visit(at.callee, bound, inFilter);
        for (const arg of at.args) visit(arg, bound, inFilter);
        return;
      case 'filter':
        visit(at.source, bound, inFilter);
        visit(at.condition, new Set([...bound, 'item']), true);
        return;
      case 'for':
      case 'quantified': {
        const inside = new Set(bound);
        for (const { name, from, to } of at.iterators) {
          visit(from, inside, inFilter);
          if (to !== undefined) visit(to, inside, inFilter);
          inside.add(name);
        }
        if (at.kind === 'for') inside.add('partial');
        visit(at.kind === 'for' ? at.result : at.condition, inside, inFilter);
        return;
      }
      case 'function':
        visit(at.body, new Set([...bound, ...at.parameters.map(({ name }) => name)]), inFilter);
        return;
      case 'context': {
        const inside = new Set(bound);
        for (const { name, value } of at.entries) {
          if (value.kind === 'function') inside.add(name);
          visit(value, inside, inFilter);
          inside.add(name);
        }
        return;
      }
      default:
        for (const child of childrenOf(at)) visit(child, bound, inFilter);
    }
  }
}

/** The path that a name with members after it spells; undefined for anything else. */
function pathOf(node: Node): [string, ...string[]] | undefined {
  if (node.kind === 'name') return [node.name];
  const before = node.kind === 'path' ? pathOf(node.source) : undefined;
  return before && node.kind === 'path' ? [...before, node.name] : undefined;
}
