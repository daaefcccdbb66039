import { type FormEvent, type ReactNode, useState } from 'react';
import type { ApiText } from '../../../wire/api-text.js';
import { textIn } from '../../shared/lang.js';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { AccountField } from '../account/account-field.js';
import { ACCOUNT_TEXTS } from '../account/account-texts.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { safeNext } from '../state/safe-next.js';
import { useSession } from '../state/session.js';
import { useLoad } from '../state/use-load.js';
import { useWords } from '../state/use-words.js';

interface Registration {
  readonly places: readonly { readonly orgPath: string; readonly title: ApiText }[];
}

/** Registering as a resident or a merchant; signs in afterwards. */
export default function RegisterPage(): ReactNode {
  const { lang, words } = useWords(ACCOUNT_TEXTS);
  const { signIn } = useSession();
  const { query } = useLocation();
  const loading = useLoad('registration', (signal) => request<Registration>('/api/registration', { signal }));
  const places = loading.state === 'ready' ? loading.value.places : [];
  const [isMerchant, setMerchant] = useState(false);
  const [values, setValues] = useState({ name: '', login: '', uscc: '', mobile: '', orgPath: '', password: '' });
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const put = (name: keyof typeof values) => (value: string) => setValues({ ...values, [name]: value });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(undefined);
    const { password } = values;
    const [name, login, mobile, uscc] = [values.name, values.login, values.mobile, values.uscc].map((one) =>
      one.trim(),
    );
    try {
      await request('/api/registration', {
        method: 'POST',
        body: {
          name,
          login,
          password,
          ...(mobile === '' ? {} : { mobile }),
          ...(values.orgPath === '' ? {} : { orgPath: values.orgPath }),
          ...(isMerchant ? { uscc } : {}),
        },
      });
      await signIn(login ?? '', password);
      go(safeNext(query.get('next')), { replace: true });
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <div className="page narrow">
      <PageTitle text={words('register')} />
      <p className="lead">{words('registerLead')}</p>
      {failure !== undefined && (
        <p className="notice bad" role="alert">
          {failureSentence(failure, lang)}
        </p>
      )}
      <form className="card form" onSubmit={(event) => void submit(event)}>
        <label htmlFor="kind">{words('kind')}</label>
        <select
          id="kind"
          value={isMerchant ? 'merchant' : 'resident'}
          onChange={(event) => setMerchant(event.target.value === 'merchant')}
        >
          <option value="resident">{words('resident')}</option>
          <option value="merchant">{words('merchant')}</option>
        </select>
        {isMerchant && (
          <AccountField id="uscc" label={words('uscc')} value={values.uscc} autoComplete="off" onChange={put('uscc')} />
        )}
        <AccountField id="name" label={words('name')} value={values.name} autoComplete="name" onChange={put('name')} />
        <AccountField
          id="mobile"
          label={words('mobile')}
          type="tel"
          isOptional
          value={values.mobile}
          autoComplete="tel-national"
          onChange={put('mobile')}
        />
        {places.length > 0 && (
          <>
            <label htmlFor="place">{words('place')}</label>
            <select id="place" value={values.orgPath} onChange={(event) => put('orgPath')(event.target.value)}>
              <option value="">{words('noPlace')}</option>
              {places.map((one) => (
                <option key={one.orgPath} value={one.orgPath}>
                  {textIn(one.title, lang)}
                </option>
              ))}
            </select>
          </>
        )}
        <AccountField
          id="login"
          label={words('login')}
          hint={words('loginHint')}
          value={values.login}
          autoComplete="username"
          onChange={put('login')}
        />
        <AccountField
          id="password"
          label={words('password')}
          hint={words('passwordHint')}
          type="password"
          value={values.password}
          autoComplete="new-password"
          onChange={put('password')}
        />
        <button type="submit" className="button primary wide" disabled={isBusy}>
          {words('go')}
        </button>
      </form>
      <p>
        <Link href="/login">{words('have')}</Link>
      </p>
    </div>
  );
}
