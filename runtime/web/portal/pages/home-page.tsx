import { type ReactNode, useState } from 'react';
import type { Service } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { Loaded } from '../parts/loaded.js';
import { OpenTiles } from '../public/open-tiles.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { findServices } from '../state/find-services.js';
import { topicName } from '../state/topic-names.js';
import { servicesFor } from '../state/may-start.js';
import { useSession } from '../state/session.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

/** The catalogue of services, with a search that knows other words for them. */
export function HomePage(): ReactNode {
  const { lang, tell } = useLang();
  const { session } = useSession();
  const [search, setSearch] = useState('');
  const services = useLoad(`services ${lang}`, (signal) => request<readonly Service[]>('/api/services', { signal }));
  return (
    <>
      <div className="hero">
        <div className="hero-inner">
          <PageTitle text={tell('home.title')} />
          <p className="lead">{tell('home.lead')}</p>
          <form className="search" role="search" onSubmit={(event) => event.preventDefault()}>
            <label className="only-heard" htmlFor="search">
              {tell('home.search')}
            </label>
            <input
              id="search"
              type="search"
              value={search}
              placeholder={tell('home.searchHint')}
              autoComplete="off"
              onChange={(event) => setSearch(event.target.value)}
            />
          </form>
        </div>
      </div>
      <div className="page">
        <Loaded loading={services}>
          {(list) => <Catalogue services={servicesFor(list, session?.user?.roles ?? [])} search={search} />}
        </Loaded>
        <section className="quick" aria-labelledby="quick">
          <h2 id="quick">{tell('home.quick')}</h2>
          <div className="quick-list">
            <Link className="tile" href="/cases">
              <strong>{tell('nav.mine')}</strong>
              <span>{tell('home.quickMine')}</span>
            </Link>
            <Link className="tile" href="/votes">
              <strong>{tell('nav.votes')}</strong>
              <span>{tell('home.quickVotes')}</span>
            </Link>
            <Link className="tile" href="/t">
              <strong>{tell('lookup.title')}</strong>
              <span>{tell('home.quickLookup')}</span>
            </Link>
            <OpenTiles />
          </div>
        </section>
      </div>
    </>
  );
}

function Catalogue({
  services,
  search,
}: {
  readonly services: readonly Service[];
  readonly search: string;
}): ReactNode {
  const { lang, tell } = useLang();
  const [topic, setTopic] = useState('');
  const topics = [...new Set(services.flatMap((service) => service.topics))];
  const found = findServices(services, search, topic);
  return (
    <section aria-labelledby="services">
      <div className="catalogue-head">
        <h2 id="services">{tell('nav.services')}</h2>
        <p className="fine" role="status">
          {tell('home.found', { n: found.length })}
        </p>
      </div>
      {topics.length > 1 && (
        <div className="topics" role="group" aria-label={tell('home.topics')}>
          {['', ...topics].map((one) => (
            <button
              key={one}
              type="button"
              className="topic"
              aria-pressed={topic === one}
              onClick={() => setTopic(one)}
            >
              {one === '' ? tell('home.all') : topicName(one, lang)}
            </button>
          ))}
        </div>
      )}
      {found.length === 0 ? (
        <div className="empty">
          <p className="empty-title">{tell('home.none', { q: search })}</p>
          <p>{tell('home.noneHint')}</p>
        </div>
      ) : (
        <ul className="services">
          {found.map((service) => (
            <li key={service.key}>
              <Link className="service-card" href={`/services/${encodeURIComponent(service.key)}`}>
                <strong>{textIn(service.title, lang)}</strong>
                <span>{textIn(service.description ?? service.who, lang)}</span>
                <span className="service-limits">{textIn(service.limits, lang)}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
