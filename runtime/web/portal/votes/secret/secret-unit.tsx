import { type ReactNode, useState } from 'react';
import type { Choices, CredentialView, OwnUnit, VoteView } from '../../../shared/vote-types.js';
import { Failure } from '../../parts/failure.js';
import { Link } from '../../router/link.js';
import type { BallotWay } from '../ballot.js';
import { useVoteTexts } from '../use-vote-texts.js';
import { VoteClosedNotice } from '../vote-head.js';
import { closeBallot } from './closed-ballot.js';
import { makeCredential, takeCredential } from './credential.js';
import { forgetCredential, keepCredential, keptCredential, type KeptCredential } from './kept-credential.js';
import { askCredential, castSecret, withdrawWish } from './secret-calls.js';
import { SecretForm } from './secret-form.js';

/** A unit in a secret vote: the credential is asked for, waits, is taken, and spent on a ballot without a name. */
export function SecretUnit(props: {
  readonly vote: VoteView;
  readonly unit: OwnUnit;
  readonly way: BallotWay;
  readonly asked: CredentialView;
  /** The ballot by name, for whoever waits no longer. */
  readonly named: ReactNode;
}): ReactNode {
  const { vote, unit, way } = props;
  const { voteId } = vote;
  const { say } = useVoteTexts();
  const [asked, setAsked] = useState(props.asked);
  const [kept, setKept] = useState<KeptCredential | undefined>(() => keptCredential(voteId, unit.unit));
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const [isByName, setByName] = useState(false);
  const [isAgain, setAgain] = useState(false);
  const key = vote.secret?.classes.find(({ klass }) => klass === asked.klass)?.publicKey;
  const isMine = kept !== undefined && (asked.blinded === undefined || asked.blinded === kept.blinded);
  const keep = (next: KeptCredential): void => {
    keepCredential(voteId, unit.unit, next);
    setKept(next);
  };
  const run = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(error);
    } finally {
      setBusy(false);
    }
  };
  const ask = async (): Promise<void> => {
    if (key === undefined) return;
    // Kept before it is asked for: a credential that is signed and lost cannot be had again.
    const own = isMine ? kept : { ...(await makeCredential(voteId, key)), klass: asked.klass, n: 0 };
    keep(own);
    setAsked(await askCredential(voteId, way, own.blinded));
  };
  const cast = async (choices: Choices): Promise<void> => {
    if (kept === undefined || key === undefined || vote.secret === undefined) return;
    const credential = kept.credential ?? (await takeCredential(voteId, key, kept, asked.signature ?? ''));
    const next = { ...kept, credential, n: kept.n + 1 };
    const { klass, serial, privateKey, n } = next;
    const { holders, threshold } = vote.secret;
    const ballot = await closeBallot({
      ...{ voteId, klass, serial, privateKey, n, choices, threshold, credential },
      questions: vote.questions,
      holders: holders.map(({ publicKey }) => publicKey),
    });
    keep(next);
    const { tracker } = await castSecret(voteId, ballot);
    keep({ ...next, tracker });
    setAgain(false);
  };

  if (isByName) return props.named;
  if (kept?.tracker !== undefined && isMine && !isAgain) {
    return (
      <section className="receipt card" aria-labelledby="secret-done">
        <div className="receipt-head">
          <h2 id="secret-done">{say('secret.done')}</h2>
          <p>{say('secret.keep')}</p>
        </div>
        <dl className="facts receipt-body">
          <div>
            <dt>{say('secret.tracker')}</dt>
            <dd className="number receipt-code">{kept.tracker}</dd>
          </div>
        </dl>
        <div className="actions no-print">
          {vote.isOpen && (
            <button type="button" className="button" onClick={() => setAgain(true)}>
              {say('secret.again')}
            </button>
          )}
          <Link className="button" href={`/votes/${encodeURIComponent(voteId)}/verify?r=${kept.tracker}`}>
            {say('done.verify')}
          </Link>
          <button
            type="button"
            className="button"
            title={say('secret.forgetText')}
            onClick={() => {
              forgetCredential(voteId, unit.unit);
              setKept(undefined);
            }}
          >
            {say('secret.forget')}
          </button>
        </div>
      </section>
    );
  }
  if (!vote.isOpen) return <VoteClosedNotice vote={vote} />;
  if (asked.state === 'signed' && !isMine) {
    return (
      <div className="notice calm" role="status">
        <p className="notice-title">{say('secret.elsewhere')}</p>
        <p>{say('secret.elsewhereText')}</p>
      </div>
    );
  }
  if (asked.state === 'signed') {
    return (
      <>
        <div className="notice calm" role="status">
          <p className="notice-title">{say('secret.ready')}</p>
          <p>{say('secret.readyText')}</p>
        </div>
        <p className="fine">{say('secret.limits')}</p>
        <SecretForm vote={vote} onSend={cast} />
      </>
    );
  }
  const holders = vote.secret?.holders ?? [];
  return (
    <section className="card secret-card" aria-labelledby="secret">
      <h2 id="secret">{say(asked.state === 'waiting' ? 'secret.waiting' : 'secret.title')}</h2>
      {asked.state === 'waiting' ? (
        <p role="status">{say('secret.waitingText', { asked: asked.asked, need: asked.need })}</p>
      ) : (
        <p>{say('secret.how')}</p>
      )}
      <p className="fine">{say('secret.limits')}</p>
      <p className="fine">{say('secret.device')}</p>
      <p className="fine">
        {say('secret.keys', {
          n: holders.length,
          k: vote.secret?.threshold ?? 0,
          names: holders.map(({ name }) => name).join('、'),
        })}
      </p>
      {failure !== undefined && <Failure error={failure} />}
      {isSecureContext ? (
        <button type="button" className="button primary wide" disabled={isBusy} onClick={() => void run(ask)}>
          {say(isBusy ? 'secret.asking' : asked.state === 'waiting' ? 'secret.refresh' : 'secret.ask')}
        </button>
      ) : (
        <p className="notice bad">{say('secret.unsafe')}</p>
      )}
      <button
        type="button"
        className="button wide"
        disabled={isBusy}
        onClick={() =>
          void run(async () => {
            if (asked.state === 'waiting') await withdrawWish(voteId, unit.unit, way);
            forgetCredential(voteId, unit.unit);
            setByName(true);
          })
        }
      >
        {say(asked.state === 'waiting' ? 'secret.byName' : 'secret.rather')}
      </button>
    </section>
  );
}
