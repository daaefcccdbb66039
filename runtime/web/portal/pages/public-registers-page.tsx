import type { ReactNode } from 'react';
import type { ApiText } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { Loaded } from '../parts/loaded.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

/** `GET /api/public-registers`. */
interface Register {
  readonly key: string;
  readonly title: ApiText;
  readonly lead: ApiText;
}

/** The registers that anyone may search. */
export default function PublicRegistersPage(): ReactNode {
  const { lang, tell } = useLang();
  const loading = useLoad(`publics ${lang}`, (signal) =>
    request<readonly Register[]>('/api/public-registers', { signal }),
  );
  return (
    <div className="page">
      <PageTitle text={tell('public.title')} />
      <p className="lead">{tell('public.lead')}</p>
      <Loaded loading={loading}>
        {(registers) => (
          <div className="quick-list">
            {registers.map(({ key, title, lead }) => (
              <Link key={key} className="tile" href={`/public/${encodeURIComponent(key)}`}>
                <strong>{textIn(title, lang)}</strong>
                <span>{textIn(lead, lang)}</span>
              </Link>
            ))}
          </div>
        )}
      </Loaded>
    </div>
  );
}
