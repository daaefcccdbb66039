import { useEffect, useState } from 'react';
import { compileBpmn, type Problem } from '../../../engine/index.js';

/** How long after the last change the process is compiled, ms. */
const PAUSE_MS = 500;

/** What the compiler says about the process just now; `isStale` while a newer text waits. */
export interface ProblemReport {
  readonly problems: readonly Problem[];
  readonly isStale: boolean;
}

/** Compiles the process in the browser, with the compiler that deploys it, a moment after each change. */
export function useProblems(xml: string): ProblemReport {
  const [report, setReport] = useState<{ readonly xml: string; readonly problems: readonly Problem[] }>();
  useEffect(() => {
    let dead = false;
    const timer = setTimeout(() => {
      void compileBpmn(xml).then((result) => {
        if (!dead) setReport({ xml, problems: result.ok ? result.warnings : result.problems });
      });
    }, PAUSE_MS);
    return () => {
      dead = true;
      clearTimeout(timer);
    };
  }, [xml]);
  return { problems: report?.problems ?? [], isStale: report?.xml !== xml };
}
