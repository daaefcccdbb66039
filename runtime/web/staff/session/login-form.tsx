import { Alert, Button, Input } from 'antd';
import { type FormEvent, type ReactNode, useId, useRef, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { signIn } from '../api/calls.js';
import type { StaffLogin } from '../api/types.js';
import { roleText } from '../texts/role-text.js';
import { useTexts } from '../texts/use-texts.js';
import { hasOfficeRole } from '../../../wire/outside-roles.js';

/** Login and password, and in demo mode the sample accounts of the office. `onDone` is called when the server has let the person in. */
export function LoginForm(props: { readonly login: StaffLogin; readonly onDone: () => void }): ReactNode {
  const texts = useTexts();
  const { t, lang } = texts;
  const id = useId();
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [touched, setTouched] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  const enter = async (name: string, secret: string): Promise<void> => {
    setBusy(name);
    setFailure(null);
    try {
      await signIn(name, secret);
      props.onDone();
    } catch (error) {
      setFailure(failureSentence(error, lang));
      setBusy(null);
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    setTouched(true);
    if (login.trim() === '' || password === '') {
      form.current?.querySelector<HTMLInputElement>(login.trim() === '' ? 'input' : 'input[type=password]')?.focus();
      return;
    }
    void enter(login.trim(), password);
  };
  const nameMissing = touched && login.trim() === '';
  const passwordMissing = touched && password === '';
  const { demoPassword, demoAccounts = [] } = props.login;
  const accounts = demoPassword === undefined ? [] : demoAccounts.filter((account) => hasOfficeRole(account.roles));
  return (
    <div className="yz-login-form">
      <form onSubmit={submit} noValidate ref={form}>
        {failure !== null && <Alert type="error" showIcon title={failure} role="alert" className="yz-gap-below" />}
        <Field id={`${id}-name`} label={t('login.name')} error={nameMissing ? t('login.nameMissing') : undefined}>
          <Input
            id={`${id}-name`}
            size="large"
            autoComplete="username"
            value={login}
            status={nameMissing ? 'error' : ''}
            aria-invalid={nameMissing || undefined}
            aria-describedby={nameMissing ? `${id}-name-error` : undefined}
            onChange={(event) => setLogin(event.target.value)}
          />
        </Field>
        <Field
          id={`${id}-password`}
          label={t('login.password')}
          error={passwordMissing ? t('login.passwordMissing') : undefined}
        >
          <Input
            id={`${id}-password`}
            size="large"
            type="password"
            autoComplete="current-password"
            value={password}
            status={passwordMissing ? 'error' : ''}
            aria-invalid={passwordMissing || undefined}
            aria-describedby={passwordMissing ? `${id}-password-error` : undefined}
            onChange={(event) => setPassword(event.target.value)}
          />
        </Field>
        <Button type="primary" htmlType="submit" size="large" block loading={busy !== null && busy === login.trim()}>
          {t('login.submit')}
        </Button>
      </form>
      {accounts.length > 0 && (
        <section className="yz-demo-accounts" aria-labelledby={`${id}-demo`}>
          <h2 id={`${id}-demo`}>{t('login.demoTitle')}</h2>
          <ul>
            {accounts.map((account) => (
              <li key={account.login}>
                <button
                  type="button"
                  disabled={busy !== null}
                  onClick={() => void enter(account.login, demoPassword ?? '')}
                >
                  <strong>{account.name}</strong>
                  <span>{roleText(account, texts)}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function Field(props: {
  readonly id: string;
  readonly label: string;
  readonly error: string | undefined;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <div className="yz-field">
      <label htmlFor={props.id}>{props.label}</label>
      {props.children}
      {props.error !== undefined && (
        <p className="yz-field-error" id={`${props.id}-error`}>
          {props.error}
        </p>
      )}
    </div>
  );
}
