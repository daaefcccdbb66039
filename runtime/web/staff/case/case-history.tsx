import { useQuery } from '@tanstack/react-query';
import { Checkbox } from 'antd';
import { type ReactNode, useState } from 'react';
import { clockText, dateText } from '../../shared/time-text.js';
import { readHistory } from '../api/calls.js';
import { usePoll } from '../api/poll.js';
import type { HistoryEntry } from '../api/types.js';
import { Failure } from '../parts/failure.js';
import { Loading } from '../parts/loading.js';
import { Nothing } from '../parts/nothing.js';
import { useTexts } from '../texts/use-texts.js';
import { historyActor, historySentence, plainHistory } from './history-words.js';

const HISTORY_POLL_MS = 5_000;

/** What happened in a case, newest first, day by day: who, what, when. */
export function CaseHistory(props: { readonly caseId: string }): ReactNode {
  const texts = useTexts();
  const { t, say, lang } = texts;
  const [technical, setTechnical] = useState(false);
  const poll = usePoll(HISTORY_POLL_MS);
  const history = useQuery({
    queryKey: ['case', props.caseId, 'history'],
    queryFn: () => readHistory(props.caseId),
    refetchInterval: (state) => (state.state.error === null ? poll : false),
  });
  if (history.data === undefined) {
    return history.isError ? (
      <Failure error={history.error} onRetry={() => void history.refetch()} />
    ) : (
      <Loading rows={8} />
    );
  }
  const entries = technical ? history.data : plainHistory(history.data, props.caseId);
  return (
    <div className="yz-history" tabIndex={0} role="region" aria-label={t('task.tab.history')}>
      {entries.length === 0 && <Nothing title={t('history.empty')} />}
      {byDay(entries, lang).map(([day, list]) => (
        <section key={day}>
          <h3>{day}</h3>
          <ol reversed>
            {list.map((entry) => (
              <li key={entry.eventId} data-type={entry.type}>
                <time>{clockText(entry.at, lang)}</time>
                <span className="yz-history-what">{historySentence(entry, props.caseId, texts)}</span>
                <span className="yz-history-who">
                  {[historyActor(entry, texts), ...(entry.actorRoles ?? []).map(say)]
                    .filter((part) => part !== '')
                    .join(' · ')}
                </span>
              </li>
            ))}
          </ol>
        </section>
      ))}
      <Checkbox checked={technical} onChange={(event) => setTechnical(event.target.checked)}>
        {t('history.technical')}
      </Checkbox>
    </div>
  );
}

/** Groups entries by their day in the office's zone, newest first in both. */
function byDay(
  entries: readonly HistoryEntry[],
  lang: 'zh' | 'en',
): readonly (readonly [string, readonly HistoryEntry[]])[] {
  const days = new Map<string, HistoryEntry[]>();
  const order = entries
    .map((entry, index) => ({ entry, index }))
    .sort((a, b) => new Date(b.entry.at).getTime() - new Date(a.entry.at).getTime() || b.index - a.index);
  for (const { entry } of order) {
    const day = dateText(entry.at, lang);
    days.set(day, [...(days.get(day) ?? []), entry]);
  }
  return [...days];
}
