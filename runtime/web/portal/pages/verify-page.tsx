import type { ReactNode } from 'react';
import type { VerifyView } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { ApiProblem } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { dateText, instantText } from '../../shared/time-text.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

/** Whether a certificate is valid; the target of the QR code on it. Needs no sign-in and shows masked data only. */
export default function VerifyPage({ token }: { readonly token: string }): ReactNode {
  const { lang, tell } = useLang();
  const loading = useLoad(`verify ${token} ${lang}`, async (signal) => ({
    view: await request<VerifyView>(`/api/verify/${encodeURIComponent(token)}`, { signal }),
    at: new Date().toISOString(),
  }));
  const isUnknown =
    loading.state === 'failed' && loading.error instanceof ApiProblem && [400, 404].includes(loading.error.status);
  return (
    <div className="page narrow">
      <PageTitle text={tell('verify.title')} />
      {isUnknown ? (
        <div className="verdict" data-tone="bad" role="alert">
          <p className="verdict-title">{tell('verify.unknown')}</p>
          <p>{tell('verify.unknownText')}</p>
        </div>
      ) : (
        <Loaded loading={loading}>{({ view, at }) => <Verdict view={view} at={at} />}</Loaded>
      )}
    </div>
  );
}

function Verdict({ view, at }: { readonly view: VerifyView; readonly at: string }): ReactNode {
  const { lang, tell } = useLang();
  const isGood = view.state === 'valid' && view.signature.ok;
  const title = view.signature.ok ? tell(`verify.${view.state}`) : tell('verify.forged');
  return (
    <>
      <div className="verdict" data-tone={isGood ? 'good' : 'bad'} role="status">
        <svg viewBox="0 0 48 48" aria-hidden="true">
          <circle cx="24" cy="24" r="24" fill="currentColor" />
          <path
            d={isGood ? 'm13 25 8 8 15-17' : 'M15 15l18 18M33 15 15 33'}
            fill="none"
            stroke="#fff"
            strokeWidth="4.5"
            strokeLinecap="round"
            strokeLinejoin="round"
          />
        </svg>
        <div>
          <p className="verdict-title">{title}</p>
          <p>{tell('verify.checked', { time: instantText(at, lang) })}</p>
        </div>
      </div>
      {view.practice === true && <p className="notice warn">{tell('verify.practice')}</p>}
      <dl className="facts card">
        <div>
          <dt>{tell('verify.number')}</dt>
          <dd className="number">{view.certificateNo}</dd>
        </div>
        <div>
          <dt>{tell('verify.holder')}</dt>
          <dd>{view.holder}</dd>
        </div>
        {fieldsOf(view, lang).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
        {view.validFrom !== undefined && view.validTo !== undefined && (
          <div>
            <dt>{tell('case.valid')}</dt>
            <dd>
              {tell('case.validRange', { from: dateText(view.validFrom, lang), to: dateText(view.validTo, lang) })}
            </dd>
          </div>
        )}
        {view.issuedBy !== undefined && (
          <div>
            <dt>{tell('verify.issuedBy')}</dt>
            <dd>{textIn(view.issuedBy, lang)}</dd>
          </div>
        )}
        <div>
          <dt>{tell('verify.signature')}</dt>
          <dd>
            {tell(view.signature.ok ? 'verify.signatureOk' : 'verify.signatureBad')}
            {view.signature.keyId !== undefined && (
              <span className="fine"> {tell('verify.key', { key: view.signature.keyId })}</span>
            )}
          </dd>
        </div>
      </dl>
    </>
  );
}

function fieldsOf(view: VerifyView, lang: 'zh' | 'en'): readonly (readonly [string, string])[] {
  const { fields } = view;
  if (fields === undefined) return [];
  if (Array.isArray(fields))
    return fields.map((field) => [textIn(field.title, lang), textIn(field.value, lang)] as const);
  return Object.entries(fields).map(
    ([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)] as const,
  );
}
