import { type ReactNode, useState } from 'react';
import { request } from '../../shared/request.js';
import type { CastView, Choices, OwnUnit, VoteView } from '../../shared/vote-types.js';
import { Failure } from '../parts/failure.js';
import { Loaded } from '../parts/loaded.js';
import { NeedsSignIn } from '../parts/needs-sign-in.js';
import { Link } from '../router/link.js';
import { go } from '../router/location.js';
import { useLocation } from '../router/use-location.js';
import { useLoad } from '../state/use-load.js';
import { ChosenList } from '../votes/chosen-list.js';
import { UnitBallot, UnitLine } from '../votes/unit-ballot.js';
import { useVoteTexts } from '../votes/use-vote-texts.js';
import { VoteClosedNotice, VoteHead } from '../votes/vote-head.js';
import { VoteOutcome } from '../votes/vote-outcome.js';
import '../votes/votes.css';

/** One vote for an owner or an agent: the ballots of the own units, their receipts, and the result after the count. */
export default function VotePage({ voteId }: { readonly voteId: string }): ReactNode {
  return (
    <div className="page narrow">
      <NeedsSignIn>{(user) => <Vote voteId={voteId} userId={user.userId} />}</NeedsSignIn>
    </div>
  );
}

function Vote({ voteId, userId }: { readonly voteId: string; readonly userId: string }): ReactNode {
  const { lang, say } = useVoteTexts();
  const { path, query } = useLocation();
  const loading = useLoad(`vote ${voteId} ${lang}`, (signal) =>
    request<VoteView>(`/api/votes/${encodeURIComponent(voteId)}`, { signal }),
  );
  return (
    <Loaded loading={loading}>
      {(vote) => {
        const [only] = vote.mine.length === 1 ? vote.mine : [];
        const open = vote.mine.find(({ unit }) => unit === query.get('unit')) ?? only;
        const way = {
          who: userId,
          path: `/api/votes/${encodeURIComponent(voteId)}/ballots`,
          body: { unit: open?.unit ?? '' },
        };
        return (
          <>
            <nav className="crumbs">
              <Link href="/votes">{say('list.title')}</Link>
            </nav>
            <VoteHead vote={vote} />
            <VoteOutcome vote={vote} />
            {open === undefined ? (
              <UnitList vote={vote} />
            ) : (
              <UnitBallot key={open.unit} vote={vote} unit={open} way={way} onChanged={loading.reload}>
                {only === undefined && (
                  <button
                    type="button"
                    className="button"
                    onClick={() => {
                      loading.reload();
                      go(path);
                    }}
                  >
                    {say('done.others')}
                  </button>
                )}
                {vote.state === 'counted' && <OwnBallot vote={vote} unit={open} />}
              </UnitBallot>
            )}
          </>
        );
      }}
    </Loaded>
  );
}

function UnitList({ vote }: { readonly vote: VoteView }): ReactNode {
  const { say } = useVoteTexts();
  const { path } = useLocation();
  return (
    <section aria-labelledby="units">
      <VoteClosedNotice vote={vote} />
      {vote.mine.length > 0 && <h2 id="units">{say('vote.yours')}</h2>}
      <ul className="rows">
        {vote.mine.map((unit) => (
          <li key={unit.unit}>
            <Link
              className="row-card"
              href={`${path}?unit=${unit.unit}`}
              data-todo={(vote.isOpen && !unit.hasVoted) || undefined}
            >
              <UnitLine unit={unit} />
              <span className="row-go">
                {say(unit.hasVoted ? 'done.before' : vote.isOpen ? 'list.open' : 'list.see')}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function OwnBallot({ vote, unit }: { readonly vote: VoteView; readonly unit: OwnUnit }): ReactNode {
  const { say } = useVoteTexts();
  const [shown, setShown] = useState<{ readonly choices: Choices | null }>();
  const [failure, setFailure] = useState<unknown>();
  const show = async (): Promise<void> => {
    try {
      const path = `/api/votes/${encodeURIComponent(vote.voteId)}/ballots/${unit.unit}`;
      setShown(await request<CastView & { readonly choices: Choices | null }>(path));
    } catch (error) {
      setFailure(error);
    }
  };
  if (failure !== undefined) return <Failure error={failure} />;
  if (shown === undefined) {
    return (
      <button type="button" className="button" onClick={() => void show()}>
        {say('own.show')}
      </button>
    );
  }
  return (
    <section className="own-ballot" aria-label={say('own.title')}>
      {shown.choices === null ? (
        <p>{say('own.invalid')}</p>
      ) : (
        <ChosenList questions={vote.questions} choices={shown.choices} />
      )}
    </section>
  );
}
