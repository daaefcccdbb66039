import { type ReactNode, useEffect, useRef } from 'react';
import type { JsonObject } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { useLang } from '../state/use-lang.js';
import type { SendState } from '../state/use-send.js';
import { FormReadPart } from './form-read-part.js';

/** The second step: everything to be sent, once more; then sending, which may take a few tries on a bad network. */
export function CheckStep(props: {
  readonly form: ApiForm;
  readonly document: JsonObject;
  readonly send: SendState;
  readonly onSend: () => void;
  readonly onRetry: () => void;
  readonly onEdit: () => void;
}): ReactNode {
  const { send } = props;
  const { lang, tell } = useLang();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
  }, []);
  const isBusy = send.state === 'sending' || send.state === 'waiting';
  const errors = send.state === 'refused' && send.problem instanceof ApiProblem ? send.problem.errors : [];
  return (
    <section aria-labelledby="check">
      <h2 id="check" ref={heading} tabIndex={-1}>
        {tell('apply.checkTitle')}
      </h2>
      <p className="fine">{tell('apply.checkText')}</p>
      <div className="card">
        <FormReadPart form={props.form} document={props.document} />
      </div>
      {send.state === 'waiting' && (
        <div className="notice warn" role="alert">
          <p>{tell('apply.offline')}</p>
          <button type="button" className="button" onClick={props.onRetry}>
            {tell('apply.retryNow')}
          </button>
        </div>
      )}
      {send.state === 'refused' && (
        <div className="notice bad" role="alert">
          <p className="notice-title">{failureSentence(send.problem, lang)}</p>
          {errors.length > 0 && (
            <ul>
              {errors.map((error) => (
                <li key={`${error.pointer} ${error.code}`}>{textIn(error.text, lang)}</li>
              ))}
            </ul>
          )}
        </div>
      )}
      <div className="actions sticky-actions">
        <button type="button" className="button" disabled={isBusy} onClick={props.onEdit}>
          {tell('apply.edit')}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={props.onSend}>
          {tell(isBusy ? 'apply.sending' : 'apply.send')}
        </button>
      </div>
    </section>
  );
}
