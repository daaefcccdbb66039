import type { ReactNode } from 'react';
import type { CaseView } from '../../shared/api-types.js';
import { request } from '../../shared/request.js';
import { dateText, instantText } from '../../shared/time-text.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { ProgressSteps } from '../parts/progress-steps.js';
import { QrCode } from '../../shared/qr-code.js';
import { Link } from '../router/link.js';
import { keptReceipt } from '../state/receipts.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

interface Facts {
  readonly caseNumber: string;
  readonly queryCode: string | undefined;
  readonly receivedAt: string;
  readonly expectedDate: string | undefined;
  readonly trackUrl: string | undefined;
}

/** What the applicant takes home: number, query code, QR, expected date, and the PDF. */
export default function ReceiptPage({ caseId }: { readonly caseId: string }): ReactNode {
  return (
    <div className="page narrow">
      <NeedsSignIn>{() => <Receipt caseId={caseId} />}</NeedsSignIn>
    </div>
  );
}

function Receipt({ caseId }: { readonly caseId: string }): ReactNode {
  const { tell } = useLang();
  const loading = useLoad(`receipt ${caseId}`, async (signal): Promise<Facts> => {
    const kept = keptReceipt(caseId);
    if (kept !== undefined) return { ...kept, expectedDate: kept.expectedDate, trackUrl: kept.trackUrl };
    const view = await request<CaseView>(`/api/cases/${encodeURIComponent(caseId)}`, { signal });
    const { caseNumber, queryCode, submittedAt, expectedDate, trackUrl } = view;
    return { caseNumber, queryCode, receivedAt: submittedAt, expectedDate, trackUrl };
  });
  return (
    <>
      <ProgressSteps at={3} />
      <div className="receipt card">
        <div className="receipt-head">
          <svg className="tick" viewBox="0 0 48 48" aria-hidden="true">
            <circle cx="24" cy="24" r="24" fill="var(--yz-good)" />
            <path
              d="m13 25 8 8 15-17"
              fill="none"
              stroke="#fff"
              strokeWidth="4.5"
              strokeLinecap="round"
              strokeLinejoin="round"
            />
          </svg>
          <PageTitle text={tell('receipt.title')} />
          <p>{tell('receipt.text')}</p>
        </div>
        <Loaded loading={loading}>{(facts) => <ReceiptFacts caseId={caseId} facts={facts} />}</Loaded>
      </div>
    </>
  );
}

function ReceiptFacts({ caseId, facts }: { readonly caseId: string; readonly facts: Facts }): ReactNode {
  const { lang, tell } = useLang();
  const query = new URLSearchParams({ case: facts.caseNumber });
  const target = new URL(facts.trackUrl ?? `/t?${query.toString()}`, location.href).href;
  return (
    <>
      <div className="receipt-body">
        <dl className="facts">
          <div>
            <dt>{tell('receipt.number')}</dt>
            <dd className="number">{facts.caseNumber}</dd>
          </div>
          {facts.queryCode !== undefined && (
            <div>
              <dt>{tell('receipt.code')}</dt>
              <dd className="number">{facts.queryCode}</dd>
            </div>
          )}
          <div>
            <dt>{tell('receipt.received')}</dt>
            <dd>{instantText(facts.receivedAt, lang)}</dd>
          </div>
          {facts.expectedDate !== undefined && (
            <div>
              <dt>{tell('receipt.expected')}</dt>
              <dd>{dateText(facts.expectedDate, lang)}</dd>
            </div>
          )}
        </dl>
        <figure className="receipt-qr">
          <QrCode text={target} label={tell('receipt.qr')} />
          <figcaption>{tell('receipt.qr')}</figcaption>
        </figure>
      </div>
      <div className="actions no-print">
        <Link className="button primary" href={`/cases/${encodeURIComponent(caseId)}`}>
          {tell('receipt.track')}
        </Link>
        <a className="button" href={`/api/cases/${encodeURIComponent(caseId)}/receipt.pdf`} download>
          {tell('receipt.pdf')}
        </a>
        <button type="button" className="button" onClick={() => print()}>
          {tell('receipt.print')}
        </button>
      </div>
    </>
  );
}
