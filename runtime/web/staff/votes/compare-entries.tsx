import { useQuery } from '@tanstack/react-query';
import { Alert, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import type { VoteView } from '../../shared/vote-types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { useTexts } from '../texts/use-texts.js';
import { PaperEntry } from './paper-entry.js';
import { linesOf } from './paper-lines.js';
import { enterPaper, type PaperReading, type PaperRow, readEntries } from './vote-calls.js';

const NAMES = { for: 'sheet.agree', against: 'sheet.against', abstain: 'sheet.abstain' } as const;

/** The two entries of a ballot beside each other, for the supervisor who looks at the paper and decides. */
export function CompareEntries(props: {
  readonly vote: VoteView;
  readonly row: PaperRow;
  readonly onDone: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { vote, row } = props;
  const { t, lang } = useTexts();
  const [isAnew, setAnew] = useState(false);
  const [failure, setFailure] = useState<string>();
  const entries = useQuery({
    queryKey: ['vote-entries', vote.voteId, row.unit],
    queryFn: () => readEntries(vote.voteId, row.unit),
    gcTime: 0,
  });
  const decide = async (reading: PaperReading): Promise<void> => {
    await enterPaper(vote.voteId, 'paper-decisions', { unit: row.unit, ...reading });
    props.onDone();
  };
  if (isAnew) return <PaperEntry vote={vote} row={row} onSave={decide} onClose={() => setAnew(false)} />;
  if (entries.data === undefined) {
    return entries.isError ? (
      <Failure error={entries.error} onRetry={() => void entries.refetch()} />
    ) : (
      <Loading rows={6} />
    );
  }
  const said = (reading: PaperReading | undefined, index: number): string => {
    const line = linesOf(vote.questions)[index];
    if (reading === undefined || line === undefined) return '';
    if (reading.choices === null) return t('count.invalid');
    const mark = line.markIn(reading.choices);
    return t(mark === undefined ? 'count.unmarked' : NAMES[mark]);
  };
  const [first, second] = entries.data;
  const use = (reading: PaperReading | undefined): void => {
    if (reading !== undefined) decide(reading).catch((error: unknown) => setFailure(failureSentence(error, lang)));
  };
  return (
    <section className="yz-compare" aria-labelledby="compare">
      <h2 id="compare">{t('count.compare', { part: row.parts.join('、') })}</h2>
      {failure !== undefined && <Alert type="error" showIcon role="alert" title={failure} className="yz-gap-below" />}
      <table className="yz-table" aria-labelledby="compare">
        <thead>
          <tr>
            {(['sheet.item', 'count.first', 'count.second'] as const).map((head) => (
              <th key={head} scope="col">
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {linesOf(vote.questions).map((line, index) => {
            const [one, other] = [said(first, index), said(second, index)];
            return (
              <tr key={line.key} data-differs={one !== other || undefined}>
                <td data-head={t('sheet.item')}>
                  <strong>{line.name}</strong>
                </td>
                <td data-head={t('count.first')}>{one}</td>
                <td data-head={t('count.second')}>{other}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      <p className="yz-row-actions">
        <Button type="primary" onClick={() => use(first)}>
          {t('count.first')}：{t('count.use')}
        </Button>
        <Button type="primary" onClick={() => use(second)}>
          {t('count.second')}：{t('count.use')}
        </Button>
        <Button onClick={() => setAnew(true)}>{t('count.other')}</Button>
        <Button onClick={props.onClose}>{t('common.cancel')}</Button>
      </p>
    </section>
  );
}
