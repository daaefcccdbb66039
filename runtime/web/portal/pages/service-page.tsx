import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { ApiText, Service } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { Skeleton } from '../parts/skeleton.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

const FormReadPart = lazy(async () => ({ default: (await import('../parts/form-read-part.js')).FormReadPart }));

/** The guide to one service: who, what to bring, steps, limits, fee, basis, sample; and the way into the form. */
export default function ServicePage({ service }: { readonly service: string }): ReactNode {
  const { lang } = useLang();
  const loading = useLoad(`service ${service} ${lang}`, (signal) =>
    request<Service>(`/api/services/${encodeURIComponent(service)}`, { signal }),
  );
  return (
    <div className="page">
      <Loaded loading={loading}>{(value) => <Guide service={value} />}</Loaded>
    </div>
  );
}

function Guide({ service }: { readonly service: Service }): ReactNode {
  const { lang, tell } = useLang();
  const say = (text: ApiText | undefined): string => textIn(text, lang);
  const list = (texts: readonly ApiText[]): ReactNode => texts.map((text, index) => <li key={index}>{say(text)}</li>);
  const apply = (
    <Link className="button primary wide" href={`/services/${encodeURIComponent(service.key)}/apply`}>
      {tell('service.apply')}
    </Link>
  );
  return (
    <>
      <header className="page-head">
        <p className="crumbs">
          <Link href="/">{tell('nav.services')}</Link>
        </p>
        <PageTitle text={say(service.title)} />
        {service.description !== undefined && <p className="lead">{say(service.description)}</p>}
      </header>
      <div className="with-side">
        <div className="guide">
          <section aria-labelledby="who">
            <h2 id="who">{tell('service.who')}</h2>
            <p>{say(service.who)}</p>
          </section>
          <section aria-labelledby="bring">
            <h2 id="bring">{tell('service.bring')}</h2>
            <ul className="ticks">{list(service.bring)}</ul>
          </section>
          <section aria-labelledby="steps">
            <h2 id="steps">{tell('service.steps')}</h2>
            <ol className="steps">{list(service.steps)}</ol>
          </section>
          {service.basis !== undefined && service.basis.length > 0 && (
            <section aria-labelledby="basis">
              <h2 id="basis">{tell('service.basis')}</h2>
              <ul>{list(service.basis)}</ul>
            </section>
          )}
          {service.sample !== undefined && <Sample sample={service.sample} />}
        </div>
        <aside className="side" aria-label={tell('service.apply')}>
          {apply}
          <dl>
            <div>
              <dt>{tell('service.limits')}</dt>
              <dd>{say(service.limits)}</dd>
            </div>
            <div>
              <dt>{tell('service.fee')}</dt>
              <dd>{service.fee === undefined ? tell('service.free') : say(service.fee)}</dd>
            </div>
            <div>
              <dt>{tell('service.contact')}</dt>
              <dd>{say(service.contact)}</dd>
            </div>
          </dl>
        </aside>
      </div>
    </>
  );
}

function Sample({ sample }: { readonly sample: NonNullable<Service['sample']> }): ReactNode {
  const { tell } = useLang();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="fold" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{tell('service.sample')}</summary>
      <p className="fine">{tell('service.sampleHint')}</p>
      {isOpen && (
        <Suspense fallback={<Skeleton />}>
          <FormReadPart form={sample.form} document={sample.document} />
        </Suspense>
      )}
    </details>
  );
}
