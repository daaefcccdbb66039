import { Alert, Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import { signIn } from '../api/calls.js';
import { useTexts } from '../texts/use-texts.js';

/** Makes the first administrator of an office that nobody can sign in to yet, and signs in. */
export function SetUpForm(props: { readonly onDone: () => void }): ReactNode {
  const { t, lang } = useTexts();
  const id = useId();
  const [values, setValues] = useState({ token: '', login: '', name: '', password: '' });
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setFailure(null);
    const login = values.login.trim();
    try {
      const body = { ...values, token: values.token.trim(), login, name: values.name.trim() };
      await request('/api/set-up', { method: 'POST', body });
      await signIn(login, values.password);
      props.onDone();
    } catch (error) {
      setFailure(failureSentence(error, lang));
      setBusy(false);
    }
  };
  const field = (name: keyof typeof values, label: string, hint?: string): ReactNode => (
    <div className="yz-field">
      <label htmlFor={`${id}-${name}`}>{label}</label>
      <Input
        id={`${id}-${name}`}
        size="large"
        required
        type={name === 'password' ? 'password' : 'text'}
        autoComplete={{ token: 'off', login: 'username', name: 'name', password: 'new-password' }[name]}
        value={values[name]}
        {...(hint === undefined ? {} : { 'aria-describedby': `${id}-${name}-hint` })}
        onChange={(event) => setValues({ ...values, [name]: event.target.value })}
      />
      {hint !== undefined && (
        <p className="yz-soft" id={`${id}-${name}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
  return (
    <form className="yz-login-form" onSubmit={(event) => void submit(event)}>
      <p className="yz-soft">{t('setUp.hint')}</p>
      {failure !== null && <Alert type="error" showIcon title={failure} role="alert" className="yz-gap-below" />}
      {field('token', t('setUp.token'))}
      {field('login', t('login.name'), t('people.loginHint'))}
      {field('name', t('people.name'))}
      {field('password', t('login.password'), t('setUp.passwordHint'))}
      <Button type="primary" htmlType="submit" size="large" block disabled={busy} className="yz-gap-above">
        {t('setUp.go')}
      </Button>
    </form>
  );
}
