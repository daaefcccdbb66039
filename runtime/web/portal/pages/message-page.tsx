import type { ReactNode } from 'react';
import type { CaseView } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { SendForm } from '../parts/send-form.js';
import { PrivacyCard } from '../privacy/privacy-card.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';
import { NotFoundPage } from './not-found-page.js';

/** A message to a running case that carries a form of its own. */
export default function MessagePage({
  caseId,
  message,
}: {
  readonly caseId: string;
  readonly message: string;
}): ReactNode {
  return (
    <div className="page narrow">
      <NeedsSignIn>{(user) => <Message caseId={caseId} message={message} userId={user.userId} />}</NeedsSignIn>
    </div>
  );
}

function Message(props: { readonly caseId: string; readonly message: string; readonly userId: string }): ReactNode {
  const { caseId } = props;
  const { lang, tell } = useLang();
  const loading = useLoad(`message ${caseId} ${props.message}`, (signal) =>
    request<CaseView>(`/api/cases/${encodeURIComponent(caseId)}`, { signal }),
  );
  return (
    <Loaded loading={loading}>
      {(view) => {
        const message = view.messages.find((one) => one.name === props.message);
        if (message?.form === undefined) return <NotFoundPage />;
        return (
          <>
            <p className="crumbs">
              <Link href={`/cases/${encodeURIComponent(caseId)}`}>{tell('case.back')}</Link>
            </p>
            <PageTitle text={textIn(message.label, lang)} />
            {message.privacy !== undefined && <PrivacyCard privacy={message.privacy} />}
            <SendForm
              form={message.form}
              document={{}}
              caseId={caseId}
              userId={props.userId}
              what={`message:${caseId}:${message.name}`}
              path={`/api/cases/${encodeURIComponent(caseId)}/messages/${encodeURIComponent(message.name)}`}
              done={tell('case.sent', { label: textIn(message.label, lang) })}
            />
          </>
        );
      }}
    </Loaded>
  );
}
