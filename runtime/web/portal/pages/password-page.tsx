import { type FormEvent, type ReactNode, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { AccountField } from '../account/account-field.js';
import { ACCOUNT_TEXTS } from '../account/account-texts.js';
import { PageTitle } from '../parts/page-title.js';
import { Skeleton } from '../parts/skeleton.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { safeNext } from '../state/safe-next.js';
import { useSession } from '../state/session.js';
import { useWords } from '../state/use-words.js';

/** Setting a password by a one-time code, or, for who is signed in, changing it. */
export default function PasswordPage(): ReactNode {
  const { session } = useSession();
  if (session === undefined) return <Skeleton />;
  return session.user === null ? <ByCode /> : <Change />;
}

/** Goes where the person came from, which may be the staff side. */
function leave(next: string): void {
  if (next.startsWith('/staff')) location.assign(next);
  else go(next, { replace: true });
}

function ByCode(): ReactNode {
  const { lang, words } = useWords(ACCOUNT_TEXTS);
  const { signIn } = useSession();
  const { query } = useLocation();
  const [login, setLogin] = useState('');
  const [code, setCode] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    try {
      await request('/api/password', { method: 'POST', body: { login: login.trim(), code, password } });
      await signIn(login.trim(), password);
      leave(safeNext(query.get('next')));
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <div className="page narrow">
      <PageTitle text={words('withCode')} />
      <p className="lead">{words('codeLead')}</p>
      {failure !== undefined && (
        <p className="notice bad" role="alert">
          {failureSentence(failure, lang)}
        </p>
      )}
      <form className="card form" onSubmit={(event) => void submit(event)}>
        <AccountField id="login" label={words('login')} value={login} autoComplete="username" onChange={setLogin} />
        <AccountField id="code" label={words('code')} value={code} autoComplete="one-time-code" onChange={setCode} />
        <AccountField
          id="password"
          label={words('newPassword')}
          hint={words('passwordHint')}
          type="password"
          value={password}
          autoComplete="new-password"
          onChange={setPassword}
        />
        <button type="submit" className="button primary wide" disabled={isBusy}>
          {words('set')}
        </button>
      </form>
    </div>
  );
}

function Change(): ReactNode {
  const { lang, words } = useWords(ACCOUNT_TEXTS);
  const [present, setPresent] = useState('');
  const [password, setPassword] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [failure, setFailure] = useState<string>();
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setDone(false);
    setFailure(undefined);
    if (password !== again) {
      setFailure(words('differ'));
      return;
    }
    setBusy(true);
    try {
      await request('/api/password', { method: 'PUT', body: { present, password } });
      setDone(true);
      for (const clear of [setPresent, setPassword, setAgain]) clear('');
    } catch (error) {
      setFailure(failureSentence(error, lang));
    }
    setBusy(false);
  };
  return (
    <div className="page narrow">
      <PageTitle text={words('change')} />
      <p className="lead">{words('changeLead')}</p>
      {failure !== undefined && (
        <p className="notice bad" role="alert">
          {failure}
        </p>
      )}
      {isDone && (
        <p className="notice good" role="status">
          {words('changed')}
        </p>
      )}
      <form className="card form" onSubmit={(event) => void submit(event)}>
        <AccountField
          id="present"
          label={words('present')}
          type="password"
          value={present}
          autoComplete="current-password"
          onChange={setPresent}
        />
        <AccountField
          id="password"
          label={words('newPassword')}
          hint={words('passwordHint')}
          type="password"
          value={password}
          autoComplete="new-password"
          onChange={setPassword}
        />
        <AccountField
          id="again"
          label={words('again')}
          type="password"
          value={again}
          autoComplete="new-password"
          onChange={setAgain}
        />
        <button type="submit" className="button primary wide" disabled={isBusy}>
          {words('save')}
        </button>
      </form>
    </div>
  );
}
