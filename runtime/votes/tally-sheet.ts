import type { VoteResult } from './vote-records.js';
import type { Weight } from './thresholds.js';

/** One line of the tally sheet: a matter, or a candidate of an election (`<question>/<candidate>`). Numbers of heads, areas in 0.01 m². */
export interface SheetLine {
  readonly itemId: string;
  readonly agreeN: number;
  readonly agreeA: number;
  readonly againstN: number;
  readonly againstA: number;
  readonly abstainN: number;
  readonly abstainA: number;
  readonly invalidN: number;
}

/** The tally sheet (计票单, F-HOA-6) without its signatures: in each line agree, against, abstain and invalid add up to what was returned. */
export interface TallySheet {
  readonly perItem: readonly SheetLine[];
  readonly returnedN: number;
  readonly returnedA: number;
  readonly totalN: number;
  readonly totalA: number;
}

/** The tally sheet of a result. */
export function tallySheet({ all, taking, invalid, questions }: VoteResult): TallySheet {
  const line = (itemId: string, agree: Weight, against: Weight, abstain: Weight): SheetLine => ({
    itemId,
    agreeN: agree.heads,
    agreeA: agree.area,
    againstN: against.heads,
    againstA: against.area,
    abstainN: abstain.heads,
    abstainA: abstain.area,
    invalidN: invalid.heads,
  });
  return {
    perItem: questions.flatMap((question) =>
      question.type === 'matter'
        ? [line(question.id, question.marks.for, question.marks.against, question.marks.abstain)]
        : question.counts.map(({ candidate, favour, against, abstain }) =>
            line(`${question.id}/${candidate}`, favour, against, abstain),
          ),
    ),
    returnedN: taking.heads,
    returnedA: taking.area,
    totalN: all.heads,
    totalA: all.area,
  };
}
