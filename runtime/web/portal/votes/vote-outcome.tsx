import type { ReactNode } from 'react';
import {
  areaText,
  type ElectionQuestion,
  type QuestionResult,
  shareText,
  type VoteView,
  type Weight,
} from '../../shared/vote-types.js';
import { useVoteTexts } from './use-vote-texts.js';

type ElectionResult = Extract<QuestionResult, { readonly type: 'election' }>;
type MatterResult = Extract<QuestionResult, { readonly type: 'matter' }>;

/** The result of a counted vote: turnout by both weights, each matter and each candidate. Nothing before the count. */
export function VoteOutcome({ vote }: { readonly vote: VoteView }): ReactNode {
  const { say } = useVoteTexts();
  const { result } = vote;
  if (result === undefined) return null;
  const { all, taking, hasQuorum } = result;
  return (
    <section aria-labelledby="outcome">
      <h2 id="outcome">{say('result.title')}</h2>
      <div className={hasQuorum ? 'notice good' : 'notice warn'}>
        <p className="notice-title">{say(hasQuorum ? 'result.quorum' : 'result.noQuorum')}</p>
        <p>
          {say('result.taking', {
            heads: taking.heads,
            allHeads: all.heads,
            headShare: shareText(taking.heads, all.heads),
            area: areaText(taking.area),
            allArea: areaText(all.area),
            areaShare: shareText(taking.area, all.area),
          })}
        </p>
      </div>
      {vote.questions.map((question) => {
        const found = result.questions.find(({ id }) => id === question.id);
        if (found === undefined) return null;
        return (
          <div key={question.id} className="card">
            <h3>{question.title}</h3>
            {found.type === 'matter' ? (
              <MatterOutcome found={found} />
            ) : (
              question.type === 'election' && <ElectionOutcome question={question} found={found} />
            )}
          </div>
        );
      })}
    </section>
  );
}

function MatterOutcome({ found }: { readonly found: MatterResult }): ReactNode {
  const { say } = useVoteTexts();
  return (
    <>
      <p className="case-line">
        <span className="chip" data-tone={found.passes ? 'good' : 'bad'}>
          {say(found.passes ? 'result.passes' : 'result.fails')}
        </span>
      </p>
      <dl className="outcome">
        {(['for', 'against', 'abstain'] as const).map((mark) => (
          <div key={mark}>
            <dt>{say(`ballot.${mark}`)}</dt>
            <dd>
              <Figures weight={found.marks[mark]} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function ElectionOutcome({
  question,
  found,
}: {
  readonly question: ElectionQuestion;
  readonly found: ElectionResult;
}): ReactNode {
  const { say } = useVoteTexts();
  const { elected, alternates, tied } = found.election;
  const names = new Map(question.candidates.map(({ id, name }) => [id, name]));
  const outcomeOf = (id: string): 'elected' | 'alternate' | 'tied' | 'not' =>
    elected.includes(id) ? 'elected' : alternates.includes(id) ? 'alternate' : tied.includes(id) ? 'tied' : 'not';
  const tone = { elected: 'good', alternate: 'quiet', tied: 'warn', not: 'quiet' } as const;
  const rows = [...found.counts].sort((a, b) => b.favour.heads - a.favour.heads || b.favour.area - a.favour.area);
  return (
    <ul className="outcome-people">
      {rows.map(({ candidate, favour }) => (
        <li key={candidate}>
          <strong>{names.get(candidate) ?? candidate}</strong>
          <span className="chip" data-tone={tone[outcomeOf(candidate)]}>
            {say(`result.${outcomeOf(candidate)}`)}
          </span>
          <span>
            {say('ballot.for')} <Figures weight={favour} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Figures({ weight }: { readonly weight: Weight }): ReactNode {
  const { say } = useVoteTexts();
  return (
    <span className="number">
      {say('result.persons', { n: weight.heads })} · {say('result.area', { area: areaText(weight.area) })}
    </span>
  );
}
