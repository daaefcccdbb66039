import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { ApiProblem } from '../../shared/problem.js';
import type { VoteView } from '../../shared/vote-types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useToast } from '../parts/use-toast.js';
import { useStaff, votePart } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { CompareEntries } from './compare-entries.js';
import { PaperEntry } from './paper-entry.js';
import { enterPaper, type PaperRow, readPaper } from './vote-calls.js';

/** Whether this ballot waits for an entry by this person. */
function waitsFor(row: PaperRow, userId: string): boolean {
  return row.state === 'returned' || (row.state === 'once' && row.firstBy !== userId);
}

/** Paper ballots: while the vote is open a list, at the count the entries of two tellers and the supervisor's decisions. */
export function CountPart({ vote }: { readonly vote: VoteView }): ReactNode {
  const { voteId } = vote;
  const { t } = useTexts();
  const { user } = useStaff();
  const toast = useToast();
  const cache = useQueryClient();
  const [chosen, setChosen] = useState<string>();
  const paper = useQuery({
    queryKey: ['votes', voteId, 'paper'],
    queryFn: () => readPaper(voteId),
    refetchInterval: (state) => (state.state.error === null ? 5_000 : false),
  });
  if (paper.data === undefined) {
    if (paper.error instanceof ApiProblem && paper.error.code === 'SEPARATION_OF_DUTIES')
      return <Nothing title={t('count.candidate')} />;
    return paper.isError ? <Failure error={paper.error} onRetry={() => void paper.refetch()} /> : <Loading rows={6} />;
  }
  const rows = paper.data;
  if (rows.length === 0) return <Nothing title={t('count.empty')} hint={t('count.emptyHint')} />;
  const isCounting = vote.state === 'counting';
  const mine = isCounting ? rows.filter((row) => waitsFor(row, user.userId)) : [];
  const open = rows.find(({ unit }) => unit === chosen);
  const changed = (): void => void cache.invalidateQueries({ queryKey: ['votes', voteId] });
  const next = (unit: string): void => {
    const following = mine.find((row) => row.unit !== unit);
    setChosen(following?.unit);
    changed();
  };
  const isSupervisor = votePart(user.roles).supervises;
  if (open !== undefined && isCounting && open.state === 'differs' && isSupervisor) {
    return (
      <CompareEntries
        vote={vote}
        row={open}
        onDone={() => {
          toast.success(t('count.saved.agreed'));
          setChosen(undefined);
          changed();
        }}
        onClose={() => setChosen(undefined)}
      />
    );
  }
  if (open !== undefined && isCounting && waitsFor(open, user.userId)) {
    return (
      <PaperEntry
        key={open.unit}
        vote={vote}
        row={open}
        onClose={() => setChosen(undefined)}
        onSave={async (reading) => {
          const { state } = await enterPaper(voteId, 'paper', { unit: open.unit, ...reading });
          if (state === 'differs') toast.error(t('count.saved.differs'));
          else toast.success(t(state === 'agreed' ? 'count.saved.agreed' : 'count.saved.once'));
          next(open.unit);
        }}
      />
    );
  }
  const [first] = mine;
  return (
    <>
      {!isCounting && vote.state !== 'counted' && (
        <p className="yz-count-note" role="status">
          <strong>{t('count.notBegun')}</strong> {t('count.notBegunHint')}
        </p>
      )}
      {isCounting && (
        <p className="yz-count-note" role="status">
          {first === undefined ? (
            <>
              <strong>{t('count.allDone')}</strong> {t('count.allDoneHint')}
            </>
          ) : (
            <>
              <strong>{t('count.mine', { n: mine.length })}</strong>{' '}
              <Button type="primary" onClick={() => setChosen(first.unit)}>
                {t('count.enter', { part: first.parts.join('、') })}
              </Button>
            </>
          )}
        </p>
      )}
      <table className="yz-table" aria-label={t('count.table')}>
        <thead>
          <tr>
            {(['part', 'state', 'actions'] as const).map((head) => (
              <th key={head} scope="col">
                {t(`count.${head}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const part = row.parts.join('、');
            return (
              <tr key={row.unit}>
                <td data-head={t('count.part')}>
                  <strong>{part}</strong>
                </td>
                <td data-head={t('count.state')}>
                  <span className="yz-vote-chip" data-paper={row.state}>
                    {t(`paper.state.${row.state}`)}
                  </span>
                </td>
                <td data-head={t('count.actions')}>
                  {isCounting && waitsFor(row, user.userId) && (
                    <Button size="small" aria-label={t('count.enter', { part })} onClick={() => setChosen(row.unit)}>
                      {t('count.choose')}
                    </Button>
                  )}
                  {isCounting && row.state === 'differs' && isSupervisor && (
                    <Button
                      size="small"
                      danger
                      aria-label={t('count.compare', { part })}
                      onClick={() => setChosen(row.unit)}
                    >
                      {t('count.compareOpen')}
                    </Button>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}
