import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { instantText } from '../../shared/time-text.js';
import { usePoll } from '../api/poll.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useToast } from '../parts/use-toast.js';
import { runsBatches, useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { BatchItems } from './batch-items.js';
import { BatchProgress } from './batch-progress.js';
import { type BatchRow, readBatches, stopBatch } from './operation-calls.js';
import { StartBatch } from './start-batch.js';

const BATCH_POLL_MS = 2_000;

/** Batches with their progress, newest first; whoever may, starts and stops them here. */
export function BatchesPage(): ReactNode {
  const { t } = useTexts();
  const { user } = useStaff();
  usePageTitle(t('batches.title'));
  const poll = usePoll(BATCH_POLL_MS);
  const [starts, setStarts] = useState(false);
  const [opened, setOpened] = useState<BatchRow | null>(null);
  const batches = useQuery({
    queryKey: ['batches'],
    queryFn: readBatches,
    refetchInterval: (state) => (state.state.error === null ? poll : false),
  });
  const mayRun = runsBatches(user.roles);
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('batches.title')}</h1>
          <p className="yz-soft">{t('batches.hint')}</p>
        </div>
        {mayRun && (
          <Button type="primary" onClick={() => setStarts(true)}>
            {t('batches.start')}
          </Button>
        )}
      </header>
      {batches.data === undefined && batches.isError && (
        <Failure error={batches.error} onRetry={() => void batches.refetch()} />
      )}
      {batches.data === undefined && !batches.isError && <Loading rows={4} />}
      {batches.data?.length === 0 && <Nothing title={t('batches.empty')} hint={t('batches.emptyHint')} />}
      {batches.data !== undefined && batches.data.length > 0 && (
        <BatchTable rows={batches.data} mayRun={mayRun} onOpen={setOpened} />
      )}
      {starts && <StartBatch kind="suspend" selection={{}} onClose={() => setStarts(false)} />}
      {opened !== null && <BatchItems batch={opened} onClose={() => setOpened(null)} />}
    </div>
  );
}

function BatchTable(props: {
  readonly rows: readonly BatchRow[];
  readonly mayRun: boolean;
  readonly onOpen: (row: BatchRow) => void;
}): ReactNode {
  const { t, lang } = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  const stop = useMutation({
    mutationFn: (row: BatchRow) => stopBatch(row.batchId),
    onSuccess: () => toast.info(t('batches.stopped')),
    onError: (error) => toast.error(failureSentence(error, lang)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['batches'] }),
  });
  return (
    <table className="yz-table" aria-label={t('batches.list')}>
      <thead>
        <tr>
          {(['kind', 'progress', 'who', 'when', 'actions'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`batches.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const kind = t(`batches.kind.${row.kind}`);
          const isOpen = row.phase === 'selecting' || row.phase === 'running';
          return (
            <tr key={row.batchId}>
              <td data-head={t('batches.kind')}>
                <div>
                  <strong>{kind}</strong>
                  {row.reason !== '' && <span className="yz-incident-text">{row.reason}</span>}
                </div>
              </td>
              <td data-head={t('batches.progress')}>
                <BatchProgress row={row} />
              </td>
              <td data-head={t('batches.who')}>{row.startedByName}</td>
              <td data-head={t('batches.when')}>{instantText(row.startedAt, lang)}</td>
              <td data-head={t('batches.actions')}>
                <span className="yz-row-actions">
                  {props.mayRun && isOpen && (
                    <Button
                      size="small"
                      danger
                      loading={stop.isPending && stop.variables.batchId === row.batchId}
                      aria-label={t('batches.stopOne', { kind })}
                      onClick={() => stop.mutate(row)}
                    >
                      {t('batches.stop')}
                    </Button>
                  )}
                  <Button size="small" aria-label={t('batches.itemsOne', { kind })} onClick={() => props.onOpen(row)}>
                    {t('batches.items')}
                  </Button>
                </span>
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
