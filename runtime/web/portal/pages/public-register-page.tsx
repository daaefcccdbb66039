import { type FormEvent, type ReactNode, useState } from 'react';
import type { ApiText } from '../../shared/api-types.js';
import { type Lang, textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { QrCode } from '../../shared/qr-code.js';
import { Link } from '../router/link.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

interface Row {
  readonly key: string;
  readonly heading: string;
  readonly state: { readonly code: string; readonly text: ApiText };
  readonly fields: readonly { readonly title: ApiText; readonly value: ApiText }[];
  readonly verifyUrl?: string;
}

/** `GET /api/public-registers/{key}`. */
interface Page {
  readonly title: ApiText;
  readonly lead: ApiText;
  readonly rows: readonly Row[];
  readonly nextCursor?: string;
}

const TONES: Readonly<Record<string, string>> = { valid: 'good', expired: 'warn' };

/** Days are shown as people write them. */
const shown = (text: string, lang: Lang): string => (/^\d{4}-\d{2}-\d{2}$/.test(text) ? dateText(text, lang) : text);

/** A register that anyone may search. What is searched for stands in the address, so that it can be passed on. */
export default function PublicRegisterPage({ register }: { readonly register: string }): ReactNode {
  const { lang, tell } = useLang();
  const { path, query } = useLocation();
  const asked = query.get('q') ?? '';
  const cursor = query.get('after');
  const [words, setWords] = useState(asked);
  const address = new URLSearchParams({
    ...(asked === '' ? {} : { q: asked }),
    ...(cursor === null ? {} : { cursor }),
  }).toString();
  const loading = useLoad(`public ${register} ${address} ${lang}`, (signal) =>
    request<Page>(`/api/public-registers/${encodeURIComponent(register)}?${address}`, { signal }),
  );
  const search = (event: FormEvent): void => {
    event.preventDefault();
    const text = words.trim();
    go(text === '' ? path : `${path}?${new URLSearchParams({ q: text }).toString()}`);
  };
  return (
    <div className="page narrow">
      <p className="crumbs">
        <Link href="/">{tell('nav.services')}</Link>
        <Link href="/public">{tell('public.title')}</Link>
      </p>
      <Loaded loading={loading}>
        {({ title, lead, rows, nextCursor }) => (
          <>
            <PageTitle text={textIn(title, lang)} />
            <p className="lead">{textIn(lead, lang)}</p>
            <form className="card form" role="search" onSubmit={search}>
              <label htmlFor="public-search">{tell('public.search')}</label>
              <input
                id="public-search"
                type="search"
                autoComplete="off"
                maxLength={60}
                value={words}
                onChange={(event) => setWords(event.target.value)}
              />
              <button type="submit" className="button primary wide">
                {tell('public.go')}
              </button>
            </form>
            <p className="fine" role="status">
              {tell('public.found', { n: rows.length })}
            </p>
            {rows.length === 0 && (
              <div className="empty">
                <p className="empty-title">{tell('public.none')}</p>
                <p>{tell('public.noneHint')}</p>
              </div>
            )}
            {rows.map((row) => (
              <Entry key={row.key} row={row} />
            ))}
            {nextCursor !== undefined && (
              <Link className="button" href={`${path}?${new URLSearchParams({ after: nextCursor }).toString()}`}>
                {tell('public.more')}
              </Link>
            )}
          </>
        )}
      </Loaded>
    </div>
  );
}

function Entry({ row }: { readonly row: Row }): ReactNode {
  const { lang, tell } = useLang();
  return (
    <section className="card public-entry" aria-label={row.heading}>
      <h2>
        {row.heading}{' '}
        <span className="chip" data-tone={TONES[row.state.code] ?? 'bad'}>
          {textIn(row.state.text, lang)}
        </span>
      </h2>
      <dl className="facts">
        {row.fields.map(({ title, value }) => (
          <div key={textIn(title, lang)}>
            <dt>{textIn(title, lang)}</dt>
            <dd>{shown(textIn(value, lang), lang)}</dd>
          </div>
        ))}
      </dl>
      {row.verifyUrl !== undefined && (
        <details className="fold">
          <summary>{tell('public.verify')}</summary>
          <QrCode text={row.verifyUrl} label={tell('public.qr')} />
          <p>
            <Link className="button" href={new URL(row.verifyUrl).pathname}>
              {tell('public.verify')}
            </Link>
          </p>
        </details>
      )}
    </section>
  );
}
