import { type FormEvent, type ReactNode, useState } from 'react';
import { ApiProblem, failureSentence } from '../../shared/problem.js';
import { hashOfSecret, receiptOfHash, rootOfProof } from '../../shared/receipt-proof.js';
import { request } from '../../shared/request.js';
import { instantText } from '../../shared/time-text.js';
import type { ReceiptProof } from '../../shared/vote-types.js';
import { PageTitle } from '../parts/page-title.js';
import { useLocation } from '../router/use-location.js';
import { useVoteTexts } from '../votes/use-vote-texts.js';
import '../votes/votes.css';

interface Found {
  readonly receipt: string;
  readonly proof: ReceiptProof;
}

/** Groups of four, in capitals, whatever was typed between them. */
function tidy(code: string): string {
  const letters = code.toUpperCase().replace(/[^0-9A-Z]/g, '');
  return letters.replace(/(.{4})(?=.)/g, '$1-');
}

/** Checks a receipt after the count, in the reader's own browser. Needs no sign-in. */
export default function ReceiptCheckPage({ voteId }: { readonly voteId: string }): ReactNode {
  const { lang, say } = useVoteTexts();
  const { query } = useLocation();
  const [code, setCode] = useState(tidy(query.get('r') ?? ''));
  const [found, setFound] = useState<Found>();
  const [failure, setFailure] = useState<string>();
  const [isBusy, setBusy] = useState(false);
  const check = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const receipt = tidy(code);
    setFound(undefined);
    if (receipt.length !== 19) {
      setFailure(say('verify.malformed'));
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const path = `/api/votes/${encodeURIComponent(voteId)}/receipts/${receipt}`;
      setFound({ receipt, proof: await request<ReceiptProof>(path) });
    } catch (error) {
      const isUnknown = error instanceof ApiProblem && error.status === 404;
      setFailure(isUnknown ? say('verify.none') : failureSentence(error, lang));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className="page narrow">
      <PageTitle text={say('verify.title')} />
      <p className="lead">{say('verify.lead')}</p>
      <form className="card form" noValidate onSubmit={(event) => void check(event)}>
        <label htmlFor="receipt">{say('verify.code')}</label>
        <input
          id="receipt"
          className="number"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          required
          value={code}
          aria-invalid={failure !== undefined || undefined}
          aria-describedby={failure === undefined ? 'receipt-hint' : 'receipt-hint receipt-failure'}
          onChange={(event) => setCode(event.target.value)}
        />
        <p className="fine" id="receipt-hint">
          {say('verify.codeHint')}
        </p>
        {failure !== undefined && (
          <p className="field-error" id="receipt-failure" role="alert">
            {failure}
          </p>
        )}
        <button type="submit" className="button primary wide" disabled={isBusy}>
          {say(isBusy ? 'verify.busy' : 'verify.go')}
        </button>
      </form>
      <div aria-live="polite">{found !== undefined && <Verdict found={found} />}</div>
    </div>
  );
}

function Verdict({ found }: { readonly found: Found }): ReactNode {
  const { lang, say } = useVoteTexts();
  const { receipt, proof } = found;
  const steps = [
    proof.secret === undefined
      ? { text: say('verify.step1'), holds: receiptOfHash(proof.hash) === receipt }
      : {
          text: say('verify.step1Secret'),
          holds: receiptOfHash(proof.secret.tracker) === receipt && hashOfSecret(proof.secret) === proof.hash,
        },
    {
      text: say('verify.step2', { n: proof.proof.length }),
      holds: /^[0-9a-f]{64}$/.test(rootOfProof(proof.hash, proof.proof)),
    },
    { text: say('verify.step3', { n: proof.ballots }), holds: rootOfProof(proof.hash, proof.proof) === proof.root },
  ];
  const isGood = steps.every(({ holds }) => holds);
  return (
    <>
      <div className="verdict" data-tone={isGood ? 'good' : 'bad'} role="status">
        <div>
          <p className="verdict-title">{say(isGood ? 'verify.good' : 'verify.bad')}</p>
          <p>{isGood ? proof.title : say('verify.badText')}</p>
          {proof.countedAt !== null && <p>{say('verify.counted', { time: instantText(proof.countedAt, lang) })}</p>}
        </div>
      </div>
      <ol className="proof-steps card">
        {steps.map(({ text, holds }) => (
          <li key={text} data-holds={holds}>
            <span aria-hidden="true">{holds ? '✓' : '✗'}</span> {text}
          </li>
        ))}
      </ol>
      <dl className="facts card">
        <div>
          <dt>{say('verify.hash')}</dt>
          <dd className="fingerprint">{proof.hash}</dd>
        </div>
        <div>
          <dt>{say('verify.root')}</dt>
          <dd className="fingerprint">{proof.root}</dd>
        </div>
      </dl>
    </>
  );
}
