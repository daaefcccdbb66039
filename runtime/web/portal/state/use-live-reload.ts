import { useEffect } from 'react';
import { onLiveEvent } from '../../shared/live-events.js';

/** Changes of so long are answered by one look, ms. */
const GATHER_MS = 300;

/** Asks again when the server says that a case has changed: this one, or any of mine when none is named. */
export function useLiveReload(reload: () => void, caseId?: string): void {
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onLiveEvent((event) => {
      const isMine = event.type === 'case' && (caseId === undefined || event.caseId === caseId);
      if (!isMine && event.type !== 'reset') return;
      clearTimeout(timer);
      timer = setTimeout(reload, GATHER_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [reload, caseId]);
}
