import { useCallback, useEffect, useRef, useState } from 'react';
import type { JsonObject } from '../../../../engine/index.js';
import { request } from '../../shared/request.js';
import { dropLocalDraft, keepLocalDraft } from './local-draft.js';

/** Where the last change is: nowhere new, on its way, on this device only, or on the server too. `at` is an ISO instant. */
export type DraftState =
  | { readonly state: 'untouched' }
  | { readonly state: 'saving' }
  | { readonly state: 'here' | 'saved'; readonly at: string };

const LOCAL_AFTER_MS = 300;
const SERVER_AFTER_MS = 1500;

/** Saves what a person fills in: soon on the device, a little later on the server; what could not be sent is sent when the network is back. */
export function useDraft(
  userId: string,
  service: string,
): {
  readonly draft: DraftState;
  save(document: JsonObject): void;
  discard(): Promise<void>;
} {
  const [draft, setDraft] = useState<DraftState>({ state: 'untouched' });
  const latest = useRef<JsonObject | undefined>(undefined);
  /** What has been saved last: another tab may have saved since, and saving the same again would take that away. */
  const saved = useRef<{ here?: JsonObject; there?: JsonObject }>({});
  const timers = useRef<{ local?: number; server?: number }>({});
  /** The save that is on its way to the server, if any. */
  const sending = useRef<Promise<void>>(Promise.resolve());

  const saveHere = useCallback(async () => {
    const document = latest.current;
    if (document === undefined || document === saved.current.here) return;
    saved.current.here = document;
    const at = new Date().toISOString();
    if (await keepLocalDraft(userId, service, { document, savedAt: at })) setDraft({ state: 'here', at });
  }, [userId, service]);

  const saveThere = useCallback(async () => {
    const document = latest.current;
    if (document === undefined || document === saved.current.there) return;
    const send = async (): Promise<void> => {
      await request(`/api/drafts/${encodeURIComponent(service)}`, { method: 'PUT', body: { document } });
      saved.current.there = document;
      if (latest.current === document) setDraft({ state: 'saved', at: new Date().toISOString() });
    };
    // A failure needs no word: the device has it; the next change or the network coming back tries again.
    sending.current = send().catch(() => undefined);
    await sending.current;
  }, [service]);

  const flush = useCallback(() => {
    clearTimeout(timers.current.local);
    clearTimeout(timers.current.server);
    void saveHere();
    void saveThere();
  }, [saveHere, saveThere]);

  useEffect(() => {
    addEventListener('online', flush);
    addEventListener('pagehide', flush);
    const pending = timers.current;
    return () => {
      removeEventListener('online', flush);
      removeEventListener('pagehide', flush);
      clearTimeout(pending.local);
      clearTimeout(pending.server);
      if (latest.current !== undefined) flush();
    };
  }, [flush]);

  const save = useCallback(
    (document: JsonObject) => {
      latest.current = document;
      setDraft({ state: 'saving' });
      clearTimeout(timers.current.local);
      clearTimeout(timers.current.server);
      timers.current.local = window.setTimeout(() => void saveHere(), LOCAL_AFTER_MS);
      timers.current.server = window.setTimeout(() => void saveThere(), SERVER_AFTER_MS);
    },
    [saveHere, saveThere],
  );

  const discard = useCallback(async () => {
    latest.current = undefined;
    clearTimeout(timers.current.local);
    clearTimeout(timers.current.server);
    await dropLocalDraft(userId, service);
    // A save that is overtaken would bring the draft back.
    await sending.current;
    await request(`/api/drafts/${encodeURIComponent(service)}`, { method: 'DELETE' }).catch(() => undefined);
    setDraft({ state: 'untouched' });
  }, [userId, service]);

  return { draft, save, discard };
}
