import type { ReactNode } from 'react';
import type { Choices, Mark, Question } from '../../shared/vote-types.js';
import { marksOf } from './ballot-fields.js';
import { useVoteTexts } from './use-vote-texts.js';

/** What was chosen, question by question. */
export function ChosenList({
  questions,
  choices,
}: {
  readonly questions: readonly Question[];
  readonly choices: Choices;
}): ReactNode {
  return (
    <dl className="chosen">
      {questions.map((question) =>
        question.type === 'matter' ? (
          <Line key={question.id} name={question.title} mark={choices[question.id] as Mark | undefined} />
        ) : (
          <div key={question.id} className="chosen-election">
            <dt>{question.title}</dt>
            <dd>
              <dl className="chosen">
                {question.candidates.map(({ id, name }) => (
                  <Line key={id} name={name} mark={marksOf(choices, question.id)[id]} />
                ))}
              </dl>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

function Line({ name, mark }: { readonly name: string; readonly mark: Mark | undefined }): ReactNode {
  const { say } = useVoteTexts();
  return (
    <div>
      <dt>{name}</dt>
      <dd data-mark={mark}>{mark === undefined ? say('ballot.none') : say(`ballot.${mark}`)}</dd>
    </div>
  );
}

/** How many marks are missing on a ballot. */
export function unmarked(questions: readonly Question[], choices: Choices): number {
  return questions.reduce((sum, question) => {
    if (question.type === 'matter') return sum + (choices[question.id] === undefined ? 1 : 0);
    return sum + question.candidates.length - Object.keys(marksOf(choices, question.id)).length;
  }, 0);
}
