import { lazy, type ReactNode, Suspense, useState } from 'react';
import { areaText, type CastView, type OwnUnit, type VoteView } from '../../shared/vote-types.js';
import { Ballot, type BallotWay } from './ballot.js';
import { BallotReceipt } from './ballot-receipt.js';
import { useVoteTexts } from './use-vote-texts.js';
import { VoteClosedNotice } from './vote-head.js';

// The arithmetic of blind signatures comes only with a secret ballot.
const SecretUnit = lazy(async () => ({ default: (await import('./secret/secret-unit.js')).SecretUnit }));

/** One unit of a voter: its ballot, or its receipt, or why there is neither. */
export function UnitBallot(props: {
  readonly vote: VoteView;
  readonly unit: OwnUnit;
  readonly way: BallotWay;
  readonly onChanged: () => void;
  readonly children?: ReactNode;
}): ReactNode {
  const { vote, unit } = props;
  const { say } = useVoteTexts();
  const [cast, setCast] = useState<CastView>();
  const known = cast ?? unit.cast;
  if (unit.secret !== undefined && known === undefined && (!unit.hasVoted || unit.secret.state === 'signed')) {
    const named = <Ballot vote={vote} unit={unit} way={props.way} onCast={setCast} onRefused={props.onChanged} />;
    return (
      <>
        <UnitLine unit={unit} />
        {'unit' in props.way.body && <ProxyLetterLink vote={vote} unit={unit} />}
        <Suspense fallback={<p role="status">{say('secret.asking')}</p>}>
          <SecretUnit {...props} asked={unit.secret} named={named} />
        </Suspense>
        {props.children}
      </>
    );
  }
  return (
    <>
      <UnitLine unit={unit} />
      {'unit' in props.way.body && <ProxyLetterLink vote={vote} unit={unit} />}
      {known !== undefined ? (
        <BallotReceipt voteId={vote.voteId} cast={known} isNew={cast !== undefined}>
          {props.children}
        </BallotReceipt>
      ) : unit.hasVoted ? (
        <div className="notice calm" role="status">
          <p className="notice-title">{say('done.before')}</p>
          <p>{say('done.beforePaper')}</p>
        </div>
      ) : vote.isOpen ? (
        <>
          <p className="fine">{say(vote.secret === undefined ? 'vote.named' : 'vote.namedInSecret')}</p>
          <Ballot vote={vote} unit={unit} way={props.way} onCast={setCast} onRefused={props.onChanged} />
        </>
      ) : (
        <VoteClosedNotice vote={vote} />
      )}
    </>
  );
}

/** The letter for somebody who cannot vote in person; only with an account, a link shows no more than its ballot. */
function ProxyLetterLink({ vote, unit }: { readonly vote: VoteView; readonly unit: OwnUnit }): ReactNode {
  const { say } = useVoteTexts();
  if (unit.hasVoted || unit.agentFor !== undefined || (vote.state !== 'prepared' && vote.state !== 'open')) return null;
  return (
    <p className="fine no-print">
      <a
        href={`/api/votes/${encodeURIComponent(vote.voteId)}/proxy-letters/${unit.unit}`}
        target="_blank"
        rel="noopener"
      >
        {say('vote.proxyLetter')}
      </a>
    </p>
  );
}

/** A unit by its parts, with what it counts and for whom it is cast. */
export function UnitLine({ unit }: { readonly unit: OwnUnit }): ReactNode {
  const { say } = useVoteTexts();
  return (
    <p className="unit-line">
      <strong>{unit.parts.join('、')}</strong>
      <span className="fine">{say('vote.weight', { heads: unit.heads, area: areaText(unit.area) })}</span>
      {unit.agentFor !== undefined && (
        <span className="chip" data-tone="warn">
          {say('vote.asAgent', { names: unit.agentFor.join('、') })}
        </span>
      )}
    </p>
  );
}
