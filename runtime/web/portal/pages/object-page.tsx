import { type ReactNode, useMemo, useState } from 'react';
import { type FieldError, FormView } from '../../../../designer/form-view/index.js';
import type { JsonObject } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { fileService } from '../../shared/upload.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { toFormSource } from '../state/to-form-source.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';
import { useSend } from '../state/use-send.js';
import { useWords } from '../state/use-words.js';
import { BOARD_TEXTS } from '../board/board-texts.js';

interface Opening {
  readonly form: ApiForm;
  readonly document: JsonObject;
}

const NO_ERRORS: readonly FieldError[] = [];

/** Objecting to a notice by name. */
export default function ObjectPage({ noticeId }: { readonly noticeId: string }): ReactNode {
  const { words } = useWords(BOARD_TEXTS);
  return (
    <div className="page narrow">
      <p className="crumbs">
        <Link href={`/notices/${encodeURIComponent(noticeId)}`}>{noticeId}</Link>
      </p>
      <PageTitle text={words('objectTitle')} />
      <p className="lead">{words('objectHint')}</p>
      <NeedsSignIn>{(user) => <Opened noticeId={noticeId} userId={user.userId} />}</NeedsSignIn>
    </div>
  );
}

function Opened({ noticeId, userId }: { readonly noticeId: string; readonly userId: string }): ReactNode {
  const { lang } = useLang();
  const loading = useLoad(`objection ${noticeId}`, async (signal) => {
    try {
      return await request<Opening>(`/api/board/${encodeURIComponent(noticeId)}/objection-form`, { signal });
    } catch (error) {
      if (error instanceof ApiProblem && [404, 409].includes(error.status)) return failureSentence(error, lang);
      throw error;
    }
  });
  return (
    <Loaded loading={loading}>
      {(opening) =>
        typeof opening === 'string' ? (
          <p className="notice warn">{opening}</p>
        ) : (
          <Objection noticeId={noticeId} userId={userId} opening={opening} />
        )
      }
    </Loaded>
  );
}

function Objection(props: {
  readonly noticeId: string;
  readonly userId: string;
  readonly opening: Opening;
}): ReactNode {
  const { noticeId, userId, opening } = props;
  const { lang, words } = useWords(BOARD_TEXTS);
  const { tell } = useLang();
  const [isDone, setDone] = useState(false);
  const form = useMemo(() => toFormSource(opening.form), [opening.form]);
  const files = useMemo(() => fileService(), []);
  const { send, start, retry } = useSend({
    userId,
    what: `objection:${noticeId}`,
    path: `/api/board/${encodeURIComponent(noticeId)}/objections`,
    onAnswer: () => setDone(true),
  });
  if (isDone) {
    return (
      <div className="notice good" role="status">
        <p className="notice-title">{words('sent')}</p>
        <Link className="button" href="/notices/mine">
          {words('mine')}
        </Link>
      </div>
    );
  }
  const errors = send.state === 'refused' && send.problem instanceof ApiProblem ? send.problem.errors : NO_ERRORS;
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
      <FormView
        form={form}
        document={opening.document}
        lang={lang}
        errors={errors}
        files={files}
        isBusy={isBusy}
        submitLabel={words(isBusy ? 'sending' : 'send')}
        onSubmit={(patch) => start({ document: patch })}
      />
    </>
  );
}
