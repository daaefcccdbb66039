import type { FeelPosition } from './feel-problem.js';
import type { Closure } from './frame.js';
import type { Node } from './syntax.js';

/** What a name may mean while an expression is compiled, innermost last: a slot, or the entries of the item that a filter looks at. */
export type Binding =
  | { readonly kind: 'local'; readonly name: string; readonly slot: number }
  | { readonly kind: 'item'; readonly slot: number };

/** What compiling the nodes of one text shares. */
export interface Scope {
  readonly bindings: Binding[];
  /** Slots the frame needs. */
  slotCount: number;
  /** Added to positions: what stood before the text that was parsed. */
  readonly offset: number;
  /** Whether the text is unary tests: `?` is then the value they judge wherever it stands. */
  readonly unary: boolean;
  /** Makes the closure of a node; here so that the parts need not import one another in a circle. */
  readonly compile: (node: Node) => Closure;
}

/** A slot nobody else uses. */
export function newSlot(scope: Scope): number {
  scope.slotCount += 1;
  return scope.slotCount - 1;
}

/** Binds a name to a new slot until `unbind`. */
export function bind(scope: Scope, name: string): number {
  const slot = newSlot(scope);
  scope.bindings.push({ kind: 'local', name, slot });
  return slot;
}

/** Compiles with more bindings, which end with it. */
export function within<Result>(scope: Scope, compile: () => Result): Result {
  const before = scope.bindings.length;
  const result = compile();
  scope.bindings.length = before;
  return result;
}

/** Where a node stands in the source as it was given. */
export function placeOf(scope: Scope, node: Node): FeelPosition {
  return { from: node.position.from + scope.offset, to: node.position.to + scope.offset };
}
