import type { ReactNode } from 'react';
import type { Problem } from '../../engine/index.js';
import type { Lang } from '../form-view/types.js';
import { located, withRowNumbers } from './cell-findings.js';
import type { DecisionTable } from './table.js';
import { tellDecision } from './texts.js';

/** What is wrong with the table, one line each; a line that belongs to a cell leads there. */
export function Findings(props: {
  readonly table: DecisionTable;
  readonly findings: readonly Problem[];
  readonly lang: Lang;
  readonly onGo: (cell: string) => void;
}): ReactNode {
  const { table, findings, lang, onGo } = props;
  const found = located(table, findings);
  return (
    <div className="ed-findings" role="status">
      {found.length === 0 ? (
        <p className="ed-hint">{tellDecision(lang, 'noFindings')}</p>
      ) : (
        <ul aria-label={tellDecision(lang, 'findings')}>
          {found.map(({ problem, cell }, index) => {
            const text = withRowNumbers(table, problem.text[lang], lang);
            return (
              <li key={index} data-severity={problem.severity}>
                {cell === undefined ? (
                  text
                ) : (
                  <button type="button" onClick={() => onGo(cell)}>
                    {text}
                  </button>
                )}
              </li>
            );
          })}
        </ul>
      )}
    </div>
  );
}
