import { useCallback, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '../../../../engine/index.js';

/** What became of the draft: nothing typed yet, on its way, kept at an instant (ms), or not kept. */
export type DraftState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'saving' }
  | { readonly kind: 'saved'; readonly at: number }
  | { readonly kind: 'failed' };

const PAUSE_MS = 1_200;
const AGAIN_MS = 5_000;

/**
 * Keeps what is typed: after a short pause, one save at a time, the newest document last, again after a failure, and at once when the
 * form is left. `hold` waits while the task is being completed and `resume` goes on when that was refused; `stop` ends it.
 */
export function useDraft(save: (document: JsonObject) => Promise<unknown>): {
  readonly state: DraftState;
  readonly change: (document: JsonObject) => void;
  readonly hold: () => void;
  readonly resume: () => void;
  readonly stop: () => void;
} {
  const [state, setState] = useState<DraftState>({ kind: 'idle' });
  const waiting = useRef<JsonObject | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const busy = useRef(false);
  const over = useRef(false);
  const held = useRef(false);
  const doSave = useRef(save);
  useEffect(() => {
    doSave.current = save;
  });

  const send = useCallback(async (): Promise<void> => {
    clearTimeout(timer.current);
    if (busy.current || waiting.current === null || over.current || held.current) return;
    const document = waiting.current;
    waiting.current = null;
    busy.current = true;
    setState({ kind: 'saving' });
    try {
      await doSave.current(document);
      setState({ kind: 'saved', at: Date.now() });
    } catch {
      waiting.current ??= document;
      setState({ kind: 'failed' });
    } finally {
      busy.current = false;
    }
    if (waiting.current !== null) timer.current = setTimeout(() => void send(), AGAIN_MS);
  }, []);

  const change = useCallback(
    (document: JsonObject) => {
      waiting.current = document;
      clearTimeout(timer.current);
      timer.current = setTimeout(() => void send(), PAUSE_MS);
    },
    [send],
  );
  const hold = useCallback(() => {
    held.current = true;
  }, []);
  const resume = useCallback(() => {
    held.current = false;
    void send();
  }, [send]);
  const stop = useCallback(() => {
    over.current = true;
    clearTimeout(timer.current);
  }, []);
  useEffect(() => {
    over.current = false;
    const leave = (): void => void send();
    window.addEventListener('pagehide', leave);
    return () => {
      window.removeEventListener('pagehide', leave);
      void send();
    };
  }, [send]);
  return { state, change, hold, resume, stop };
}
