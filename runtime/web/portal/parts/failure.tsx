import type { ReactNode } from 'react';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { useLang } from '../state/use-lang.js';

/** Says what went wrong and offers to try again. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }): ReactNode {
  const { lang, tell } = useLang();
  const trace = error instanceof ApiProblem ? error.traceId : undefined;
  return (
    <div className="notice bad" role="alert">
      <p className="notice-title">{tell('failed.title')}</p>
      <p>{failureSentence(error, lang)}</p>
      {trace !== undefined && <p className="fine">{trace}</p>}
      {onRetry !== undefined && (
        <button type="button" className="button" onClick={onRetry}>
          {tell('retry')}
        </button>
      )}
    </div>
  );
}
