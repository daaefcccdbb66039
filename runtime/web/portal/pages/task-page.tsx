import { type ReactNode, useMemo } from 'react';
import type { WorkItemView } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { ApiProblem } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { dateText } from '../../shared/time-text.js';
import { FormReadPart } from '../parts/form-read-part.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { SendForm } from '../parts/send-form.js';
import { PrivacyCard } from '../privacy/privacy-card.js';
import { Link } from '../router/link.js';
import { problemMarks } from '../state/to-form-source.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

/** Something the applicant has to do in a case: answer a correction, confirm, rate. */
export default function TaskPage({
  caseId,
  workItemId,
}: {
  readonly caseId: string;
  readonly workItemId: string;
}): ReactNode {
  return (
    <div className="page">
      <NeedsSignIn>{(user) => <Task caseId={caseId} workItemId={workItemId} userId={user.userId} />}</NeedsSignIn>
    </div>
  );
}

function Task(props: { readonly caseId: string; readonly workItemId: string; readonly userId: string }): ReactNode {
  const { caseId, workItemId } = props;
  const { tell } = useLang();
  const loading = useLoad(`task ${workItemId}`, (signal) =>
    request<WorkItemView>(`/api/work-items/${encodeURIComponent(workItemId)}`, { signal }),
  );
  const isGone =
    loading.state === 'failed' && loading.error instanceof ApiProblem && [404, 409, 410].includes(loading.error.status);
  return (
    <>
      <p className="crumbs">
        <Link href={`/cases/${encodeURIComponent(caseId)}`}>{tell('case.back')}</Link>
      </p>
      {isGone ? (
        <div className="empty">
          <PageTitle text={tell('task.gone')} />
          <p>{tell('task.goneText')}</p>
        </div>
      ) : (
        <Loaded loading={loading}>{(view) => <TaskForm view={view} caseId={caseId} userId={props.userId} />}</Loaded>
      )}
    </>
  );
}

function TaskForm({
  view,
  caseId,
  userId,
}: {
  readonly view: WorkItemView;
  readonly caseId: string;
  readonly userId: string;
}): ReactNode {
  const { lang, tell } = useLang();
  const { item, forms } = view;
  const form = forms.find((one) => one.writable === true) ?? forms[0];
  const marks = useMemo(() => (form === undefined ? [] : problemMarks(form, forms)), [form, forms]);
  if (form === undefined) return null;
  const isCorrection = marks.length > 0;
  return (
    <>
      <PageTitle text={textIn(item.name, lang)} />
      {item.dueDate !== undefined && <p className="lead">{tell('case.due', { date: dateText(item.dueDate, lang) })}</p>}
      {isCorrection && <p className="notice warn">{tell('task.correctionHint')}</p>}
      {view.privacy !== undefined && <PrivacyCard privacy={view.privacy} />}
      <SendForm
        form={form}
        document={form.document ?? {}}
        caseId={caseId}
        userId={userId}
        what={`task:${item.workItemId}`}
        path={`/api/work-items/${encodeURIComponent(item.workItemId)}/complete`}
        done={tell('task.done')}
        sendsVersion
        show={isCorrection ? 'writable' : 'all'}
        marks={marks}
      />
      {isCorrection && (
        <details className="fold card">
          <summary>{tell('task.whole')}</summary>
          <FormReadPart form={form} document={form.document ?? {}} caseId={caseId} />
        </details>
      )}
    </>
  );
}
