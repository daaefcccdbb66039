import type { ReactNode } from 'react';
import type { CertificateSummary } from '../../shared/api-types.js';
import { dateText } from '../../shared/time-text.js';
import { useLang } from '../state/use-lang.js';

/** The certificate a case ended with: number, validity, download, and the page others check it on. */
export function CaseCertificate({ certificate }: { readonly certificate: CertificateSummary }): ReactNode {
  const { lang, tell } = useLang();
  const { documentId, validFrom, validTo } = certificate;
  const verify =
    certificate.verifyToken === undefined ? certificate.verifyUrl : `/v/${encodeURIComponent(certificate.verifyToken)}`;
  return (
    <section className="card certificate" aria-labelledby="certificate">
      <h2 id="certificate">{tell('case.certificate')}</h2>
      <dl className="facts">
        <div>
          <dt>{tell('case.certificateNo')}</dt>
          <dd className="number">{certificate.certificateNo}</dd>
        </div>
        {validFrom !== undefined && validTo !== undefined && (
          <div>
            <dt>{tell('case.valid')}</dt>
            <dd>{tell('case.validRange', { from: dateText(validFrom, lang), to: dateText(validTo, lang) })}</dd>
          </div>
        )}
      </dl>
      <div className="actions">
        {documentId !== undefined && (
          <a className="button primary" href={`/api/documents/${documentId}`} target="_blank" rel="noopener">
            {tell('case.download')}
            <span className="only-heard">：{tell('case.certificate')}</span>
          </a>
        )}
        {verify !== undefined && (
          <a className="button" href={verify} target="_blank" rel="noopener">
            {tell('case.verify')}
          </a>
        )}
      </div>
    </section>
  );
}
