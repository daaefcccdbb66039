import type { ReactNode } from 'react';
import { instantText } from '../../shared/time-text.js';
import { areaText, type VoteView } from '../../shared/vote-types.js';
import { PageTitle } from '../parts/page-title.js';
import { useVoteTexts } from './use-vote-texts.js';

/** How a vote stands, as a word and a tone. */
export function VoteChip({ vote }: { readonly vote: VoteView }): ReactNode {
  const { say } = useVoteTexts();
  const state = vote.state === 'open' && !vote.isOpen ? 'over' : vote.state;
  const tone = { prepared: 'quiet', open: 'warn', over: 'quiet', counting: 'quiet', counted: 'good', stopped: 'bad' }[
    state
  ];
  return (
    <span className="chip" data-tone={tone}>
      {say(`state.${state}`)}
    </span>
  );
}

/** Title, state, period and turnout of a vote. */
export function VoteHead({ vote }: { readonly vote: VoteView }): ReactNode {
  const { lang, say } = useVoteTexts();
  const { whole, returned, opensAt, closesAt } = vote;
  return (
    <header className="page-head">
      <PageTitle text={vote.title} />
      <p className="case-line">
        <VoteChip vote={vote} />
        {vote.secret !== undefined && <span className="chip">{say('vote.secretChip')}</span>}
        {opensAt !== null && closesAt !== null && (
          <span>{say('vote.from', { from: instantText(opensAt, lang), to: instantText(closesAt, lang) })}</span>
        )}
      </p>
      {vote.result === undefined && vote.state !== 'prepared' && (
        <p className="fine">
          {say('vote.turnoutText', {
            heads: returned.heads,
            allHeads: whole.heads,
            area: areaText(returned.area),
            allArea: areaText(whole.area),
          })}
          {vote.secret !== undefined && vote.isOpen && ` ${say('vote.hourly')}`}
        </p>
      )}
    </header>
  );
}

/** Why there is no ballot to fill in now; nothing while the vote is open. */
export function VoteClosedNotice({ vote }: { readonly vote: VoteView }): ReactNode {
  const { say } = useVoteTexts();
  if (vote.isOpen || vote.state === 'counted') return null;
  const key = vote.state === 'prepared' ? 'notBegun' : vote.state === 'stopped' ? 'stopped' : 'closed';
  return (
    <div className="notice calm" role="status">
      <p className="notice-title">{say(`vote.${key}`)}</p>
      <p>{say(`vote.${key}Text`)}</p>
    </div>
  );
}
