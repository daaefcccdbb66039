import { analyseFeel } from '../feel/analyse.js';
import type { ProcessPlan } from '../model/plan.js';
import { placedExpressions } from './link.js';

/** An expression that reads a variable: where it stands, and which parts of the variable it reads; an empty path is the whole of it. */
export interface VariableReader {
  readonly processId: string;
  readonly elementId: string;
  readonly source: string;
  readonly paths: readonly (readonly string[])[];
}

/** Everything in these processes that reads a variable, for whoever is about to change what it holds. */
export function readersOf(plans: Iterable<ProcessPlan>, variable: string): readonly VariableReader[] {
  return [...plans].flatMap((plan) =>
    placedExpressions(plan).flatMap(({ elementId, source }): readonly VariableReader[] => {
      const paths = pathsRead(source, 'expression', variable);
      return paths.length === 0 ? [] : [{ processId: plan.processId, elementId, source, paths }];
    }),
  );
}

/** The parts of a variable that a FEEL text reads; none when it does not read it, or is no FEEL. */
export function pathsRead(
  source: string,
  kind: 'expression' | 'unaryTests',
  variable: string,
): readonly (readonly string[])[] {
  if (!source.includes(variable)) return [];
  const analysis = analyseFeel(source, kind);
  if (!analysis.ok) return [];
  return analysis.reads.flatMap(([name, ...path]) => (name === variable ? [path] : []));
}
