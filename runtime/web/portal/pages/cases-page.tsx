import type { ReactNode } from 'react';
import type { ApiText, CaseSummary } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { dateText, instantText } from '../../shared/time-text.js';
import { CaseRow } from '../parts/case-row.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { Notices } from '../parts/notices.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { useLiveReload } from '../state/use-live-reload.js';
import { useLoad } from '../state/use-load.js';

interface DraftSummary {
  readonly service: string;
  readonly title?: ApiText;
  readonly savedAt: string;
}

/** My cases, those that wait for me first, and my drafts. */
export default function CasesPage(): ReactNode {
  const { tell } = useLang();
  return (
    <div className="page">
      <PageTitle text={tell('mine.title')} />
      <NeedsSignIn>{() => <Cases />}</NeedsSignIn>
    </div>
  );
}

function Cases(): ReactNode {
  const { lang, tell } = useLang();
  const loading = useLoad(`cases ${lang}`, async (signal) => {
    const [cases, drafts] = await Promise.all([
      request<readonly CaseSummary[]>('/api/cases', { signal }),
      request<readonly DraftSummary[]>('/api/drafts', { signal }).catch(() => []),
    ]);
    return { cases, drafts };
  });
  useLiveReload(loading.reload);
  return (
    <Loaded loading={loading}>
      {({ cases, drafts }) => (
        <>
          {drafts.length > 0 && (
            <section aria-labelledby="drafts">
              <h2 id="drafts">{tell('mine.drafts')}</h2>
              <ul className="rows">
                {drafts.map((draft) => (
                  <li key={draft.service}>
                    <Link className="row-card" href={`/services/${encodeURIComponent(draft.service)}/apply`}>
                      <strong>{draft.title === undefined ? draft.service : textIn(draft.title, lang)}</strong>
                      <span className="fine">{tell('mine.draftAt', { time: instantText(draft.savedAt, lang) })}</span>
                      <span className="row-go">{tell('service.continue')}</span>
                    </Link>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {cases.length === 0 ? <NoCases /> : <CaseList cases={cases} />}
          <Notices />
        </>
      )}
    </Loaded>
  );
}

function CaseList({ cases }: { readonly cases: readonly CaseSummary[] }): ReactNode {
  const { lang, tell } = useLang();
  const ordered = [...cases].sort(
    (a, b) => Number(b.todo > 0) - Number(a.todo > 0) || b.submittedAt.localeCompare(a.submittedAt),
  );
  return (
    <ul className="rows" aria-label={tell('mine.title')}>
      {ordered.map((one) => (
        <CaseRow key={one.caseId} summary={one} todo={tell('mine.todo')}>
          <span>{tell('mine.submitted', { date: dateText(one.submittedAt, lang) })}</span>
          {one.expectedDate !== undefined && (
            <span>{tell('mine.expected', { date: dateText(one.expectedDate, lang) })}</span>
          )}
        </CaseRow>
      ))}
    </ul>
  );
}

function NoCases(): ReactNode {
  const { tell } = useLang();
  return (
    <div className="empty card">
      <p className="empty-title">{tell('mine.empty')}</p>
      <p>{tell('mine.emptyText')}</p>
      <Link className="button primary" href="/">
        {tell('nav.services')}
      </Link>
    </div>
  );
}
