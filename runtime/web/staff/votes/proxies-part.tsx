import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { failureSentence } from '../../shared/problem.js';
import { dateText } from '../../shared/time-text.js';
import type { VoteView } from '../../shared/vote-types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useToast } from '../parts/use-toast.js';
import { useTexts } from '../texts/use-texts.js';
import { fileIn, FormDialog } from './form-dialog.js';
import { enterProxy, type ProxyRow, readProxies, readRoute, withdrawProxy } from './vote-calls.js';
import { proxyForm } from './vote-forms.js';

/** Letters of proxy in force, and the form for another one. */
export function ProxiesPart({ vote }: { readonly vote: VoteView }): ReactNode {
  const { voteId } = vote;
  const { t, lang } = useTexts();
  const toast = useToast();
  const cache = useQueryClient();
  const [isEntering, setEntering] = useState(false);
  const letters = useQuery({ queryKey: ['votes', voteId, 'proxies'], queryFn: () => readProxies(voteId) });
  if (letters.data === undefined) {
    return letters.isError ? (
      <Failure error={letters.error} onRetry={() => void letters.refetch()} />
    ) : (
      <Loading rows={4} />
    );
  }
  const changed = (): void => {
    setEntering(false);
    void cache.invalidateQueries({ queryKey: ['votes', voteId] });
  };
  const withdraw = async (unit: string): Promise<void> => {
    try {
      await withdrawProxy(voteId, unit);
      toast.success(t('proxies.withdrawn'));
      changed();
    } catch (error) {
      toast.error(failureSentence(error, lang));
    }
  };
  const mayChange = vote.state === 'prepared' || vote.state === 'open';
  return (
    <>
      {mayChange && (
        <p className="yz-gap-below">
          <Button type="primary" onClick={() => setEntering(true)}>
            {t('proxies.add')}
          </Button>
        </p>
      )}
      {letters.data.length === 0 ? (
        <Nothing title={t('proxies.empty')} hint={t('proxies.emptyHint')} />
      ) : (
        <ProxyTable vote={vote} rows={letters.data} mayChange={mayChange} onWithdraw={(unit) => void withdraw(unit)} />
      )}
      {isEntering && (
        <ProxyDialog
          vote={vote}
          onClose={() => setEntering(false)}
          onDone={() => {
            toast.success(t('proxies.saved'));
            changed();
          }}
        />
      )}
    </>
  );
}

function ProxyTable(props: {
  readonly vote: VoteView;
  readonly rows: readonly ProxyRow[];
  readonly mayChange: boolean;
  readonly onWithdraw: (unit: string) => void;
}): ReactNode {
  const { t, lang } = useTexts();
  const titles = new Map(props.vote.questions.map(({ id, title }) => [id, title]));
  return (
    <table className="yz-table" aria-label={t('proxies.list')}>
      <thead>
        <tr>
          {(['parts', 'agent', 'scope', 'period', 'actions'] as const).map((head) => (
            <th key={head} scope="col">
              {t(`proxies.${head}`)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => {
          const part = row.parts.join('、');
          return (
            <tr key={row.unit}>
              <td data-head={t('proxies.parts')}>
                <strong>{part}</strong>
              </td>
              <td data-head={t('proxies.agent')}>
                {row.agentName} {row.agentId} {row.isFamily && `（${t('proxies.family')}）`}
              </td>
              <td data-head={t('proxies.scope')}>{row.questions.map((id) => titles.get(id) ?? id).join('；')}</td>
              <td data-head={t('proxies.period')}>
                {t('votes.period', { from: dateText(row.from, lang), to: dateText(row.to, lang) })}
              </td>
              <td data-head={t('proxies.actions')}>
                <Button
                  size="small"
                  href={`/api/votes/${encodeURIComponent(props.vote.voteId)}/proxy-letters/${row.unit}`}
                  target="_blank"
                  aria-label={t('proxies.letterOf', { part })}
                >
                  {t('proxies.letter')}
                </Button>
                {props.mayChange && (
                  <Button
                    size="small"
                    aria-label={t('proxies.withdrawOne', { part })}
                    onClick={() => props.onWithdraw(row.unit)}
                  >
                    {t('proxies.withdraw')}
                  </Button>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function ProxyDialog(props: {
  readonly vote: VoteView;
  readonly onDone: () => void;
  readonly onClose: () => void;
}): ReactNode {
  const { vote } = props;
  const { t } = useTexts();
  const [key] = useState(() => crypto.randomUUID());
  const route = useQuery({ queryKey: ['votes', vote.voteId, 'route'], queryFn: () => readRoute(vote.voteId) });
  const form = useMemo(
    () =>
      proxyForm(
        (route.data ?? []).filter(({ hasVoted }) => !hasVoted),
        vote.questions,
      ),
    [route.data, vote.questions],
  );
  if (route.data === undefined) return null;
  return (
    <FormDialog
      title={t('proxies.add')}
      form={form}
      document={{ questions: vote.questions.map(({ id }) => id), isFamily: false }}
      submit={t('delivery.save')}
      onClose={props.onClose}
      onSend={async (entered) => {
        await enterProxy(vote.voteId, { ...entered, letter: fileIn(entered, 'letter') ?? '' }, key);
        props.onDone();
      }}
    />
  );
}
