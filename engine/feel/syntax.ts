import type { FeelPosition } from './feel-problem.js';
import type { FeelType } from './types.js';
import type { FeelNumber, FeelValue } from './value.js';

/** The signs of comparisons. */
export type CompareSign = '=' | '!=' | '<' | '<=' | '>' | '>=';

/** The signs of arithmetic. */
export type ArithmeticSign = '+' | '-' | '*' | '/' | '**';

/** `name: value` in a context, and one binding of `for`, `some`, `every`. */
export interface Entry {
  readonly name: string;
  readonly value: Node;
}

/** One binding of `for`, `some`, `every`: over a list, or over whole numbers or dates between two ends. */
export interface Iterator {
  readonly name: string;
  readonly from: Node;
  readonly to: Node | undefined;
}

/** A formal parameter of a function definition. */
export interface Parameter {
  readonly name: string;
  readonly type: FeelType | undefined;
}

/** One unary test: a sign with its end point, or any expression. `usesInput` is true when `?` stands in it. */
export interface Test {
  readonly sign: CompareSign | undefined;
  readonly value: Node;
  readonly usesInput: boolean;
}

/** What stands at a node, without its place. */
type Shape =
  | { readonly kind: 'number'; readonly value: FeelNumber | null }
  | { readonly kind: 'constant'; readonly value: string | boolean | null }
  | { readonly kind: 'at'; readonly text: string; readonly value: FeelValue | undefined }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'path'; readonly source: Node; readonly name: string }
  | { readonly kind: 'negate'; readonly operand: Node }
  | { readonly kind: 'arithmetic'; readonly sign: ArithmeticSign; readonly left: Node; readonly right: Node }
  | { readonly kind: 'compare'; readonly sign: CompareSign; readonly left: Node; readonly right: Node }
  | { readonly kind: 'logic'; readonly sign: 'and' | 'or'; readonly left: Node; readonly right: Node }
  | { readonly kind: 'between'; readonly value: Node; readonly low: Node; readonly high: Node }
  | { readonly kind: 'in'; readonly value: Node; readonly tests: readonly Test[] }
  | { readonly kind: 'instance'; readonly value: Node; readonly type: FeelType | undefined; readonly typeName: string }
  | { readonly kind: 'filter'; readonly source: Node; readonly condition: Node }
  | { readonly kind: 'call'; readonly callee: Node; readonly args: readonly Node[]; readonly names?: readonly string[] }
  | { readonly kind: 'if'; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
  | { readonly kind: 'for'; readonly iterators: readonly Iterator[]; readonly result: Node }
  | {
      readonly kind: 'quantified';
      readonly word: 'some' | 'every';
      readonly iterators: readonly Iterator[];
      readonly condition: Node;
    }
  | {
      readonly kind: 'function';
      readonly parameters: readonly Parameter[];
      readonly body: Node;
      readonly external: boolean;
    }
  | { readonly kind: 'list'; readonly items: readonly Node[] }
  | { readonly kind: 'context'; readonly entries: readonly Entry[] }
  | {
      readonly kind: 'range';
      readonly low: Node | undefined;
      readonly high: Node | undefined;
      readonly lowIncluded: boolean;
      readonly highIncluded: boolean;
      readonly test?: '=' | '!=';
    }
  | { readonly kind: 'tests'; readonly tests: readonly Test[]; readonly negated: boolean };

/** One node of a FEEL text (DMN 1.5, 10.3.1.2), with its place in the text and the depth of what hangs below it. */
export type Node = Shape & { readonly position: FeelPosition; readonly depth: number };

/** A node of one kind. */
export type NodeOf<Kind extends Node['kind']> = Extract<Node, { readonly kind: Kind }>;

/** The nodes directly below a node, in the order of the text. */
export function childrenOf(node: Shape): readonly Node[] {
  switch (node.kind) {
    case 'number':
    case 'constant':
    case 'at':
    case 'name':
      return [];
    case 'path':
      return [node.source];
    case 'negate':
      return [node.operand];
    case 'arithmetic':
    case 'compare':
    case 'logic':
      return [node.left, node.right];
    case 'between':
      return [node.value, node.low, node.high];
    case 'in':
      return [node.value, ...node.tests.map((test) => test.value)];
    case 'instance':
      return [node.value];
    case 'filter':
      return [node.source, node.condition];
    case 'call':
      return [node.callee, ...node.args];
    case 'if':
      return [node.condition, node.then, node.otherwise];
    case 'for':
      return [...iteratorNodes(node.iterators), node.result];
    case 'quantified':
      return [...iteratorNodes(node.iterators), node.condition];
    case 'function':
      return [node.body];
    case 'list':
      return node.items;
    case 'context':
      return node.entries.map((entry) => entry.value);
    case 'range':
      return [node.low, node.high].filter((end) => end !== undefined);
    case 'tests':
      return node.tests.map((test) => test.value);
  }
}

function iteratorNodes(iterators: readonly Iterator[]): readonly Node[] {
  return iterators.flatMap(({ from, to }) => (to === undefined ? [from] : [from, to]));
}

/** A node at its place. The depth is one more than that of the deepest below. */
export function nodeOf(shape: Shape, from: number, to: number): Node {
  let depth = 0;
  for (const child of childrenOf(shape)) if (child.depth > depth) depth = child.depth;
  return { ...shape, position: { from, to }, depth: depth + 1 };
}

/** How many nodes stand at and below a node: what evaluating it once costs at least. */
export function sizeOf(node: Node): number {
  return childrenOf(node).reduce((sum, child) => sum + sizeOf(child), 1);
}
