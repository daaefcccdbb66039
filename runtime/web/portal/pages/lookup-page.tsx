import { type FormEvent, lazy, type ReactNode, Suspense, useState } from 'react';
import type { LookupView } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { PageTitle } from '../parts/page-title.js';
import { Skeleton } from '../parts/skeleton.js';
import { Timeline } from '../parts/timeline.js';
import { useLocation } from '../router/use-location.js';
import { useLang } from '../state/use-lang.js';

const RateWithCode = lazy(async () => ({ default: (await import('../parts/rate-with-code.js')).RateWithCode }));

/** How a case stands, by number and query code, without signing in. */
export default function LookupPage(): ReactNode {
  const { lang, tell } = useLang();
  const { query } = useLocation();
  const [caseNumber, setCaseNumber] = useState(query.get('case') ?? query.get('n') ?? '');
  const [queryCode, setQueryCode] = useState(query.get('code') ?? query.get('c') ?? '');
  const [found, setFound] = useState<LookupView>();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const look = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = { caseNumber: caseNumber.trim().toUpperCase(), queryCode: queryCode.trim().toUpperCase() };
    setFound(undefined);
    if (wanted.caseNumber === '' || wanted.queryCode === '') {
      setFailure(tell('lookup.missing'));
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      setFound(await request<LookupView>('/api/lookup', { method: 'POST', body: wanted }));
    } catch (error) {
      const isUnknown = error instanceof ApiProblem && [400, 404, 422].includes(error.status);
      setFailure(isUnknown ? tell('lookup.none') : failureSentence(error, lang));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="page narrow">
      <PageTitle text={tell('lookup.title')} />
      <p className="lead">{tell('lookup.lead')}</p>
      <form className="card form" noValidate onSubmit={(event) => void look(event)}>
        <label htmlFor="case-number">{tell('lookup.number')}</label>
        <input
          id="case-number"
          className="number"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          value={caseNumber}
          aria-invalid={failure !== undefined || undefined}
          aria-describedby={failure === undefined ? undefined : 'lookup-failure'}
          onChange={(event) => setCaseNumber(event.target.value)}
        />
        <label htmlFor="query-code">{tell('lookup.code')}</label>
        <input
          id="query-code"
          className="number short"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={12}
          required
          value={queryCode}
          aria-describedby="query-code-hint"
          onChange={(event) => setQueryCode(event.target.value)}
        />
        <p className="fine" id="query-code-hint">
          {tell('lookup.codeHint')}
        </p>
        {failure !== undefined && (
          <p className="field-error" id="lookup-failure" role="alert">
            {failure}
          </p>
        )}
        <button type="submit" className="button primary wide" disabled={isBusy}>
          {tell(isBusy ? 'lookup.busy' : 'lookup.go')}
        </button>
      </form>
      <div aria-live="polite">
        {found !== undefined && <Found view={found} queryCode={queryCode.trim().toUpperCase()} />}
      </div>
    </div>
  );
}

function Found({ view, queryCode }: { readonly view: LookupView; readonly queryCode: string }): ReactNode {
  const { lang, tell } = useLang();
  return (
    <>
      <section className="card" aria-labelledby="found">
        <h2 id="found">{textIn(view.title, lang)}</h2>
        <p className="case-line">
          <span className="chip">{textIn(view.statusText, lang)}</span>
          <span className="number">{view.caseNumber}</span>
          {view.expectedDate !== undefined && (
            <span>{tell('mine.expected', { date: dateText(view.expectedDate, lang) })}</span>
          )}
        </p>
        <Timeline steps={view.timeline} canOpen={false} />
        {view.contact !== undefined && (
          <p className="fine">
            {tell('case.contact')}：{textIn(view.contact, lang)}
          </p>
        )}
      </section>
      {view.rating !== undefined && (
        <Suspense fallback={<Skeleton />}>
          <RateWithCode key={view.caseNumber} form={view.rating} caseNumber={view.caseNumber} queryCode={queryCode} />
        </Suspense>
      )}
    </>
  );
}
