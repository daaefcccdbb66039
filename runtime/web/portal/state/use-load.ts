import { useCallback, useEffect, useRef, useState } from 'react';
import { Unreachable } from '../../shared/problem.js';

/** Something asked from the server: on its way, here, or failed. */
export type Loading<T> =
  | { readonly state: 'loading' }
  | { readonly state: 'ready'; readonly value: T }
  | { readonly state: 'failed'; readonly error: unknown };

/**
 * Asks for something and asks again when `key` changes or on `reload`. An answer that comes after the next question is dropped.
 * While it is asked again, what is there stays; so it does while only the language at the end of the key changes, and where the network
 * is gone for a moment: what a person has begun on the page is not lost with it.
 */
export function useLoad<T>(key: string, ask: (signal: AbortSignal) => Promise<T>): Loading<T> & { reload(): void } {
  const [turn, setTurn] = useState(0);
  const [held, setHeld] = useState<{ readonly key: string; readonly loading: Loading<T> }>({
    key,
    loading: { state: 'loading' },
  });
  // A fresh closure at every render; `key` says what it asks for.
  const question = useRef(ask);
  question.current = ask;
  useEffect(() => {
    const stop = new AbortController();
    setHeld((before) =>
      isSame(before.key, key) && before.loading.state === 'ready' ? before : { key, loading: { state: 'loading' } },
    );
    question.current(stop.signal).then(
      (value) => {
        if (!stop.signal.aborted) setHeld({ key, loading: { state: 'ready', value } });
      },
      (error: unknown) => {
        if (stop.signal.aborted) return;
        setHeld((before) =>
          error instanceof Unreachable && isSame(before.key, key) && before.loading.state === 'ready'
            ? before
            : { key, loading: { state: 'failed', error } },
        );
      },
    );
    return () => stop.abort();
  }, [key, turn]);
  const reload = useCallback(() => setTurn((count) => count + 1), []);
  return { ...(isSame(held.key, key) ? held.loading : { state: 'loading' }), reload };
}

/** Whether two keys ask for the same thing, be it in two languages. */
function isSame(one: string, other: string): boolean {
  return one === other || one.replace(/ (?:zh|en)$/, '') === other.replace(/ (?:zh|en)$/, '');
}
