import { CloseCircleFilled, WarningFilled } from '@ant-design/icons';
import type { ReactNode } from 'react';
import type { Problem, Text } from '../../../engine/index.js';
import type { Lang } from '../../form-view/types.js';
import { teller } from '../texts/tell.js';

/** What a list of problems is shown with. */
export interface ProblemListProps {
  readonly problems: readonly Problem[];
  readonly lang: Lang;
  /** The name of an element, where it is known. */
  readonly nameOf?: (problem: Problem) => string | undefined;
  /** Leads to the place; absent where nothing can be opened. */
  readonly onGo?: ((problem: Problem) => void) | undefined;
}

/** Problems with severity, sentence, place and rule, errors first; a click leads to the element. */
export function ProblemList({ problems, lang, nameOf, onGo }: ProblemListProps): ReactNode {
  const t = teller(lang);
  const sorted = [...problems].sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'));
  return (
    <ul className="pe-problem-list">
      {sorted.map((problem, index) => (
        <li key={index} className={`is-${problem.severity}`}>
          {problem.severity === 'error' ? <CloseCircleFilled aria-hidden /> : <WarningFilled aria-hidden />}
          <span className="pe-unseen">{t(problem.severity === 'error' ? 'problems.error' : 'problems.warning')}</span>
          <span className="pe-problem-text">{say(problem.text, lang)}</span>
          <Place problem={problem} name={nameOf?.(problem)} onGo={onGo} />
          <Steps problem={problem} lang={lang} onGo={onGo} />
          <span className="pe-problem-rule">
            {problem.rule}
            {problem.clause !== undefined && ` · ${problem.clause}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The way to the fault, folded up; a step leads to its element. */
function Steps(props: {
  readonly problem: Problem;
  readonly lang: Lang;
  readonly onGo: ((problem: Problem) => void) | undefined;
}): ReactNode {
  const { problem, lang, onGo } = props;
  if (problem.steps === undefined || problem.steps.length === 0) return null;
  return (
    <details className="pe-problem-steps">
      <summary>{teller(lang)('problems.steps', { n: problem.steps.length })}</summary>
      <ol>
        {problem.steps.map(({ elementId, text }, index) => (
          <li key={index}>
            {onGo === undefined ? (
              say(text, lang)
            ) : (
              <button type="button" className="pe-link" onClick={() => onGo({ ...problem, elementId })}>
                {say(text, lang)}
              </button>
            )}
          </li>
        ))}
      </ol>
    </details>
  );
}

function Place(props: {
  readonly problem: Problem;
  readonly name: string | undefined;
  readonly onGo: ((problem: Problem) => void) | undefined;
}): ReactNode {
  const { problem, name, onGo } = props;
  const place = problem.elementId ?? problem.pointer;
  const file = problem.file === undefined ? '' : `${problem.file} `;
  const text = `${file}${name !== undefined && name !== '' ? name : (place ?? '')}`.trim();
  if (text === '') return null;
  if (onGo === undefined) return <span className="pe-problem-place">{text}</span>;
  return (
    <button type="button" className="pe-problem-place pe-link" onClick={() => onGo(problem)} title={place}>
      {text}
    </button>
  );
}

function say(text: Text, lang: Lang): string {
  return text[lang];
}
