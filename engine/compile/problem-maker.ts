import type { Problem } from '../model/problem.js';

/** What a finding needs besides its texts: the stable rule key and the place. */
export interface Place {
  readonly elementId?: string | undefined;
  readonly pointer?: string | undefined;
  readonly file?: string | undefined;
  readonly line?: number | undefined;
  readonly clause?: string | undefined;
  readonly ruleNumber?: string | undefined;
}

/** An `error` Problem at a place. Members of the place that are undefined are left out. */
export function errorAt(rule: string, place: Place, zh: string, en: string): Problem {
  return problemAt('error', rule, place, zh, en);
}

/** A `warning` Problem at a place. */
export function warningAt(rule: string, place: Place, zh: string, en: string): Problem {
  return problemAt('warning', rule, place, zh, en);
}

function problemAt(severity: Problem['severity'], rule: string, place: Place, zh: string, en: string): Problem {
  return {
    severity,
    rule,
    text: { zh, en },
    ...(place.file === undefined ? {} : { file: place.file }),
    ...(place.elementId === undefined ? {} : { elementId: place.elementId }),
    ...(place.pointer === undefined ? {} : { pointer: place.pointer }),
    ...(place.line === undefined ? {} : { line: place.line }),
    ...(place.clause === undefined ? {} : { clause: place.clause }),
    ...(place.ruleNumber === undefined ? {} : { ruleNumber: place.ruleNumber }),
  };
}

/** No answer about one file or package names more findings than this. */
export const MAX_PROBLEMS = 500;

/** Errors before warnings, in their order, and at most `MAX_PROBLEMS`. */
export function limited(problems: readonly Problem[]): readonly Problem[] {
  const errors = problems.filter((problem) => problem.severity === 'error');
  const warnings = problems.filter((problem) => problem.severity === 'warning');
  return [...errors, ...warnings].slice(0, MAX_PROBLEMS);
}
