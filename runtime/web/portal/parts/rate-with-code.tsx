import { type ReactNode, useMemo, useState } from 'react';
import { type FieldError, FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { toFormSource } from '../state/to-form-source.js';
import { useLang } from '../state/use-lang.js';

const NO_ERRORS: readonly FieldError[] = [];
const NOTHING: JsonObject = {};

/** Rating a service with number and query code, without signing in. */
export function RateWithCode(props: {
  readonly form: ApiForm;
  readonly caseNumber: string;
  readonly queryCode: string;
}): ReactNode {
  const { caseNumber, queryCode } = props;
  const { lang, tell } = useLang();
  const form = useMemo(() => toFormSource(props.form), [props.form]);
  const [state, setState] = useState<'open' | 'busy' | 'done'>('open');
  const [problem, setProblem] = useState<unknown>();
  const send = async (document: JsonObject): Promise<void> => {
    setState('busy');
    setProblem(undefined);
    try {
      await request('/api/lookup/rating', { method: 'POST', body: { caseNumber, queryCode, document } });
      setState('done');
    } catch (error) {
      setProblem(error);
      setState('open');
    }
  };
  const errors = problem instanceof ApiProblem ? problem.errors : NO_ERRORS;
  return (
    <section aria-labelledby="rate-with-code">
      <h2 id="rate-with-code">{tell('lookup.rate')}</h2>
      {state === 'done' ? (
        <p className="notice good" role="status">
          {tell('lookup.rated')}
        </p>
      ) : (
        <>
          {problem !== undefined && errors.length === 0 && (
            <p className="notice bad" role="alert">
              {failureSentence(problem, lang)}
            </p>
          )}
          <FormView
            form={form}
            document={NOTHING}
            lang={lang}
            errors={errors}
            isBusy={state === 'busy'}
            submitLabel={tell('lookup.rateSend')}
            onSubmit={(patch) => void send(patch)}
          />
        </>
      )}
    </section>
  );
}
