import type { Choices, Mark, Question } from '../../shared/vote-types.js';

/** One line of a ballot: a matter, or a candidate of an election. `heading` stands before the first candidate. */
export interface PaperLine {
  readonly key: string;
  readonly question: string;
  readonly candidate?: string;
  readonly name: string;
  readonly heading?: string;
  markIn(choices: Choices): Mark | undefined;
}

/** The lines of a ballot in the order of the paper. */
export function linesOf(questions: readonly Question[]): readonly PaperLine[] {
  return questions.flatMap((question): readonly PaperLine[] => {
    const { id, title } = question;
    if (question.type === 'matter') {
      return [{ key: id, question: id, name: title, markIn: (choices) => choices[id] as Mark | undefined }];
    }
    return question.candidates.map((candidate, index) => ({
      key: `${id}/${candidate.id}`,
      question: id,
      candidate: candidate.id,
      name: candidate.name,
      ...(index === 0 ? { heading: title } : {}),
      markIn: (choices) => {
        const marks = choices[id];
        return typeof marks === 'object' ? marks[candidate.id] : undefined;
      },
    }));
  });
}

/** The choices with one line marked. */
export function withMark(choices: Choices, { question, candidate }: PaperLine, mark: Mark): Choices {
  if (candidate === undefined) return { ...choices, [question]: mark };
  const marks = choices[question];
  return { ...choices, [question]: { ...(typeof marks === 'object' ? marks : {}), [candidate]: mark } };
}
