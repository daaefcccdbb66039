import { type ReactNode, useEffect, useRef, useState } from 'react';
import { failureSentence } from '../../../shared/problem.js';
import type { Choices, VoteView } from '../../../shared/vote-types.js';
import { BallotFields } from '../ballot-fields.js';
import { ChosenList, unmarked } from '../chosen-list.js';
import { useVoteTexts } from '../use-vote-texts.js';

/** The secret ballot: filled in, checked, sent without a name. `onSend` rejects where the box refuses. */
export function SecretForm(props: {
  readonly vote: VoteView;
  readonly onSend: (choices: Choices) => Promise<void>;
}): ReactNode {
  const { vote, onSend } = props;
  const { lang, say } = useVoteTexts();
  const [choices, setChoices] = useState<Choices>({});
  const [isChecking, setChecking] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isChecking) {
      heading.current?.focus({ preventScroll: true });
      scrollTo(0, 0);
    }
  }, [isChecking]);
  if (!isChecking) {
    return (
      <form
        aria-label={say('ballot.title')}
        onSubmit={(event) => {
          event.preventDefault();
          setChecking(true);
        }}
      >
        <h2>{say('ballot.title')}</h2>
        <BallotFields
          voteId={vote.voteId}
          questions={vote.questions}
          only={undefined}
          choices={choices}
          onChange={setChoices}
        />
        <button type="submit" className="button primary wide">
          {say('ballot.next')}
        </button>
      </form>
    );
  }
  const missing = unmarked(vote.questions, choices);
  const send = async (): Promise<void> => {
    setBusy(true);
    setFailure(undefined);
    try {
      await onSend(choices);
    } catch (error) {
      setFailure(error);
      setBusy(false);
    }
  };
  return (
    <section aria-labelledby="secret-check">
      <h2 id="secret-check" ref={heading} tabIndex={-1}>
        {say('check.title')}
      </h2>
      <p className="fine">{say('secret.check')}</p>
      <div className="card">
        <ChosenList questions={vote.questions} choices={choices} />
      </div>
      {missing > 0 && <p className="notice warn">{say('check.open', { n: missing })}</p>}
      {failure !== undefined && (
        <div className="notice bad" role="alert">
          <p className="notice-title">{failureSentence(failure, lang)}</p>
        </div>
      )}
      <div className="actions">
        <button type="button" className="button" disabled={isBusy} onClick={() => setChecking(false)}>
          {say('check.edit')}
        </button>
        <button type="button" className="button primary" disabled={isBusy} onClick={() => void send()}>
          {say(isBusy ? 'check.sending' : 'secret.send')}
        </button>
      </div>
    </section>
  );
}
