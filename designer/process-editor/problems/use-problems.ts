import { useEffect, useState } from 'react';
import { compileBpmn, type Problem } from '../../../engine/index.js';

/** How long after the last change the process is compiled, ms. */
const PAUSE_MS = 600;

/** What the compiler says about the process just now; `isStale` while a newer text waits. */
export interface ProblemReport {
  readonly problems: readonly Problem[];
  readonly isStale: boolean;
}

/** Finds the problems of a process by its text. */
export type CheckProcess = (xml: string) => Promise<readonly Problem[]>;

/** The compiler that deploys a BPMN file, in the browser, without the rest of its package. */
export const checkAlone: CheckProcess = async (xml) => {
  const result = await compileBpmn(xml);
  return result.ok ? result.warnings : result.problems;
};

/** Compiles in the browser a moment after each change. `check` must stay the same function while nothing but the text changes. */
export function useProblems(xml: string, check: CheckProcess): ProblemReport {
  const [report, setReport] = useState<{ readonly xml: string; readonly problems: readonly Problem[] }>();
  useEffect(() => {
    let dead = false;
    const timer = setTimeout(() => {
      void check(xml).then((problems) => {
        if (!dead) setReport({ xml, problems });
      });
    }, PAUSE_MS);
    return () => {
      dead = true;
      clearTimeout(timer);
    };
  }, [xml, check]);
  return { problems: report?.problems ?? NONE, isStale: report?.xml !== xml };
}

const NONE: readonly Problem[] = [];
