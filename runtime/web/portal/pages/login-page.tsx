import { type FormEvent, type ReactNode, useState } from 'react';
import type { DemoAccount } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { failureSentence } from '../../shared/problem.js';
import { PageTitle } from '../parts/page-title.js';
import { Skeleton } from '../parts/skeleton.js';
import { ACCOUNT_TEXTS } from '../account/account-texts.js';
import { Link } from '../router/link.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { isStaff } from '../state/is-staff.js';
import { useSession } from '../state/session.js';
import { useLang } from '../state/use-lang.js';
import { safeNext } from '../state/safe-next.js';
import { useWords } from '../state/use-words.js';

/** Signing in; in demo mode with the sample accounts to choose from. */
export default function LoginPage(): ReactNode {
  const { lang, tell } = useLang();
  const { words } = useWords(ACCOUNT_TEXTS);
  const { session, signIn } = useSession();
  const { query } = useLocation();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();

  const enter = async (name: string, secret: string): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      const user = await signIn(name, secret);
      const next = safeNext(query.get('next'));
      if (isStaff(user) && next === '/') location.assign('/staff/');
      else if (next.startsWith('/staff')) location.assign(next);
      else go(next, { replace: true });
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void enter(login.trim(), password);
  };
  const onward = query.get('next') === null ? '' : `?next=${encodeURIComponent(safeNext(query.get('next')))}`;
  const accounts = session?.demoAccounts ?? [];
  const demoPassword = session?.demoPassword ?? '';
  return (
    <div className="page narrow">
      <PageTitle text={tell('signIn.title')} />
      {query.get('again') === '1' && <p className="notice warn">{tell('signIn.again')}</p>}
      {failure !== undefined && (
        <p className="notice bad" role="alert">
          {failureSentence(failure, lang)}
        </p>
      )}
      <form className="card form" onSubmit={submit}>
        <label htmlFor="login">{tell('signIn.login')}</label>
        <input
          id="login"
          autoComplete="username"
          required
          value={login}
          onChange={(event) => setLogin(event.target.value)}
        />
        <label htmlFor="password">{tell('signIn.password')}</label>
        <input
          id="password"
          type="password"
          autoComplete="current-password"
          required
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
        <button type="submit" className="button primary wide" disabled={isBusy}>
          {tell(isBusy ? 'signIn.busy' : 'signIn.go')}
        </button>
      </form>
      <p className="sign-in-others">
        <Link href={`/register${onward}`}>{words('register')}</Link>
        <Link href={`/password${onward}`}>{words('withCode')}</Link>
      </p>
      {session === undefined && <Skeleton lines={3} />}
      {accounts.length > 0 && (
        <section className="demo-accounts" aria-labelledby="demo-accounts">
          <h2 id="demo-accounts">{tell('signIn.demo')}</h2>
          <p className="fine">{tell('signIn.demoHint', { password: demoPassword })}</p>
          <ul>
            {accounts.map((account) => (
              <li key={account.login}>
                <button
                  type="button"
                  className="account"
                  disabled={isBusy}
                  onClick={() => void enter(account.login, demoPassword)}
                >
                  <Account account={account} />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Account({ account }: { readonly account: DemoAccount }): ReactNode {
  const { lang } = useLang();
  return (
    <>
      <strong>{account.name}</strong>
      <span>
        {(account.roleNames ?? account.roles).map((role) => textIn(role, lang)).join(lang === 'zh' ? '、' : ', ')}
      </span>
      <code>{account.login}</code>
    </>
  );
}
