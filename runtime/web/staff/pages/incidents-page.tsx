import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useRef } from 'react';
import { Link } from 'react-router';
import { failureSentence } from '../../shared/problem.js';
import { instantText } from '../../shared/time-text.js';
import { readIncidents, retryIncident } from '../api/calls.js';
import { usePoll } from '../api/poll.js';
import type { IncidentRow } from '../api/types.js';
import { wishKey } from '../api/wish-key.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { usePageTitle } from '../parts/page-title.js';
import { handlesCases, retriesIncidents, useStaff } from '../session/staff-user.js';
import { isTextKey } from '../texts/catalogue.js';
import { useToast } from '../parts/use-toast.js';
import { type Texts, useTexts } from '../texts/use-texts.js';

const INCIDENT_POLL_MS = 5_000;

/** Cases that have stopped, why, and the button to let them try again. */
export function IncidentsPage(): ReactNode {
  const { t } = useTexts();
  usePageTitle(t('incidents.title'));
  const poll = usePoll(INCIDENT_POLL_MS);
  const incidents = useQuery({
    queryKey: ['incidents'],
    queryFn: readIncidents,
    refetchInterval: (state) => (state.state.error === null ? poll : false),
  });
  return (
    <div className="yz-page">
      <header className="yz-page-head">
        <div>
          <h1>{t('incidents.title')}</h1>
          <p className="yz-soft">{t('incidents.hint')}</p>
        </div>
      </header>
      {incidents.data === undefined && incidents.isError && (
        <Failure error={incidents.error} onRetry={() => void incidents.refetch()} />
      )}
      {incidents.data === undefined && !incidents.isError && <Loading rows={6} />}
      {incidents.data !== undefined &&
        (incidents.data.length === 0 ? (
          <Nothing title={t('incidents.empty')} hint={t('incidents.emptyHint')} />
        ) : (
          <IncidentTable rows={incidents.data} />
        ))}
    </div>
  );
}

function IncidentTable({ rows }: { readonly rows: readonly IncidentRow[] }): ReactNode {
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
      return retryIncident(row.incidentId, key);
    },
    onSuccess: (_reply, row) => {
      keys.current.delete(row.incidentId);
      toast.success(t('incidents.retried', { number: row.caseNumber }));
    },
    onError: (error) => toast.error(failureSentence(error, lang)),
    onSettled: () => cache.invalidateQueries({ queryKey: ['incidents'] }),
  });
  const mayRetry = retriesIncidents(user.roles);
  const heads = ['case', 'where', 'what', 'when', ...(mayRetry ? (['actions'] as const) : [])] as const;
  return (
    <table className="yz-table" aria-label={t('incidents.list')}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(`incidents.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const where = say(row.elementName) || (row.elementId ?? '');
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
                <strong>{kindName(row, texts)}</strong>
                {say(row.message) !== '' && <span className="yz-incident-text">{say(row.message)}</span>}
              </td>
              <td data-head={t('incidents.when')}>{instantText(row.raisedAt, lang)}</td>
              {mayRetry && (
                <td data-head={t('incidents.actions')}>
                  <Button
                    size="small"
                    loading={retry.isPending && retry.variables.incidentId === row.incidentId}
                    aria-label={t('incidents.retryOne', { number: row.caseNumber, where })}
                    onClick={() => retry.mutate(row)}
                  >
                    {t('incidents.retry')}
                  </Button>
                </td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function kindName(row: IncidentRow, { t }: Pick<Texts, 't'>): string {
  const key = `incidents.code.${row.code ?? 'other'}`;
  return isTextKey(key) ? t(key) : t('incidents.code.other');
}
