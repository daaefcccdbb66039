import { compileFeel } from '../feel/compile-feel.js';

const KNOWN = new Set(['activationCount', 'and', 'or', 'not', 'true', 'false', 'null']);

/**
 * Whether the activation condition of a complex gateway holds with so many tokens waiting; undefined when it depends on data as well
 * (BPMN 2.0.2, 13.4.5). Without a condition one token is enough.
 */
export function isActivated(condition: string | undefined, activationCount: number): boolean | undefined {
  if (condition === undefined) return activationCount > 0;
  const names = condition.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
  if (names.some((name) => !KNOWN.has(name))) return undefined;
  const compiled = compileFeel(condition, 'expression');
  if (!compiled.ok) return undefined;
  const result = compiled.expression.evaluate({ activationCount });
  return result.ok && typeof result.value === 'boolean' ? result.value : undefined;
}
