import { FilePdfOutlined, SafetyCertificateOutlined } from '@ant-design/icons';
import { Icon } from '../parts/icon.js';
import type { ReactNode } from 'react';
import { instantText } from '../../shared/time-text.js';
import type { StaffCase } from '../api/types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useTexts } from '../texts/use-texts.js';
import { useCase } from './use-case.js';

/** The documents issued in a case; each opens as PDF in a window of its own. */
export function CaseDocuments(props: { readonly caseId: string }): ReactNode {
  const view = useCase(props.caseId);
  if (view.data === undefined) {
    return view.isError ? <Failure error={view.error} onRetry={() => void view.refetch()} /> : <Loading />;
  }
  return <DocumentList view={view.data} />;
}

function DocumentList({ view }: { readonly view: StaffCase }): ReactNode {
  const { t, say, lang } = useTexts();
  const { certificate } = view;
  if (view.documents.length === 0 && certificate == null) return <Nothing title={t('documents.empty')} />;
  return (
    <ul className="yz-documents">
      {certificate != null && (
        <li>
          <Icon of={SafetyCertificateOutlined} className="yz-document-icon" />
          <div>
            <strong>{t('documents.certificate')}</strong>
            <span className="yz-soft">{certificate.certificateNo}</span>
          </div>
          {certificate.verifyUrl !== undefined && (
            <a href={certificate.verifyUrl} target="_blank" rel="noopener noreferrer">
              {t('documents.verify')}
            </a>
          )}
        </li>
      )}
      {view.documents.map((document) => {
        const title = say(document.title);
        return (
          <li key={document.documentId}>
            <Icon of={FilePdfOutlined} className="yz-document-icon" />
            <div>
              <strong>{title}</strong>
              <span className="yz-soft">
                {[
                  document.documentNo === undefined ? '' : t('documents.no', { no: document.documentNo }),
                  instantText(document.issuedAt, lang),
                ]
                  .filter((part) => part !== '')
                  .join(' · ')}
              </span>
            </div>
            <a
              href={`/api/documents/${encodeURIComponent(document.documentId)}`}
              target="_blank"
              rel="noopener noreferrer"
              aria-label={t('documents.openOne', { title })}
            >
              {t('documents.open')}
            </a>
          </li>
        );
      })}
    </ul>
  );
}
