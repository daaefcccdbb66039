import type { ReactNode } from 'react';
import type { ApiText } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { instantText } from '../../shared/time-text.js';
import { useLang } from '../state/use-lang.js';
import { useLiveReload } from '../state/use-live-reload.js';
import { useLoad } from '../state/use-load.js';

interface Notice {
  readonly noticeId: string;
  readonly text: ApiText;
  readonly caseId?: string;
  readonly sentAt: string;
}

const SHOWN = 3;
const KEPT = 20;

/** What the office has told the person, newest first: about one case, or about anything. Nothing is shown where nothing was said. */
export function Notices({ caseId }: { readonly caseId?: string }): ReactNode {
  const { lang, tell } = useLang();
  const loading = useLoad(`notices ${caseId ?? ''} ${lang}`, (signal) =>
    request<readonly Notice[]>('/api/notices', { signal }),
  );
  useLiveReload(loading.reload, caseId);
  if (loading.state !== 'ready') return null;
  const shown = loading.value.filter((one) => caseId === undefined || one.caseId === caseId).slice(0, KEPT);
  if (shown.length === 0) return null;
  return (
    <section className="card" aria-labelledby="notices">
      <h2 id="notices">{tell('notices.title')}</h2>
      <NoticeList notices={shown.slice(0, SHOWN)} />
      {shown.length > SHOWN && (
        <details className="fold">
          <summary>{tell('notices.earlier')}</summary>
          <NoticeList notices={shown.slice(SHOWN)} />
        </details>
      )}
    </section>
  );
}

function NoticeList({ notices }: { readonly notices: readonly Notice[] }): ReactNode {
  const { lang } = useLang();
  return (
    <ul className="notices">
      {notices.map(({ noticeId, text, sentAt }) => (
        <li key={noticeId}>
          <p>{textIn(text, lang)}</p>
          <p className="fine">{instantText(sentAt, lang)}</p>
        </li>
      ))}
    </ul>
  );
}
