import { type ReactNode, useMemo, useState } from 'react';
import { type FieldError, type FieldMark, FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { instantText } from '../../shared/time-text.js';
import { fileService } from '../../shared/upload.js';
import { Link } from '../router/link.js';
import { Skeleton } from './skeleton.js';
import { toFormSource } from '../state/to-form-source.js';
import { useDeviceDraft } from '../state/use-device-draft.js';
import { useLang } from '../state/use-lang.js';
import { useSend } from '../state/use-send.js';

const NO_ERRORS: readonly FieldError[] = [];

/** A form that is sent in one step: a task or a message of the applicant. What is filled in outlives a reload on the same device. */
export function SendForm(props: {
  readonly form: ApiForm;
  readonly document: JsonObject;
  readonly caseId: string;
  readonly userId: string;
  readonly what: string;
  readonly path: string;
  readonly done: string;
  /** Whether the version of the form goes along, so that the server can refuse an outdated one. */
  readonly sendsVersion?: boolean;
  readonly show?: 'all' | 'writable';
  readonly marks?: readonly FieldMark[];
}): ReactNode {
  const { caseId } = props;
  const { lang, tell } = useLang();
  const [isDone, setDone] = useState(false);
  const { beginning, keep, forget } = useDeviceDraft(props.userId, props.what, props.document);
  const form = useMemo(() => toFormSource(props.form), [props.form]);
  const files = useMemo(() => fileService(caseId), [caseId]);
  const { send, start, retry } = useSend<unknown>({
    userId: props.userId,
    what: props.what,
    path: props.path,
    onAnswer: async () => {
      await forget();
      setDone(true);
    },
  });
  const errors = useMemo(
    () => (send.state === 'refused' && send.problem instanceof ApiProblem ? send.problem.errors : NO_ERRORS),
    [send],
  );
  if (isDone) {
    return (
      <div className="notice good" role="status">
        <p className="notice-title">{props.done}</p>
        <Link className="button primary" href={`/cases/${encodeURIComponent(caseId)}`}>
          {tell('case.back')}
        </Link>
      </div>
    );
  }
  if (beginning === undefined) return <Skeleton />;
  const { restoredAt } = beginning;
  const isBusy = send.state === 'sending' || send.state === 'waiting';
  return (
    <>
      {send.state === 'waiting' && (
        <div className="notice warn" role="alert">
          <p>{tell('apply.offline')}</p>
          <button type="button" className="button" onClick={retry}>
            {tell('apply.retryNow')}
          </button>
        </div>
      )}
      {send.state === 'refused' && errors.length === 0 && (
        <p className="notice bad" role="alert">
          {failureSentence(send.problem, lang)}
        </p>
      )}
      {restoredAt !== undefined && (
        <div className="notice calm">
          <p>{tell('apply.restored', { time: instantText(restoredAt, lang) })}</p>
          <button type="button" className="button small" onClick={() => void forget()}>
            {tell('apply.discard')}
          </button>
        </div>
      )}
      <FormView
        key={restoredAt ?? ''}
        form={form}
        document={beginning.document}
        onChange={keep}
        lang={lang}
        errors={errors}
        files={files}
        isBusy={isBusy}
        submitLabel={tell(isBusy ? 'apply.sending' : 'task.send')}
        {...(props.marks === undefined ? {} : { marks: props.marks })}
        {...(props.show === undefined ? {} : { show: props.show })}
        onSubmit={(patch) =>
          start({ document: patch, ...(props.sendsVersion === true ? { formVersion: props.form.version } : {}) })
        }
      />
    </>
  );
}
