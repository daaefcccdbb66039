import type { ReactNode } from 'react';
import type { TimelineStep } from '../../shared/api-types.js';
import { dateText, instantText } from '../../shared/time-text.js';
import { useTexts } from '../texts/use-texts.js';

/** The way of a case in plain words: what is done, where it is now, what comes next. */
export function CaseSteps(props: { readonly steps: readonly TimelineStep[] }): ReactNode {
  const { t, say, lang } = useTexts();
  return (
    <ol className="yz-steps">
      {props.steps.map((step, index) => (
        <li key={index} data-kind={step.kind} aria-current={step.kind === 'now' ? 'step' : undefined}>
          <span className="yz-step-mark" aria-hidden="true" />
          <div>
            <strong>{say(step.title)}</strong>
            <span className="yz-unseen">{t(`step.${step.kind}`)}</span>
            <span className="yz-soft">
              {[
                say(step.actorRole),
                step.at === undefined ? '' : instantText(step.at, lang),
                step.dueDate === undefined ? '' : t('step.due', { date: dateText(step.dueDate, lang) }),
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </span>
            {step.note !== undefined && <p className="yz-soft">{say(step.note)}</p>}
          </div>
        </li>
      ))}
    </ol>
  );
}
