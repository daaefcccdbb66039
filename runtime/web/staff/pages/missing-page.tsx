import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useTexts } from '../texts/use-texts.js';

/** An address without a page. */
export function MissingPage(): ReactNode {
  const { t } = useTexts();
  usePageTitle(t('page.missing'));
  return (
    <div className="yz-page">
      <h1 className="yz-unseen">{t('page.missing')}</h1>
      <Nothing title={t('page.missing')} hint={t('page.missingHint')}>
        <Link to="/">{t('page.home')}</Link>
      </Nothing>
    </div>
  );
}
