import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Link } from 'react-router';
import { failureSentence } from '../../shared/problem.js';
import { instantText } from '../../shared/time-text.js';
import { usePoll } from '../api/poll.js';
import { wishKey } from '../api/wish-key.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { useToast } from '../parts/use-toast.js';
import { handlesCases, retriesIncidents, runsBatches, useStaff } from '../session/staff-user.js';
import { useTexts } from '../texts/use-texts.js';
import { codeName } from './incident-code.js';
import { IncidentDialog } from './incident-dialog.js';
import { AGES, type IncidentChoice, IncidentFilters } from './incident-filters.js';
import { type IncidentRow, readIncidents, retryIncident } from './operation-calls.js';
import { StartBatch } from './start-batch.js';

const INCIDENT_POLL_MS = 5_000;
const MINUTE = 60_000;
const ANY: IncidentChoice = { service: '', code: '', age: '', q: '' };

/** Cases that have stopped, why, and the ways to let them go on: one by one, or all that fit. */
export function IncidentsPage(): ReactNode {
  const { t } = useTexts();
  const { user } = useStaff();
  usePageTitle(t('incidents.title'));
  const poll = usePoll(INCIDENT_POLL_MS);
  const [choice, setChoice] = useState(ANY);
  const [opened, setOpened] = useState<IncidentRow | null>(null);
  const [retriesAll, setRetriesAll] = useState(false);
  // To the minute, so that the question stays the same from one look to the next.
  const before = choice.age === '' ? '' : String(Math.floor((Date.now() - AGES[choice.age]) / MINUTE) * MINUTE);
  const { service, code, q } = choice;
  const search = useCallback((text: string) => setChoice((known) => ({ ...known, q: text })), []);
  const incidents = useInfiniteQuery({
    queryKey: ['incidents', choice],
    queryFn: ({ pageParam, signal }) => readIncidents({ service, code, before, q }, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.nextCursor ?? undefined,
    placeholderData: keepPreviousData,
    refetchInterval: (state) => (state.state.error === null ? poll : false),
  });
  const rows = incidents.data?.pages.flatMap((page) => page.items);
  const total = incidents.data?.pages[0]?.total ?? 0;
  const isFiltered = service !== '' || code !== '' || q !== '' || choice.age !== '';
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('incidents.title')}</h1>
          <p className="yz-soft">{t('incidents.hint')}</p>
        </div>
        {runsBatches(user.roles) && total > 1 && (
          <Button onClick={() => setRetriesAll(true)}>{t('incidents.retryAll')}</Button>
        )}
      </header>
      <IncidentFilters choice={choice} onChoice={setChoice} onSearch={search} />
      {rows === undefined && incidents.isError && (
        <Failure error={incidents.error} onRetry={() => void incidents.refetch()} />
      )}
      {rows === undefined && !incidents.isError && <Loading rows={6} />}
      {rows?.length === 0 && !isFiltered && <Nothing title={t('incidents.empty')} hint={t('incidents.emptyHint')} />}
      {rows?.length === 0 && isFiltered && (
        <Nothing title={t('incidents.noneFits')} hint={t('incidents.noneFitsHint')} />
      )}
      {rows !== undefined && rows.length > 0 && (
        <>
          <p className="yz-soft yz-gap-below" role="status">
            {t('incidents.total', { count: total })}
          </p>
          <IncidentTable rows={rows} onOpen={setOpened} />
          {incidents.hasNextPage && (
            <Button
              className="yz-more"
              loading={incidents.isFetchingNextPage}
              onClick={() => void incidents.fetchNextPage()}
            >
              {t('incidents.more')}
            </Button>
          )}
        </>
      )}
      {opened !== null && (
        <IncidentDialog row={opened} mayRetry={retriesIncidents(user.roles)} onClose={() => setOpened(null)} />
      )}
      {retriesAll && (
        <StartBatch
          kind="retry"
          selection={{
            ...(service === '' ? {} : { service }),
            ...(code === '' ? {} : { code }),
            ...(before === '' ? {} : { before: Number(before) }),
            ...(q === '' ? {} : { text: q }),
          }}
          onClose={() => setRetriesAll(false)}
        />
      )}
    </div>
  );
}

function IncidentTable(props: {
  readonly rows: readonly IncidentRow[];
  readonly onOpen: (row: IncidentRow) => void;
}): ReactNode {
  const texts = useTexts();
  const { t, say, lang } = texts;
  const { user } = useStaff();
  const toast = useToast();
  const cache = useQueryClient();
  const keys = useRef(new Map<string, string>());
  const retry = useMutation({
    mutationFn: (row: IncidentRow) => {
      const key = keys.current.get(row.incidentId) ?? wishKey();
      keys.current.set(row.incidentId, key);
      return retryIncident(row.incidentId, {}, key);
    },
    onSuccess: (_reply, row) => {
      keys.current.delete(row.incidentId);
      toast.success(t('incidents.retried', { number: row.caseNumber }));
    },
    onError: (error) => toast.error(failureSentence(error, lang)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['incidents'] }),
  });
  const mayRetry = retriesIncidents(user.roles);
  return (
    <table className="yz-table" aria-label={t('incidents.list')}>
      <thead>
        <tr>
          {(['case', 'where', 'what', 'when', 'actions'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`incidents.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const where = say(row.elementName) || row.elementId;
          return (
            <tr key={row.incidentId}>
              <td data-head={t('incidents.case')}>
                {handlesCases(user.roles) ? (
                  <Link to={`/cases/${encodeURIComponent(row.caseId)}?tab=diagram`}>{row.caseNumber}</Link>
                ) : (
                  row.caseNumber
                )}
              </td>
              <td data-head={t('incidents.where')}>{where}</td>
              <td data-head={t('incidents.what')}>
                <div>
                  <strong>{codeName(row.code, texts)}</strong>
                  {row.message !== '' && <span className="yz-incident-text">{row.message}</span>}
                </div>
              </td>
              <td data-head={t('incidents.when')}>{instantText(row.raisedAt, lang)}</td>
              <td data-head={t('incidents.actions')}>
                <span className="yz-row-actions">
                  {mayRetry && (
                    <Button
                      size="small"
                      loading={retry.isPending && retry.variables.incidentId === row.incidentId}
                      aria-label={t('incidents.retryOne', { number: row.caseNumber, where })}
                      onClick={() => retry.mutate(row)}
                    >
                      {t('incidents.retry')}
                    </Button>
                  )}
                  <Button
                    size="small"
                    aria-label={t('incidents.detailOne', { number: row.caseNumber, where })}
                    onClick={() => props.onOpen(row)}
                  >
                    {t('incidents.detail')}
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
