import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import type { ApiForm, ApiText } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { fileService } from '../../shared/upload.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { go } from '../router/location.js';
import { handOver } from '../state/handed-over.js';
import { toFormSource } from '../state/to-form-source.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

/** `GET /api/self-checks/{key}`. */
interface Questions {
  readonly title: ApiText;
  readonly lead: ApiText;
  readonly form: ApiForm;
}

/** `POST /api/self-checks/{key}/answers`. */
interface Judgement {
  readonly reason: ApiText;
  readonly service?: { readonly key: string; readonly title: ApiText; readonly limits: ApiText };
  readonly needed: boolean;
  readonly prefill: JsonObject;
}

/** Some questions; the server's decision says what has to be applied for; the way into that form, with the answers filled in. */
export default function SelfCheckPage({ check }: { readonly check: string }): ReactNode {
  const { lang, tell } = useLang();
  const name = encodeURIComponent(check);
  const loading = useLoad(`check ${check} ${lang}`, (signal) =>
    request<Questions>(`/api/self-checks/${name}`, { signal }),
  );
  return (
    <div className="page narrow">
      <Loaded loading={loading}>
        {(questions) => (
          <>
            <p className="crumbs">
              <Link href="/">{tell('nav.services')}</Link>
            </p>
            <PageTitle text={textIn(questions.title, lang)} />
            <p className="lead">{textIn(questions.lead, lang)}</p>
            <Asked questions={questions} name={name} />
          </>
        )}
      </Loaded>
    </div>
  );
}

function Asked({ questions, name }: { readonly questions: Questions; readonly name: string }): ReactNode {
  const { lang, tell } = useLang();
  const [answers, setAnswers] = useState<JsonObject>({});
  const [judgement, setJudgement] = useState<Judgement>();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const form = useMemo(() => toFormSource(questions.form), [questions.form]);
  const files = useMemo(() => fileService(), []);
  const ask = async (patch: JsonObject): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const path = `/api/self-checks/${name}/answers`;
      setJudgement(await request<Judgement>(path, { method: 'POST', body: { answers: patch } }));
    } catch (error) {
      setFailure(failureSentence(error, lang));
    } finally {
      setBusy(false);
    }
  };
  if (judgement !== undefined) return <Judged judgement={judgement} onAgain={() => setJudgement(undefined)} />;
  return (
    <>
      {failure !== undefined && (
        <p className="notice bad" role="alert">
          {failure}
        </p>
      )}
      <FormView
        form={form}
        document={answers}
        lang={lang}
        files={files}
        isBusy={isBusy}
        submitLabel={tell('check.go')}
        onChange={setAnswers}
        onSubmit={(patch) => void ask(patch)}
      />
    </>
  );
}

function Judged({ judgement, onAgain }: { readonly judgement: Judgement; readonly onAgain: () => void }): ReactNode {
  const { lang, tell } = useLang();
  const { service, prefill, needed } = judgement;
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const title = service === undefined ? tell(needed ? 'check.notHere' : 'check.nothing') : textIn(service.title, lang);
  return (
    <section className="card" aria-labelledby="judged">
      <h2 id="judged" tabIndex={-1} ref={heading}>
        {service === undefined ? title : tell('check.needs', { service: title })}
      </h2>
      <p>{textIn(judgement.reason, lang)}</p>
      {service !== undefined && <p className="fine">{textIn(service.limits, lang)}</p>}
      <div className="actions">
        {service !== undefined && (
          <>
            <button
              type="button"
              className="button primary"
              onClick={() => {
                handOver(service.key, prefill);
                go(`/services/${encodeURIComponent(service.key)}/apply`);
              }}
            >
              {tell('check.apply')}
            </button>
            <Link className="button" href={`/services/${encodeURIComponent(service.key)}`}>
              {tell('check.guide')}
            </Link>
          </>
        )}
        <button type="button" className="button" onClick={onAgain}>
          {tell('check.again')}
        </button>
      </div>
    </section>
  );
}
