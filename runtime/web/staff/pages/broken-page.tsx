import { Button } from 'antd';
import type { ReactNode } from 'react';
import { Nothing } from '../parts/nothing.js';
import { useTexts } from '../texts/use-texts.js';

/** Stands in for a page that has thrown, or whose part could not be fetched. */
export function BrokenPage(): ReactNode {
  const { t } = useTexts();
  return (
    <main className="yz-page">
      <h1 className="yz-unseen">{t('page.broken')}</h1>
      <Nothing title={t('page.broken')}>
        <Button type="primary" onClick={() => window.location.reload()}>
          {t('page.reload')}
        </Button>
      </Nothing>
    </main>
  );
}
