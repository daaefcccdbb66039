import { Alert, Button } from 'antd';
import type { ReactNode } from 'react';
import type { StaffLogin } from '../api/types.js';
import { LangSwitch } from '../shell/lang-switch.js';
import { BrandMark } from '../shell/brand-mark.js';
import { usePageTitle } from '../parts/page-title.js';
import { useTexts } from '../texts/use-texts.js';
import { LoginForm } from './login-form.js';
import { SetUpForm } from './set-up-form.js';

/** The page of people who are not signed in, or not as staff. After signing in the address stays, so the page they wanted opens. */
export function LoginPage(props: {
  readonly session: StaffLogin;
  readonly onDone: () => void;
  readonly onSignOut: () => void;
}): ReactNode {
  const { t } = useTexts();
  const setsUp = props.session.setUp === true;
  const title = t(setsUp ? 'setUp.title' : 'login.title');
  usePageTitle(title);
  const stranger = props.session.user !== null;
  return (
    <div className="yz-login-page">
      <header className="yz-login-bar">
        <LangSwitch />
      </header>
      <main className="yz-login-card">
        <div className="yz-login-head">
          <BrandMark />
          <div>
            <h1>{title}</h1>
            <p>{t('login.subtitle')}</p>
          </div>
          {props.session.mode === 'demo' && <span className="yz-demo-tag">{t('app.demo')}</span>}
        </div>
        {stranger && (
          <Alert
            type="warning"
            showIcon
            title={t('login.notStaff')}
            className="yz-gap-below"
            action={
              <Button size="small" onClick={props.onSignOut}>
                {t('user.signOut')}
              </Button>
            }
          />
        )}
        {setsUp ? <SetUpForm onDone={props.onDone} /> : <LoginForm login={props.session} onDone={props.onDone} />}
        {!setsUp && (
          <p className="yz-login-foot">
            <a href="/password?next=/staff/">{t('login.withCode')}</a>
          </p>
        )}
        <p className="yz-login-foot">
          <a href="/">{t('user.portal')}</a>
        </p>
      </main>
    </div>
  );
}
