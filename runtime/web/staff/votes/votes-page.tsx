import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { instantText } from '../../shared/time-text.js';
import type { VoteView } from '../../shared/vote-types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useTexts } from '../texts/use-texts.js';
import { readVotes } from './vote-calls.js';

/** How a vote stands: `over` when its end has passed and nobody counts yet. */
export function voteState(vote: VoteView): VoteView['state'] | 'over' {
  return vote.state === 'open' && !vote.isOpen ? 'over' : vote.state;
}

/** A word for how a vote stands. */
export function VoteChip({ vote }: { readonly vote: VoteView }): ReactNode {
  const { t } = useTexts();
  const state = voteState(vote);
  return (
    <span className="yz-vote-chip" data-state={state}>
      {t(`votes.state.${state}`)}
    </span>
  );
}

/** The votes in reach, the latest first. */
export function VotesPage(): ReactNode {
  const { t, lang } = useTexts();
  usePageTitle(t('votes.title'));
  const votes = useQuery({ queryKey: ['votes'], queryFn: () => readVotes() });
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('votes.title')}</h1>
          <p className="yz-soft">{t('votes.hint')}</p>
        </div>
      </header>
      {votes.data === undefined && votes.isError && (
        <Failure error={votes.error} onRetry={() => void votes.refetch()} />
      )}
      {votes.data === undefined && !votes.isError && <Loading rows={4} />}
      {votes.data?.length === 0 && <Nothing title={t('votes.empty')} hint={t('votes.emptyHint')} />}
      <ul className="yz-registers">
        {(votes.data ?? []).map((vote) => (
          <li key={vote.voteId}>
            <Link to={`/votes/${encodeURIComponent(vote.voteId)}`}>
              <strong>{vote.title}</strong>
              <span>
                <VoteChip vote={vote} />
              </span>
              {vote.opensAt !== null && vote.closesAt !== null && (
                <span>
                  {t('votes.period', { from: instantText(vote.opensAt, lang), to: instantText(vote.closesAt, lang) })}
                </span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
