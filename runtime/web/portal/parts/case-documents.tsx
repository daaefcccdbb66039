import type { ReactNode } from 'react';
import type { IssuedDocument } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { dateText } from '../../shared/time-text.js';
import { useLang } from '../state/use-lang.js';

/** The documents issued in a case, to be opened or kept. */
export function CaseDocuments({ documents }: { readonly documents: readonly IssuedDocument[] }): ReactNode {
  const { lang, tell } = useLang();
  return (
    <section className="card" aria-labelledby="documents">
      <h2 id="documents">{tell('case.documents')}</h2>
      {documents.length === 0 ? (
        <p className="fine">{tell('case.noDocuments')}</p>
      ) : (
        <ul className="documents">
          {documents.map((document) => (
            <li key={document.documentId}>
              <a href={`/api/documents/${document.documentId}`} target="_blank" rel="noopener">
                {textIn(document.title, lang)}
              </a>
              <span className="fine">
                {document.documentNo !== undefined && <span>{document.documentNo}</span>}
                <span>{dateText(document.issuedAt, lang)}</span>
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
