import { useEffect } from 'react';
import { useTexts } from '../texts/use-texts.js';

/** Names the page in the browser's title. */
export function usePageTitle(page: string): void {
  const { t } = useTexts();
  useEffect(() => {
    document.title = page === '' ? t('app.name') : t('app.documentTitle', { page });
  }, [page, t]);
}
