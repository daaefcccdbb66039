import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { type LiveEvent, onLiveEvent } from '../../shared/live-events.js';
import { isFinished } from './finished-tasks.js';

/** Events of so long are answered by one look, ms. */
const GATHER_MS = 150;

/** What of the cache an event makes old. */
function oldKeys({ type, caseId, batchId }: LiveEvent): readonly (readonly string[])[] {
  switch (type) {
    case 'worklist':
      return [['work'], ['task']];
    case 'case':
      return [['cases'], ...(caseId === undefined ? [['case']] : [['case', caseId]])];
    case 'incident':
      return [['incidents'], ['incident']];
    case 'batch':
      return [['batches'], ...(batchId === undefined ? [] : [['batch', batchId]])];
    case 'notice':
      return [['notices']];
    case 'reset':
      return [['work'], ['cases'], ['case'], ['incidents'], ['batches'], ['notices']];
  }
}

/** Reads again what the server says has changed, as far as it is on the screen. */
export function useLiveUpdates(): void {
  const cache = useQueryClient();
  useEffect(() => {
    const waiting = new Map<string, readonly string[]>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      timer = undefined;
      const keys = [...waiting.values()];
      waiting.clear();
      // A task that is being completed here is gone as soon as the server says so: its completion reads again what is needed.
      const isEnding = cache.isMutating({ mutationKey: ['complete'] }) > 0;
      for (const queryKey of keys) {
        if (queryKey[0] !== 'task') void cache.invalidateQueries({ queryKey });
        else if (!isEnding)
          void cache.invalidateQueries({ queryKey, predicate: (one) => !isFinished(one.queryKey[1]) });
      }
    };
    const stop = onLiveEvent((event) => {
      for (const key of oldKeys(event)) waiting.set(key.join(' '), key);
      timer ??= setTimeout(look, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [cache]);
}
