import type { ReactNode } from 'react';
import type { CaseSummary, Service } from '../../shared/api-types.js';
import { textIn } from '../../shared/lang.js';
import { request } from '../../shared/request.js';
import { dateText, instantText } from '../../shared/time-text.js';
import type { VoteView } from '../../shared/vote-types.js';
import { MINE_TEXTS } from '../mine/mine-texts.js';
import type { MineGroup } from '../../../wire/mine.js';
import { OwnRows } from '../mine/own-rows.js';
import { CaseRow } from '../parts/case-row.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { mayStart } from '../state/may-start.js';
import { useCatalogue } from '../state/use-catalogue.js';
import { useLiveReload } from '../state/use-live-reload.js';
import { useLoad } from '../state/use-load.js';
import '../mine/mine.css';

/** Services that belong to a part of the page, by their keys. */
const SERVICES = {
  home: /^(hoa-|pmc-|dibao-|temporary-relief|assistance-|volunteer-register)/,
  shop: /^(food-|small-catering)/,
} as const;
const ENDED = new Set(['closed', 'withdrawn', 'terminated', 'not-accepted', 'cancelled', 'revoked', 'delivered']);

interface Mine {
  readonly groups: readonly MineGroup[];
  readonly votes: readonly VoteView[];
  readonly cases: readonly CaseSummary[];
  readonly services: readonly Service[];
}

/** My household, my shop, my votes: what the office knows of me, what is under way, when something ends, and what I may apply for. */
export default function MinePage(): ReactNode {
  const { say } = useCatalogue(MINE_TEXTS);
  return (
    <div className="page">
      <PageTitle text={say('title')} />
      <p className="lead">{say('lead')}</p>
      <NeedsSignIn>{(user) => <Everything roles={user.roles} />}</NeedsSignIn>
    </div>
  );
}

function Everything({ roles }: { readonly roles: readonly string[] }): ReactNode {
  const { lang, say } = useCatalogue(MINE_TEXTS);
  const loading = useLoad(`mine ${lang}`, async (signal): Promise<Mine> => {
    const [groups, votes, cases, services] = await Promise.all([
      request<readonly MineGroup[]>('/api/mine', { signal }),
      request<readonly VoteView[]>('/api/votes', { signal }).catch(() => []),
      request<readonly CaseSummary[]>('/api/cases', { signal }),
      request<readonly Service[]>('/api/services', { signal }),
    ]);
    return { groups, votes: votes.filter(({ mine }) => mine.length > 0), cases, services };
  });
  useLiveReload(loading.reload);
  return (
    <Loaded loading={loading} lines={6}>
      {({ groups, votes, cases, services }) => (
        <>
          <Cases cases={cases.filter(({ status }) => !ENDED.has(status))} />
          {(['home', 'shop'] as const).map((part) => {
            const own = groups.filter((group) => group.part === part);
            const offered = services.filter((one) => SERVICES[part].test(one.key) && mayStart(one, roles));
            return (
              <section key={part} className="mine-part" aria-labelledby={`mine-${part}`}>
                <h2 id={`mine-${part}`}>{say(part)}</h2>
                {own.length === 0 && <p className="fine">{say('none')}</p>}
                {own.map((group) => (
                  <OwnRows key={group.register} group={group} />
                ))}
                {part === 'home' && own.some(({ register }) => register === 'volunteers') && (
                  <p>
                    <Link href="/my/volunteering">{say('volunteering')}</Link>
                  </p>
                )}
                {offered.length > 0 && (
                  <p className="mine-services">
                    <span className="fine">{say('services')}</span>
                    {offered.map(({ key, title }) => (
                      <Link key={key} href={`/services/${encodeURIComponent(key)}`}>
                        {textIn(title, lang)}
                      </Link>
                    ))}
                  </p>
                )}
              </section>
            );
          })}
          <Votes votes={votes} />
        </>
      )}
    </Loaded>
  );
}

function Cases({ cases }: { readonly cases: readonly CaseSummary[] }): ReactNode {
  const { lang, say } = useCatalogue(MINE_TEXTS);
  return (
    <section className="mine-part" aria-labelledby="mine-open">
      <h2 id="mine-open">{say('open')}</h2>
      {cases.length === 0 && <p className="fine">{say('noCases')}</p>}
      <ul className="rows">
        {cases.map((one) => (
          <CaseRow key={one.caseId} summary={one} todo={say('waits')}>
            {one.expectedDate !== undefined && <span>{say('due', { date: dateText(one.expectedDate, lang) })}</span>}
          </CaseRow>
        ))}
      </ul>
    </section>
  );
}

function Votes({ votes }: { readonly votes: readonly VoteView[] }): ReactNode {
  const { lang, say } = useCatalogue(MINE_TEXTS);
  return (
    <section className="mine-part" aria-labelledby="mine-votes">
      <h2 id="mine-votes">{say('votes')}</h2>
      {votes.length === 0 && <p className="fine">{say('noVotes')}</p>}
      <ul className="rows">
        {votes.map((vote) => {
          const waits = vote.isOpen && vote.mine.some(({ hasVoted }) => !hasVoted);
          return (
            <li key={vote.voteId}>
              <Link
                className="row-card"
                href={`/votes/${encodeURIComponent(vote.voteId)}`}
                data-todo={waits || undefined}
              >
                <strong>{vote.title}</strong>
                <span className="row-chips">
                  {(waits || vote.mine.every(({ hasVoted }) => hasVoted)) && (
                    <span className="chip" {...(waits ? { 'data-tone': 'warn' } : {})}>
                      {say(waits ? 'vote' : 'voted')}
                    </span>
                  )}
                </span>
                {vote.closesAt !== null && (
                  <span className="fine">{say('until', { time: instantText(vote.closesAt, lang) })}</span>
                )}
              </Link>
            </li>
          );
        })}
      </ul>
      <p>
        <Link href="/votes">{say('seeVotes')}</Link>
      </p>
    </section>
  );
}
