import type { ReactNode } from 'react';
import type { TimelineStep } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { dateText, instantText } from '../../shared/time-text.js';
import { useLang } from '../state/use-lang.js';

/** What has been done, what is going on, and what comes next, in plain words. */
export function Timeline({
  steps,
  canOpen,
}: {
  readonly steps: readonly TimelineStep[];
  readonly canOpen: boolean;
}): ReactNode {
  const { lang, tell } = useLang();
  return (
    <ol className="timeline">
      {steps.filter(isNews).map((step, index) => (
        <li key={index} className="timeline-step" data-kind={step.kind}>
          <div className="timeline-head">
            <span className="timeline-title">{textIn(step.title, lang)}</span>
            <span className="chip" data-kind={step.kind}>
              {tell(`case.${step.kind}`)}
            </span>
          </div>
          <p className="timeline-facts">
            {step.at !== undefined && step.kind !== 'next' && (
              <time dateTime={step.at}>{instantText(step.at, lang)}</time>
            )}
            {step.actorRole !== undefined && <span>{textIn(step.actorRole, lang)}</span>}
            {step.dueDate !== undefined && <span>{tell('case.stepDue', { date: dateText(step.dueDate, lang) })}</span>}
          </p>
          {step.note !== undefined && <p className="timeline-note">{textIn(step.note, lang)}</p>}
          {step.documents !== undefined && step.documents.length > 0 && (
            <ul className="timeline-documents">
              {step.documents.map((document) => (
                <li key={document.documentId}>
                  {canOpen ? (
                    <a href={`/api/documents/${document.documentId}`} target="_blank" rel="noopener">
                      {textIn(document.title, lang)}
                    </a>
                  ) : (
                    textIn(document.title, lang)
                  )}
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  );
}

/** A status may be set twice in a row; people are told once. */
function isNews(step: TimelineStep, index: number, steps: readonly TimelineStep[]): boolean {
  const before = steps.slice(0, index).findLast((one) => one.documents === undefined);
  return (
    before === undefined || step.documents !== undefined || textIn(before.title, 'zh') !== textIn(step.title, 'zh')
  );
}
