import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { ApiForm, CaseView } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { CaseActions } from '../parts/case-actions.js';
import { CaseCertificate } from '../parts/case-certificate.js';
import { CaseDocuments } from '../parts/case-documents.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { Notices } from '../parts/notices.js';
import { PageTitle } from '../parts/page-title.js';
import { Skeleton } from '../parts/skeleton.js';
import { StatusChip } from '../parts/status-chip.js';
import { Timeline } from '../parts/timeline.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { useLiveReload } from '../state/use-live-reload.js';
import { useLoad } from '../state/use-load.js';

const FormReadPart = lazy(async () => ({ default: (await import('../parts/form-read-part.js')).FormReadPart }));

/** One case as its applicant sees it. */
export default function CasePage({ caseId }: { readonly caseId: string }): ReactNode {
  return (
    <div className="page">
      <NeedsSignIn>{(user) => <Case caseId={caseId} userId={user.userId} />}</NeedsSignIn>
    </div>
  );
}

function Case({ caseId, userId }: { readonly caseId: string; readonly userId: string }): ReactNode {
  const { lang, tell } = useLang();
  const loading = useLoad(`case ${caseId} ${lang}`, (signal) =>
    request<CaseView>(`/api/cases/${encodeURIComponent(caseId)}`, { signal }),
  );
  useLiveReload(loading.reload, caseId);
  return (
    <Loaded loading={loading} lines={8}>
      {(view) => (
        <>
          <header className="page-head">
            <p className="crumbs">
              <Link href="/cases">{tell('nav.mine')}</Link>
            </p>
            <PageTitle text={textIn(view.title, lang)} />
            <p className="case-line">
              <StatusChip status={view.status} text={view.statusText} />
              <span className="number">{view.caseNumber}</span>
              <span>{tell('mine.submitted', { date: dateText(view.submittedAt, lang) })}</span>
              {view.expectedDate !== undefined && (
                <span>{tell('mine.expected', { date: dateText(view.expectedDate, lang) })}</span>
              )}
            </p>
          </header>
          <Todos view={view} />
          <div className="with-side">
            <div>
              <Notices caseId={caseId} />
              {view.certificate !== undefined && view.certificate !== null && (
                <CaseCertificate certificate={view.certificate} />
              )}
              <section className="card" aria-labelledby="timeline">
                <h2 id="timeline">{tell('case.timeline')}</h2>
                <Timeline steps={view.timeline} canOpen />
              </section>
              {view.forms.map((form, index) => (
                <FormFold key={form.formId ?? form.id ?? index} form={form} caseId={caseId} />
              ))}
            </div>
            <div className="side-stack">
              <CaseDocuments documents={view.documents} />
              <CaseActions view={view} userId={userId} onSent={() => loading.reload()} />
              {view.contact !== undefined && (
                <section className="card" aria-labelledby="contact">
                  <h2 id="contact">{tell('case.contact')}</h2>
                  <p>{textIn(view.contact, lang)}</p>
                </section>
              )}
            </div>
          </div>
        </>
      )}
    </Loaded>
  );
}

function Todos({ view }: { readonly view: CaseView }): ReactNode {
  const { lang, tell } = useLang();
  if (view.todo.length === 0) return null;
  return (
    <section className="todo" aria-labelledby="todo">
      <h2 id="todo">{tell('case.todo')}</h2>
      <ul>
        {view.todo.map((todo) => (
          <li key={todo.workItemId}>
            <div>
              <strong>{textIn(todo.name, lang)}</strong>
              {todo.dueDate !== undefined && (
                <p className="fine">{tell('case.due', { date: dateText(todo.dueDate, lang) })}</p>
              )}
            </div>
            <Link
              className="button primary"
              href={`/cases/${encodeURIComponent(view.caseId)}/tasks/${encodeURIComponent(todo.workItemId)}`}
            >
              {tell('case.open')}
              <span className="only-heard">：{textIn(todo.name, lang)}</span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function FormFold({ form, caseId }: { readonly form: ApiForm; readonly caseId: string }): ReactNode {
  const { lang, tell } = useLang();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="fold card" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{form.title === undefined ? tell('case.forms') : textIn(form.title, lang)}</summary>
      {isOpen && (
        <Suspense fallback={<Skeleton />}>
          {form.packageVersion !== undefined && (
            <p className="fine">{tell('case.formVersion', { version: form.packageVersion })}</p>
          )}
          <FormReadPart form={form} document={form.document ?? {}} caseId={caseId} />
        </Suspense>
      )}
    </details>
  );
}
