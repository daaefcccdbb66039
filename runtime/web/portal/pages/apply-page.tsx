import { type ReactNode, useEffect, useMemo, useState } from 'react';
import type { JsonObject } from '../../../../engine/index.js';
import type { Service, SessionUser, StartForm } from '../../shared/api-types.js';
import { request } from '../../shared/request.js';
import { textIn } from '../../shared/lang.js';
import { Application } from '../parts/application.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { type LocalDraft, readLocalDraft } from '../state/local-draft.js';
import { takeHandedOver } from '../state/handed-over.js';
import { useLang } from '../state/use-lang.js';
import { useLoad } from '../state/use-load.js';

interface Opening {
  readonly service: Service;
  readonly start: StartForm;
  readonly local: LocalDraft | undefined;
  /** Answers of a self-check. */
  readonly handed: JsonObject;
}

/** Applying for a service: fill in, check, send. */
export default function ApplyPage({ service }: { readonly service: string }): ReactNode {
  return (
    <div className="page">
      <NeedsSignIn>{(user) => <Opened key={user.userId} user={user} service={service} />}</NeedsSignIn>
    </div>
  );
}

function Opened({ user, service }: { readonly user: SessionUser; readonly service: string }): ReactNode {
  const { lang, tell } = useLang();
  const name = encodeURIComponent(service);
  const loading = useLoad(`apply ${service}`, async (signal): Promise<Opening> => {
    const [about, start, local] = await Promise.all([
      request<Service>(`/api/services/${name}`, { signal }),
      request<StartForm>(`/api/services/${name}/start-form`, { signal }),
      readLocalDraft(user.userId, service),
    ]);
    return { service: about, start, local, handed: takeHandedOver(service) };
  });
  const title = loading.state === 'ready' ? textIn(loading.value.service.title, lang) : tell('apply.title');
  return (
    <>
      <header className="page-head">
        <p className="crumbs">
          <Link href="/">{tell('nav.services')}</Link>
          <Link href={`/services/${name}`}>{title}</Link>
        </p>
        <PageTitle text={loading.state === 'ready' ? `${tell('apply.title')}：${title}` : title}>{title}</PageTitle>
      </header>
      <Loaded loading={loading} lines={9}>
        {(opening) => <Beginning user={user} opening={opening} />}
      </Loaded>
    </>
  );
}

/** Finds where to begin: the newest draft, else what the office already knows. Starting over begins with the latter again. */
function Beginning({ user, opening }: { readonly user: SessionUser; readonly opening: Opening }): ReactNode {
  const [round, setRound] = useState(0);
  const { start, local, handed } = opening;
  const [isFresh, setFresh] = useState(false);
  const draft = useMemo(() => (isFresh ? undefined : newest(start.draft ?? undefined, local)), [isFresh, start, local]);
  const prefilled = start.prefill?.document ?? {};
  const document: JsonObject = { ...(draft?.document ?? prefilled), ...handed };
  useEffect(() => {
    scrollTo(0, 0);
  }, [round]);
  return (
    <Application
      key={round}
      user={user}
      service={opening.service}
      start={start}
      document={document}
      restoredAt={draft?.savedAt}
      onStartOver={() => {
        setFresh(true);
        setRound((count) => count + 1);
      }}
    />
  );
}

function newest(server: LocalDraft | undefined, local: LocalDraft | undefined): LocalDraft | undefined {
  if (server === undefined || local === undefined) return server ?? local;
  return Date.parse(local.savedAt) >= Date.parse(server.savedAt) ? local : server;
}
