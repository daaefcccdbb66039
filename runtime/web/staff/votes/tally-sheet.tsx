import { Button } from 'antd';
import type { ReactNode } from 'react';
import { areaText, type VoteView } from '../../shared/vote-types.js';
import type { TextKey } from '../texts/catalogue.js';
import { useTexts } from '../texts/use-texts.js';
import type { CountBoard, SheetLine } from './vote-calls.js';

interface Line {
  readonly line: SheetLine;
  readonly name: string;
  readonly outcome: TextKey;
}

/** What each line of the sheet is about, and how it came out. */
function linesOf(vote: VoteView, lines: readonly SheetLine[]): readonly Line[] {
  return vote.questions.flatMap((question): readonly Line[] => {
    const found = vote.result?.questions.find(({ id }) => id === question.id);
    if (question.type === 'matter') {
      const line = lines.find(({ itemId }) => itemId === question.id);
      const passes = found?.type === 'matter' && found.passes;
      return line === undefined
        ? []
        : [{ line, name: question.title, outcome: passes ? 'sheet.passes' : 'sheet.fails' }];
    }
    const election = found?.type === 'election' ? found.election : undefined;
    const outcomeOf = (id: string): TextKey =>
      election?.elected.includes(id) === true
        ? 'sheet.elected'
        : election?.alternates.includes(id) === true
          ? 'sheet.alternate'
          : election?.tied.includes(id) === true
            ? 'sheet.tied'
            : 'sheet.not';
    return question.candidates.flatMap(({ id, name }): readonly Line[] => {
      const line = lines.find(({ itemId }) => itemId === `${question.id}/${id}`);
      return line === undefined ? [] : [{ line, name: `${question.title}：${name}`, outcome: outcomeOf(id) }];
    });
  });
}

/** The tally sheet for signing (计票结果报告单): every item with persons and area, and places for the signatures. */
export function TallySheet({
  vote,
  sheet,
}: {
  readonly vote: VoteView;
  readonly sheet: NonNullable<CountBoard['sheet']>;
}): ReactNode {
  const { t } = useTexts();
  const cell = (n: number, area: number): string => t('sheet.cell', { n, area: areaText(area) });
  const quorum = t(vote.result?.hasQuorum === true ? 'sheet.quorum' : 'sheet.noQuorum');
  return (
    <section className="yz-tally" aria-labelledby="tally">
      <header className="yz-tally-head">
        <h2 id="tally">{t('sheet.title')}</h2>
        <Button onClick={() => print()}>{t('sheet.print')}</Button>
      </header>
      <p>
        {t('sheet.returned', {
          n: sheet.returnedN,
          all: sheet.totalN,
          area: areaText(sheet.returnedA),
          allArea: areaText(sheet.totalA),
          quorum,
        })}
      </p>
      <table className="yz-table" aria-labelledby="tally">
        <thead>
          <tr>
            {(['item', 'agree', 'against', 'abstain', 'invalid', 'result'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`sheet.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {linesOf(vote, sheet.perItem).map(({ line, name, outcome }) => (
            <tr key={line.itemId}>
              <td data-head={t('sheet.item')}>
                <strong>{name}</strong>
              </td>
              <td data-head={t('sheet.agree')}>{cell(line.agreeN, line.agreeA)}</td>
              <td data-head={t('sheet.against')}>{cell(line.againstN, line.againstA)}</td>
              <td data-head={t('sheet.abstain')}>{cell(line.abstainN, line.abstainA)}</td>
              <td data-head={t('sheet.invalid')}>{line.invalidN}</td>
              <td data-head={t('sheet.result')}>
                <span className="yz-vote-chip" data-outcome={outcome}>
                  {t(outcome)}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl className="yz-signatures">
        {(['tellers', 'supervisor', 'leader', 'witness', 'date'] as const).map((who) => (
          <div key={who}>
            <dt>{t(`sheet.${who}`)}</dt>
            <dd />
          </div>
        ))}
      </dl>
    </section>
  );
}
