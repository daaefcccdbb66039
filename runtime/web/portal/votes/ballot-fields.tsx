import type { ReactNode } from 'react';
import type { Candidate, Choices, ElectionQuestion, Mark, Matter, Question } from '../../shared/vote-types.js';
import { useVoteTexts } from './use-vote-texts.js';

const MARKS: readonly Mark[] = ['for', 'against', 'abstain'];

/** The marks of an election that were set so far. */
export function marksOf(choices: Choices, id: string): Readonly<Record<string, Mark>> {
  const marks = choices[id];
  return typeof marks === 'object' ? marks : {};
}

/** How many marks in favour an election has so far. */
export function inFavour(choices: Choices, id: string): number {
  return Object.values(marksOf(choices, id)).filter((mark) => mark === 'for').length;
}

/** The questions of a ballot, each with its marks. `only`: what a letter of proxy covers. */
export function BallotFields(props: {
  readonly voteId: string;
  readonly questions: readonly Question[];
  readonly only: readonly string[] | undefined;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}): ReactNode {
  const { questions, only, choices, onChange } = props;
  const { say } = useVoteTexts();
  return (
    <ol className="ballot">
      {questions.map((question) => (
        <li key={question.id} className="card">
          {only !== undefined && !only.includes(question.id) ? (
            <>
              <h3>{question.title}</h3>
              <p className="fine">{say('ballot.notYours')}</p>
            </>
          ) : question.type === 'matter' ? (
            <MatterField
              question={question}
              mark={choices[question.id] as Mark | undefined}
              onMark={(mark) => onChange({ ...choices, [question.id]: mark })}
            />
          ) : (
            <ElectionField {...props} question={question} />
          )}
        </li>
      ))}
    </ol>
  );
}

function MatterField(props: {
  readonly question: Matter;
  readonly mark: Mark | undefined;
  readonly onMark: (mark: Mark) => void;
}): ReactNode {
  const { question, mark, onMark } = props;
  const { say } = useVoteTexts();
  return (
    <fieldset className="ballot-question">
      <legend>{question.title}</legend>
      <p className="fine">{say(`ballot.${question.kind}`)}</p>
      <MarkChoice name={question.id} mark={mark} onMark={onMark} />
    </fieldset>
  );
}

function ElectionField(props: {
  readonly voteId: string;
  readonly question: ElectionQuestion;
  readonly choices: Choices;
  readonly onChange: (choices: Choices) => void;
}): ReactNode {
  const { question, choices, onChange } = props;
  const { id, seats, candidates } = question;
  const { say } = useVoteTexts();
  const marks = marksOf(choices, id);
  const chosen = inFavour(choices, id);
  const isFull = chosen >= seats;
  return (
    <div role="group" aria-labelledby={`q-${id}`}>
      <h3 id={`q-${id}`}>{question.title}</h3>
      <p className="ballot-count" role="status" data-full={isFull || undefined}>
        <strong>{say('ballot.count', { n: chosen, seats })}</strong>
        <span>{isFull ? say('ballot.full', { seats }) : say('ballot.seats', { seats })}</span>
      </p>
      <ul className="candidates">
        {candidates.map((candidate) => (
          <li key={candidate.id}>
            <fieldset className="ballot-question">
              <legend className="only-heard">{candidate.name}</legend>
              <Person voteId={props.voteId} candidate={candidate} />
              <MarkChoice
                name={`${id} ${candidate.id}`}
                mark={marks[candidate.id]}
                isFull={isFull}
                onMark={(mark) => onChange({ ...choices, [id]: { ...marks, [candidate.id]: mark } })}
              />
            </fieldset>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Person({ voteId, candidate }: { readonly voteId: string; readonly candidate: Candidate }): ReactNode {
  const { say } = useVoteTexts();
  const { name, partNo, cv, photo } = candidate;
  return (
    <div className="candidate">
      {photo === undefined ? (
        <span className="candidate-photo" aria-hidden="true">
          {name.slice(0, 1)}
        </span>
      ) : (
        <img
          className="candidate-photo"
          src={`/api/votes/${encodeURIComponent(voteId)}/photos/${photo}`}
          alt={say('ballot.photo', { name })}
        />
      )}
      <div>
        <p className="candidate-name">{name}</p>
        {partNo !== undefined && <p className="fine">{say('ballot.part', { part: partNo })}</p>}
        {cv !== undefined && (
          <details className="fold">
            <summary>{say('ballot.cv')}</summary>
            <p className="candidate-cv">{cv}</p>
          </details>
        )}
      </div>
    </div>
  );
}

function MarkChoice(props: {
  readonly name: string;
  readonly mark: Mark | undefined;
  readonly isFull?: boolean;
  readonly onMark: (mark: Mark) => void;
}): ReactNode {
  const { name, mark, isFull = false, onMark } = props;
  const { say } = useVoteTexts();
  return (
    <div className="marks">
      {MARKS.map((one) => (
        <label key={one} className="mark-choice" data-mark={one}>
          <input
            type="radio"
            name={name}
            checked={mark === one}
            disabled={one === 'for' && isFull && mark !== 'for'}
            onChange={() => onMark(one)}
          />
          <span>{say(`ballot.${one}`)}</span>
        </label>
      ))}
    </div>
  );
}
