import type { CompiledFeel } from '../feel/compile-feel.js';
import type { JsonValue } from '../model/json.js';
import type { Text } from '../model/text.js';
import type { DmnNode } from './dmn-node.js';
import { text } from './dmn-node.js';
import type { DecisionScope, LogicContext } from './decision-scope.js';
import { compileText } from './compile-text.js';

/** Whether an input value passes one cell, or why that cannot be said. */
export type CellAnswer =
  { readonly ok: true; readonly matches: boolean } | { readonly ok: false; readonly message: Text };

/** One input entry as a closure over the value of its column. */
export type CellTest = (value: JsonValue, scope: DecisionScope) => CellAnswer;

const ANY: CellTest = () => ({ ok: true, matches: true });
const ITEM = /^(?:"([^"\\]*)"|(-?\d+(?:\.\d+)?)|(true|false))$/;

/**
 * Compiles an input entry (DMN 1.5, 8.3.3). An empty cell and `-` let everything pass. Lists of plain constants are compared directly,
 * which saves most of the interpreter's work; everything else is unary tests.
 */
export function compileCell(node: DmnNode | undefined, context: LogicContext): CellTest | undefined {
  const source = text(node, 'text');
  if (node === undefined || source === undefined || source === '-') return ANY;
  const compiled = compileText(node, 'unaryTests', context);
  if (!compiled) return undefined;
  const general = generalTest(compiled);
  const constants = constantsOf(source);
  if (!constants) return general;
  return (value, scope) =>
    value !== null && typeof value === 'object'
      ? general(value, scope)
      : { ok: true, matches: value !== null && constants.has(value) };
}

function generalTest(compiled: CompiledFeel): CellTest {
  return (value, scope) => {
    const result = compiled.evaluate({ ...scope.context, '?': value }, scope.environment);
    return result.ok ? { ok: true, matches: result.value === true } : result;
  };
}

/** The constants of a list such as `"a", "b"` or `1, 2`; undefined when anything else stands there. */
export function constantsOf(source: string): ReadonlySet<string | number | boolean> | undefined {
  const constants = new Set<string | number | boolean>();
  for (const item of source.match(/"[^"]*"|[^,"]+|,/g) ?? []) {
    const trimmed = item.trim();
    if (trimmed === ',' || trimmed === '') continue;
    const parts = ITEM.exec(trimmed);
    if (!parts) return undefined;
    constants.add(parts[1] ?? (parts[2] === undefined ? parts[3] === 'true' : Number(parts[2])));
  }
  return constants;
}
