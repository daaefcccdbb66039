import { elect } from './elect.js';
import { hasQuorum, NO_WEIGHT, passes, plus, type Weight } from './thresholds.js';
import type { Choices, Mark, Question, QuestionResult, VoteResult } from './vote-records.js';

/** A ballot as it is counted; `choices` null: returned, but invalid. */
export interface CountedBallot extends Weight {
  readonly choices: Choices | null;
}

const NO_MARKS: Readonly<Record<Mark, Weight>> = { for: NO_WEIGHT, against: NO_WEIGHT, abstain: NO_WEIGHT };

/** Why choices do not make a valid ballot: a question nobody asked, a mark nobody knows, more marks in favour than seats. */
export function choiceFault(questions: readonly Question[], choices: Choices): string | undefined {
  const isMark = (value: unknown): value is Mark => value === 'for' || value === 'against' || value === 'abstain';
  const known = new Map(questions.map((question) => [question.id, question]));
  for (const [id, choice] of Object.entries(choices)) {
    const question = known.get(id);
    if (question === undefined) return id;
    if (question.type === 'matter') {
      if (!isMark(choice)) return id;
      continue;
    }
    if (typeof choice !== 'object') return id;
    const names = new Set(question.candidates.map((one) => one.id));
    const marks = Object.entries(choice);
    if (marks.some(([candidate, mark]) => !names.has(candidate) || !isMark(mark))) return id;
    if (marks.filter(([, mark]) => mark === 'for').length > question.seats) return id;
  }
  return undefined;
}

/** Counts the ballots of a vote: every question with both weights. */
export function tally(questions: readonly Question[], ballots: readonly CountedBallot[], all: Weight): VoteResult {
  const taking = ballots.reduce(plus, NO_WEIGHT);
  const valid = ballots.filter((ballot) => ballot.choices !== null);
  const invalid = ballots.filter((ballot) => ballot.choices === null).reduce(plus, NO_WEIGHT);
  const weightOf = (chosen: (choices: Choices) => boolean): Weight =>
    valid.filter(({ choices }) => choices !== null && chosen(choices)).reduce(plus, NO_WEIGHT);
  return {
    all,
    taking,
    invalid,
    hasQuorum: hasQuorum(taking, all),
    questions: questions.map((question): QuestionResult => {
      const { id } = question;
      if (question.type === 'election') {
        const counts = question.candidates.map(({ id: candidate }) => {
          const got = (mark: Mark): Weight => weightOf((choices) => markOf(choices[id], candidate) === mark);
          return { candidate, favour: got('for'), against: got('against'), abstain: got('abstain') };
        });
        return { id, type: 'election', counts, election: elect(counts, { seats: question.seats, taking }) };
      }
      const marks = Object.fromEntries(
        Object.keys(NO_MARKS).map((mark) => [mark, weightOf((choices) => (choices[id] ?? 'abstain') === mark)]),
      ) as Record<Mark, Weight>;
      return { id, type: 'matter', marks, passes: passes(question.kind, { all, taking, favour: marks.for }) };
    }),
  };
}

function markOf(choice: Choices[string] | undefined, candidate: string): Mark {
  return typeof choice === 'object' ? (choice[candidate] ?? 'abstain') : 'abstain';
}
