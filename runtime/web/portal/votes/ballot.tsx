import { type ReactNode, useEffect, useRef, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import type { CastView, Choices, OwnUnit, VoteView } from '../../shared/vote-types.js';
import { useSend } from '../state/use-send.js';
import { BallotFields } from './ballot-fields.js';
import { ChosenList, unmarked } from './chosen-list.js';
import { useVoteTexts } from './use-vote-texts.js';

/** Where a ballot goes: the address, and what goes along with the choices. `who` keeps the tries of people on one device apart. */
export interface BallotWay {
  readonly who: string;
  readonly path: string;
  readonly body: Readonly<Record<string, string>>;
}

/** One ballot: filled in, checked, sent once. Sending again after a lost connection carries the same key. */
export function Ballot(props: {
  readonly vote: VoteView;
  readonly unit: OwnUnit;
  readonly way: BallotWay;
  readonly onCast: (cast: CastView) => void;
  readonly onRefused: () => void;
}): ReactNode {
  const { vote, unit, way } = props;
  const { lang, say } = useVoteTexts();
  const [choices, setChoices] = useState<Choices>({});
  const [isChecking, setChecking] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  const { send, start, retry, reset } = useSend<CastView>({
    userId: way.who,
    what: `ballot:${vote.voteId}:${unit.unit}`,
    path: way.path,
    onAnswer: props.onCast,
  });
  useEffect(() => {
    heading.current?.focus({ preventScroll: true });
    if (isChecking) scrollTo(0, 0);
  }, [isChecking]);
  const asked = vote.questions.filter(({ id }) => unit.questions?.includes(id) ?? true);
  if (!isChecking) {
    return (
      <form
        aria-labelledby="ballot"
        onSubmit={(event) => {
          event.preventDefault();
          setChecking(true);
        }}
      >
        <h2 id="ballot" ref={heading} tabIndex={-1}>
          {say('ballot.title')}
        </h2>
        <BallotFields
          voteId={vote.voteId}
          questions={vote.questions}
          only={unit.questions}
          choices={choices}
          onChange={setChoices}
        />
        <button type="submit" className="button primary wide">
          {say('ballot.next')}
        </button>
      </form>
    );
  }
  const isBusy = send.state === 'sending' || send.state === 'waiting';
  const missing = unmarked(asked, choices);
  return (
    <section aria-labelledby="ballot-check">
      <h2 id="ballot-check" ref={heading} tabIndex={-1}>
        {say('check.title')}
      </h2>
      <p className="fine">{say('check.text')}</p>
      <div className="card">
        <ChosenList questions={asked} choices={choices} />
      </div>
      {missing > 0 && <p className="notice warn">{say('check.open', { n: missing })}</p>}
      {send.state === 'waiting' && (
        <div className="notice warn" role="alert">
          <p>{say('check.waiting')}</p>
          <button type="button" className="button" onClick={retry}>
            {say('check.retry')}
          </button>
        </div>
      )}
      {send.state === 'refused' && (
        <div className="notice bad" role="alert">
          <p className="notice-title">{failureSentence(send.problem, lang)}</p>
        </div>
      )}
      <div className="actions">
        <button
          type="button"
          className="button"
          disabled={isBusy}
          onClick={() => {
            if (send.state === 'refused') props.onRefused();
            reset();
            setChecking(false);
          }}
        >
          {say('check.edit')}
        </button>
        <button
          type="button"
          className="button primary"
          disabled={isBusy}
          onClick={() => start({ ...way.body, choices })}
        >
          {say(isBusy ? 'check.sending' : 'check.send')}
        </button>
      </div>
    </section>
  );
}
