import {
  AlertOutlined,
  ApartmentOutlined,
  AuditOutlined,
  BarChartOutlined,
  BuildOutlined,
  FileSearchOutlined,
  HomeOutlined,
  InboxOutlined,
  NotificationOutlined,
  TableOutlined,
  TeamOutlined,
} from '@ant-design/icons';
import { useLiveUpdates } from '../api/live-updates.js';
import { Icon } from '../parts/icon.js';
import { type ReactNode, Suspense } from 'react';
import { NavLink, Outlet, useLocation } from 'react-router';
import { Loading } from '../parts/loading.js';
import { useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { BrandMark } from './brand-mark.js';
import { LangSwitch } from './lang-switch.js';
import { navigationFor } from './navigation.js';
import { NoticeBell } from './notice-bell.js';
import { RestoredBanner } from './restored-banner.js';
import { UserMenu } from './user-menu.js';

const ICONS = {
  work: InboxOutlined,
  cases: FileSearchOutlined,
  registers: TableOutlined,
  votes: AuditOutlined,
  families: HomeOutlined,
  board: NotificationOutlined,
  statistics: BarChartOutlined,
  people: TeamOutlined,
  incidents: AlertOutlined,
  batches: BuildOutlined,
  design: ApartmentOutlined,
} as const;

/** The frame of every staff page: top bar, navigation by role, and the page itself. */
export function Shell(props: { readonly pages: ReadonlySet<string> }): ReactNode {
  const { t } = useTexts();
  const { user, mode } = useStaff();
  const { pathname } = useLocation();
  useLiveUpdates();
  const entries = navigationFor(user.roles, props.pages);
  return (
    <div className="yz-app" data-page={pathname.split('/')[1]} data-deep={pathname.split('/').length > 2 || undefined}>
      <a className="yz-skip" href="#main">
        {t('app.skip')}
      </a>
      <header className="yz-bar">
        <div className="yz-brand">
          <BrandMark />
          <strong>{t('app.name')}</strong>
          <span className="yz-brand-place">{t('app.place')}</span>
        </div>
        <nav className="yz-nav" aria-label={t('nav.label')}>
          {entries.map((entry) => {
            return (
              <NavLink key={entry.to} to={entry.to}>
                <Icon of={ICONS[entry.icon]} />
                <span>{t(entry.text)}</span>
              </NavLink>
            );
          })}
        </nav>
        <div className="yz-bar-end">
          {mode === 'demo' && (
            <span className="yz-demo-tag" title={t('app.demoHint')}>
              {t('app.demo')}
            </span>
          )}
          <LangSwitch />
          <NoticeBell />
          <UserMenu />
        </div>
      </header>
      <RestoredBanner />
      <main className={mode === 'demo' ? 'yz-main is-demo' : 'yz-main'} id="main" tabIndex={-1}>
        <Suspense fallback={<Loading page />}>
          <Outlet />
        </Suspense>
      </main>
    </div>
  );
}
