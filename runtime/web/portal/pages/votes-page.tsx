import type { ReactNode } from 'react';
import { request } from '../../shared/request.js';
import { instantText } from '../../shared/time-text.js';
import type { VoteView } from '../../shared/vote-types.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { useLoad } from '../state/use-load.js';
import { useVoteTexts } from '../votes/use-vote-texts.js';
import { VoteChip } from '../votes/vote-head.js';
import '../votes/votes.css';

/** The votes that I may take part in; those that wait for me first. */
export default function VotesPage(): ReactNode {
  const { say } = useVoteTexts();
  return (
    <div className="page">
      <PageTitle text={say('list.title')} />
      <p className="lead votes-lead">{say('list.lead')}</p>
      <NeedsSignIn>{() => <Votes />}</NeedsSignIn>
    </div>
  );
}

const waits = (vote: VoteView): boolean => vote.isOpen && vote.mine.some(({ hasVoted }) => !hasVoted);

function Votes(): ReactNode {
  const { lang, say } = useVoteTexts();
  const loading = useLoad(`votes ${lang}`, async (signal) =>
    (await request<readonly VoteView[]>('/api/votes', { signal })).filter(({ mine }) => mine.length > 0),
  );
  return (
    <Loaded loading={loading}>
      {(votes) =>
        votes.length === 0 ? (
          <div className="empty card">
            <p className="empty-title">{say('list.empty')}</p>
            <p>{say('list.emptyText')}</p>
          </div>
        ) : (
          <ul className="rows">
            {[...votes]
              .sort((a, b) => Number(waits(b)) - Number(waits(a)))
              .map((vote) => (
                <li key={vote.voteId}>
                  <Link
                    className="row-card"
                    href={`/votes/${encodeURIComponent(vote.voteId)}`}
                    data-todo={waits(vote) || undefined}
                  >
                    <strong>{vote.title}</strong>
                    <span className="row-chips">
                      <VoteChip vote={vote} />
                      {waits(vote) && (
                        <span className="chip" data-tone="warn">
                          {say('list.todo')}
                        </span>
                      )}
                    </span>
                    <span className="fine">
                      <span>{say('list.units', { n: vote.mine.length })}</span>
                      {vote.closesAt !== null && (
                        <span>{say('vote.until', { time: instantText(vote.closesAt, lang) })}</span>
                      )}
                    </span>
                    <span className="row-go">{say(waits(vote) ? 'list.open' : 'list.see')}</span>
                  </Link>
                </li>
              ))}
          </ul>
        )
      }
    </Loaded>
  );
}
