import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { instantText } from '../../shared/time-text.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { usePageTitle } from '../parts/page-title.js';
import { TabList, type TabPart } from '../parts/tab-list.js';
import { useStaff, votePart } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { BoardPart } from './board-part.js';
import { CountPart } from './count-part.js';
import { DeliveryPart } from './delivery-part.js';
import { KeysPart } from './keys-part.js';
import { ProxiesPart } from './proxies-part.js';
import { RecountPart } from './recount-part.js';
import { type CountBoard, readBoard } from './vote-calls.js';
import { VoteChip } from './votes-page.js';

const BOARD_POLL_MS = 5_000;

/** One vote for the office: count board, delivery, letters of proxy, paper ballots, recount; each as the person's roles allow. */
export function VotePage(): ReactNode {
  const { voteId = '', part } = useParams();
  const { t, lang } = useTexts();
  const board = useQuery({
    queryKey: ['votes', voteId, 'board'],
    queryFn: () => readBoard(voteId),
    refetchInterval: (state) => (state.state.error === null ? BOARD_POLL_MS : false),
  });
  usePageTitle(board.data?.vote.title ?? t('votes.title'));
  if (board.data === undefined) {
    return (
      <div className="yz-page">
        {board.isError ? <Failure error={board.error} onRetry={() => void board.refetch()} /> : <Loading rows={8} />}
      </div>
    );
  }
  const { vote } = board.data;
  return (
    <div className="yz-page yz-vote">
      <nav className="yz-crumbs" aria-label={t('votes.title')}>
        <Link to="/votes">{t('votes.title')}</Link>
        {vote.caseId !== undefined && <Link to={`/cases/${encodeURIComponent(vote.caseId)}`}>{t('votes.case')}</Link>}
      </nav>
      <header className="yz-page-head">
        <div>
          <h1>{vote.title}</h1>
          <p className="yz-vote-line">
            <VoteChip vote={vote} />
            {vote.opensAt !== null && vote.closesAt !== null && (
              <span className="yz-soft">
                {t('votes.period', { from: instantText(vote.opensAt, lang), to: instantText(vote.closesAt, lang) })}
              </span>
            )}
          </p>
        </div>
      </header>
      <VoteTabs key={voteId} board={board.data} part={part} />
    </div>
  );
}

function VoteTabs({ board, part }: { readonly board: CountBoard; readonly part: string | undefined }): ReactNode {
  const { t } = useTexts();
  const { user } = useStaff();
  const navigate = useNavigate();
  const { delivers, counts, keepsKey, takesFile } = votePart(user.roles);
  const { vote } = board;
  const parts: readonly TabPart[] = [
    { key: 'board', label: t('votes.tab.board'), content: <BoardPart board={board} /> },
    ...(delivers
      ? [
          { key: 'delivery', label: t('votes.tab.delivery'), content: <DeliveryPart vote={vote} /> },
          { key: 'proxies', label: t('votes.tab.proxies'), content: <ProxiesPart vote={vote} /> },
        ]
      : []),
    ...(counts ? [{ key: 'count', label: t('votes.tab.count'), content: <CountPart vote={vote} /> }] : []),
    ...(vote.secret === undefined
      ? []
      : [{ key: 'keys', label: t('votes.tab.keys'), content: <KeysPart vote={vote} keeps={keepsKey} /> }]),
    ...(takesFile ? [{ key: 'recount', label: t('votes.tab.recount'), content: <RecountPart vote={vote} /> }] : []),
  ];
  const open = parts.some(({ key }) => key === part) ? (part ?? 'board') : 'board';
  return (
    <TabList
      label={t('votes.tabs')}
      parts={parts}
      open={open}
      onOpen={(key) => void navigate(`/votes/${encodeURIComponent(vote.voteId)}/${key}`, { replace: true })}
    />
  );
}
