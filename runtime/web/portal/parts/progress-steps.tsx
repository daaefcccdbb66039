import type { ReactNode } from 'react';
import { useLang } from '../state/use-lang.js';

const STEPS = ['apply.step1', 'apply.step2', 'apply.step3'] as const;

/** Where an application stands: fill in, check, done. `at` counts from 1. */
export function ProgressSteps({ at }: { readonly at: 1 | 2 | 3 }): ReactNode {
  const { tell } = useLang();
  return (
    <ol className="progress" aria-label={tell('apply.steps')}>
      {STEPS.map((key, index) => (
        <li key={key} aria-current={index + 1 === at ? 'step' : undefined} data-passed={index + 1 < at || undefined}>
          <span className="progress-number" aria-hidden="true">
            {index + 1}
          </span>
          {tell(key)}
        </li>
      ))}
    </ol>
  );
}
