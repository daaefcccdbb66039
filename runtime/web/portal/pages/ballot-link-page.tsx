import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { request } from '../../shared/request.js';
import type { VoteView } from '../../shared/vote-types.js';
import { PageTitle } from '../parts/page-title.js';
import { Link } from '../router/link.js';
import { UnitBallot } from '../votes/unit-ballot.js';
import { useVoteTexts } from '../votes/use-vote-texts.js';
import { VoteHead } from '../votes/vote-head.js';
import { VoteOutcome } from '../votes/vote-outcome.js';
import '../votes/votes.css';

const TOKEN = /^#[\w-]{22}$/;

/** A ballot behind the code that was handed to the owner. The token stands behind the #, which browsers keep to themselves. */
export default function BallotLinkPage({ voteId }: { readonly voteId: string }): ReactNode {
  const { say } = useVoteTexts();
  const [opened, setOpened] = useState<{ readonly vote: VoteView; readonly idTail: string }>();
  const [token] = useState(() => (TOKEN.test(location.hash) ? location.hash.slice(1) : undefined));
  if (token === undefined) {
    return (
      <div className="page narrow">
        <PageTitle text={say('link.broken')} />
        <p className="lead">{say('link.brokenText')}</p>
        <div className="actions">
          <Link className="button primary" href="/votes">
            {say('link.signIn')}
          </Link>
        </div>
      </div>
    );
  }
  const path = `/api/ballots/${encodeURIComponent(voteId)}`;
  const open = async (idTail: string): Promise<void> => {
    const vote = await request<VoteView>(`${path}/open`, { method: 'POST', body: { token, idTail } });
    setOpened({ vote, idTail });
  };
  const [unit] = opened?.vote.mine ?? [];
  if (opened === undefined || unit === undefined) {
    return (
      <div className="page narrow">
        <PageTitle text={say('link.title')} />
        <p className="lead">{say('link.lead')}</p>
        <TailForm onOpen={open} />
      </div>
    );
  }
  const { vote, idTail } = opened;
  return (
    <div className="page narrow">
      <VoteHead vote={vote} />
      <VoteOutcome vote={vote} />
      <UnitBallot
        vote={vote}
        unit={unit}
        way={{ who: `link-${token.slice(0, 6)}`, path, body: { token, idTail } }}
        onChanged={() => void open(idTail).catch(() => undefined)}
      />
    </div>
  );
}

function TailForm({ onOpen }: { readonly onOpen: (idTail: string) => Promise<void> }): ReactNode {
  const { lang, say } = useVoteTexts();
  const [tail, setTail] = useState('');
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const go = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const idTail = tail.trim().toUpperCase();
    if (!/^\d{5}[\dX]$/.test(idTail)) {
      setFailure(say('link.malformed'));
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      await onOpen(idTail);
    } catch (error) {
      const isWrong = error instanceof ApiProblem && error.status === 403;
      setFailure(isWrong ? say('link.wrong') : failureSentence(error, lang));
      setBusy(false);
    }
  };
  return (
    <form className="card form" noValidate onSubmit={(event) => void go(event)}>
      <label htmlFor="id-tail">{say('link.tail')}</label>
      <input
        id="id-tail"
        className="number short"
        inputMode="text"
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={6}
        required
        value={tail}
        aria-invalid={failure !== undefined || undefined}
        aria-describedby={failure === undefined ? 'id-tail-hint' : 'id-tail-hint id-tail-failure'}
        onChange={(event) => setTail(event.target.value)}
      />
      <p className="fine" id="id-tail-hint">
        {say('link.tailHint')}
      </p>
      {failure !== undefined && (
        <p className="field-error" id="id-tail-failure" role="alert">
          {failure}
        </p>
      )}
      <button type="submit" className="button primary wide" disabled={isBusy}>
        {say(isBusy ? 'link.busy' : 'link.go')}
      </button>
    </form>
  );
}
