import type { ReactNode } from 'react';
import { chooseLang } from '../../shared/lang.js';
import { Link } from '../router/link.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { useLang } from '../state/use-lang.js';
import { isStaff } from '../state/is-staff.js';
import { useSession } from '../state/session.js';
import { Mark } from './mark.js';

/** Header, navigation, banner of the demonstration, and footer around every page. */
export function Shell({ children }: { readonly children: ReactNode }): ReactNode {
  const { lang, tell } = useLang();
  const { session, signOut } = useSession();
  const { path } = useLocation();
  const user = session?.user ?? null;
  const leave = async (): Promise<void> => {
    await signOut();
    go('/');
  };
  const item = (href: string, label: string, below: readonly string[] = [`${href}/`]): ReactNode => {
    const isHere = path === href || (href !== '/' && below.some((place) => path.startsWith(place)));
    return (
      <li>
        <Link href={href} aria-current={isHere ? 'page' : undefined}>
          {label}
        </Link>
      </li>
    );
  };
  return (
    <>
      <a className="skip" href="#main">
        {tell('skip')}
      </a>
      {session?.mode === 'demo' && (
        <aside className="demo-banner" aria-label={tell('demo.banner')}>
          {tell('demo.banner')}
        </aside>
      )}
      <header className="top">
        <div className="top-inner">
          <Link className="brand" href="/">
            <Mark />
            <span>
              <strong>{tell('brand')}</strong>
              <span className="brand-line">{tell('brandLine')}</span>
            </span>
          </Link>
          <nav className="top-nav" aria-label={tell('nav.label')}>
            <ul>
              {item('/', tell('nav.services'))}
              {item('/cases', tell('nav.mine'))}
              {user !== null && item('/my', tell('nav.my'), [])}
              {user === null && item('/t', tell('nav.lookup'))}
              {item('/notices', tell('nav.board'))}
              {item('/activities', tell('nav.activities'), ['/activities/', '/my/volunteering'])}
            </ul>
          </nav>
          <div className="top-tools">
            <button
              type="button"
              className="plain"
              lang={lang === 'zh' ? 'en' : 'zh-CN'}
              onClick={() => chooseLang(lang === 'zh' ? 'en' : 'zh')}
            >
              {tell('nav.language')}
            </button>
            {isStaff(user) && (
              <a className="plain" href="/staff/">
                {tell('nav.staff')}
              </a>
            )}
            {user === null ? (
              <Link className="plain strong" href="/login">
                {tell('nav.signIn')}
              </Link>
            ) : (
              <>
                <span className="who">{user.name}</span>
                <button type="button" className="plain" onClick={() => void leave()}>
                  {tell('nav.signOut')}
                </button>
              </>
            )}
          </div>
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <footer className="foot">
        <div>
          <p>
            {tell('foot.privacy')} <Link href="/consents">{tell('foot.consents')}</Link>
          </p>
          <p>{tell('foot.verify')}</p>
          <p className="foot-about">{tell('foot.about')}</p>
        </div>
      </footer>
    </>
  );
}
