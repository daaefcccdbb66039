import { compareNumbers } from './number.js';
import { newScope } from './compile-node.js';
import { guarded } from './budget.js';
import { readsOf } from './reads.js';
import { newRun } from './run.js';
import type { CompareSign, Node } from './syntax.js';
import { childrenOf } from './syntax.js';
import type { FeelNumber } from './value.js';

/** A condition that does not depend on anything, or contradicts itself. */
export interface ConstantCondition {
  readonly node: Node;
  readonly truth: boolean;
}

/** Every outermost condition below a node that is always true or always false, whatever the variables are. */
export function constantConditions(node: Node): readonly ConstantCondition[] {
  if (isCondition(node)) {
    const truth = constantTruth(node) ?? (contradicts(node) ? false : undefined);
    if (truth !== undefined) return [{ node, truth }];
  }
  return childrenOf(node).flatMap(constantConditions);
}

function isCondition(node: Node): boolean {
  return ['compare', 'logic', 'between', 'in', 'instance', 'quantified'].includes(node.kind);
}

/** The truth value of a condition that reads no variable, no clock and nothing bound around it. */
function constantTruth(node: Node): boolean | undefined {
  if (node.position.to - node.position.from > 500 || mentionsOutside(node)) return undefined;
  const scope = newScope(0);
  const closure = scope.compile(node);
  const run = newRun({});
  run.steps = 5000;
  const slots = new Array<null>(scope.slotCount).fill(null);
  const answer = guarded(() => closure({ variables: {}, slots, run }));
  return answer.ok && typeof answer.value === 'boolean' ? answer.value : undefined;
}

function mentionsOutside(node: Node): boolean {
  const calls = (at: Node): boolean =>
    (at.kind === 'name' && ['?', 'now', 'today', 'config', 'item', 'partial'].includes(at.name)) ||
    (at.kind === 'call' && at.callee.kind !== 'name') ||
    childrenOf(at).some(calls);
  return calls(node) || readsOf(node).length > 0;
}

/** What a chain of `and` asks of one path: bounds and a text it must equal. */
interface Demand {
  low?: { readonly value: FeelNumber; readonly included: boolean };
  high?: { readonly value: FeelNumber; readonly included: boolean };
  text?: string;
}

/** Whether a chain of `and` asks for a number above and below, or for two texts, of the same path. */
function contradicts(node: Node): boolean {
  if (node.kind !== 'logic' || node.sign !== 'and') return false;
  const demands = new Map<string, Demand>();
  return conjuncts(node).some((part) => {
    if (part.kind !== 'compare') return false;
    const [path, constant, sign] = orient(part);
    if (path === undefined || constant === undefined) return false;
    const demand = demands.get(path) ?? {};
    demands.set(path, demand);
    if (constant.kind === 'constant' && typeof constant.value === 'string') return equals(demand, constant.value, sign);
    return constant.kind === 'number' && constant.value !== null && bounds(demand, constant.value, sign);
  });
}

function conjuncts(node: Node): readonly Node[] {
  return node.kind === 'logic' && node.sign === 'and' ? [...conjuncts(node.left), ...conjuncts(node.right)] : [node];
}

const TURNED: Readonly<Record<CompareSign, CompareSign>> = {
  '=': '=',
  '!=': '!=',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/** Path, constant and sign of a comparison, with the path at the left. */
function orient(part: Extract<Node, { kind: 'compare' }>): [string | undefined, Node | undefined, CompareSign] {
  const [left, right] = [pathText(part.left), pathText(part.right)];
  if (left !== undefined) return [left, part.right, part.sign];
  return [right, part.left, TURNED[part.sign]];
}

function pathText(node: Node): string | undefined {
  if (node.kind === 'name') return JSON.stringify(node.name);
  const source = node.kind === 'path' ? pathText(node.source) : undefined;
  return source !== undefined && node.kind === 'path' ? `${source}.${JSON.stringify(node.name)}` : undefined;
}

function equals(demand: Demand, text: string, sign: CompareSign): boolean {
  if (sign !== '=') return false;
  const other = demand.text;
  demand.text = text;
  return other !== undefined && other !== text;
}

function bounds(demand: Demand, value: FeelNumber, sign: CompareSign): boolean {
  if (sign === '!=') return false;
  const included = sign !== '<' && sign !== '>';
  const tighter = (old: Demand['low'], order: number): boolean =>
    old === undefined ||
    compareNumbers(value, old.value) * order > 0 ||
    (compareNumbers(value, old.value) === 0 && !included);
  if (sign !== '<' && sign !== '<=' && tighter(demand.low, 1)) demand.low = { value, included };
  if (sign !== '>' && sign !== '>=' && tighter(demand.high, -1)) demand.high = { value, included };
  const { low, high } = demand;
  if (low === undefined || high === undefined) return false;
  const order = compareNumbers(low.value, high.value);
  return order > 0 || (order === 0 && !(low.included && high.included));
}
