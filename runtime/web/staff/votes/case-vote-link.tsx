import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useStaff, votePart } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { readVotes } from './vote-calls.js';
import { VoteChip } from './votes-page.js';

/** The way from a task or case to its vote, for people who have to do with votes; nothing where the case has none. */
export function CaseVoteLink({ caseId }: { readonly caseId: string }): ReactNode {
  const { t } = useTexts();
  const { user } = useStaff();
  const votes = useQuery({
    queryKey: ['votes', 'of', caseId],
    queryFn: () => readVotes(caseId),
    enabled: votePart(user.roles).sees,
  });
  return (votes.data ?? []).map((vote) => (
    <p key={vote.voteId} className="yz-case-vote">
      <span className="yz-soft">{t('votes.of')}</span>{' '}
      <Link to={`/votes/${encodeURIComponent(vote.voteId)}`}>{vote.title}</Link> <VoteChip vote={vote} />
    </p>
  ));
}
