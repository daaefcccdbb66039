import type { ReactNode } from 'react';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';

/** For addresses that lead nowhere. */
export function NotFoundPage(): ReactNode {
  const { tell } = useLang();
  return (
    <div className="page narrow empty">
      <p className="empty-number" aria-hidden="true">
        404
      </p>
      <PageTitle text={tell('notFound.title')} />
      <p>{tell('notFound.text')}</p>
      <Link className="button primary" href="/">
        {tell('notFound.home')}
      </Link>
    </div>
  );
}
