import { type ReactNode, useState } from 'react';
import type { CaseMessage, CaseView } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { failureSentence } from '../../shared/problem.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { useSend } from '../state/use-send.js';
import { ConfirmDialog } from './confirm-dialog.js';

/** What the applicant may tell the office about the case now: withdraw it, say that something is mended, and so on. */
export function CaseActions(props: {
  readonly view: CaseView;
  readonly userId: string;
  readonly onSent: () => void;
}): ReactNode {
  const { view } = props;
  const { lang, tell } = useLang();
  const [asked, setAsked] = useState<CaseMessage>();
  const [sent, setSent] = useState<string>();
  const base = `/cases/${encodeURIComponent(view.caseId)}/messages`;
  if (view.messages.length === 0 && sent === undefined) return null;
  return (
    <section className="card" aria-labelledby="case-actions">
      <h2 id="case-actions">{tell('case.actions')}</h2>
      <div role="status">
        {sent !== undefined && <p className="notice good">{tell('case.sent', { label: sent })}</p>}
      </div>
      <div className="stack">
        {view.messages.map((message) =>
          message.form === undefined ? (
            <button key={message.name} type="button" className="button" onClick={() => setAsked(message)}>
              {textIn(message.label, lang)}
            </button>
          ) : (
            <Link key={message.name} className="button" href={`${base}/${encodeURIComponent(message.name)}`}>
              {textIn(message.label, lang)}
            </Link>
          ),
        )}
      </div>
      {asked !== undefined && (
        <AskAndSend
          message={asked}
          caseId={view.caseId}
          userId={props.userId}
          onCancel={() => setAsked(undefined)}
          onSent={() => {
            setSent(textIn(asked.label, lang));
            setAsked(undefined);
            props.onSent();
          }}
        />
      )}
    </section>
  );
}

function AskAndSend(props: {
  readonly message: CaseMessage;
  readonly caseId: string;
  readonly userId: string;
  readonly onCancel: () => void;
  readonly onSent: () => void;
}): ReactNode {
  const { message, caseId } = props;
  const { lang, tell } = useLang();
  const { send, start } = useSend<unknown>({
    userId: props.userId,
    what: `message:${caseId}:${message.name}`,
    path: `/api/cases/${encodeURIComponent(caseId)}/messages/${encodeURIComponent(message.name)}`,
    onAnswer: props.onSent,
  });
  const label = textIn(message.label, lang);
  const isBusy = send.state === 'sending' || send.state === 'waiting';
  return (
    <ConfirmDialog
      title={tell('case.confirmTitle', { label })}
      text={tell('case.confirmText')}
      confirm={isBusy ? tell('apply.sending') : label}
      isBusy={isBusy}
      failure={
        send.state === 'refused'
          ? failureSentence(send.problem, lang)
          : send.state === 'waiting'
            ? tell('apply.offline')
            : undefined
      }
      onConfirm={() => start({})}
      onCancel={props.onCancel}
    />
  );
}
