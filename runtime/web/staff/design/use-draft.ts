import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { PackageFiles } from '../../../../designer/index.js';
import { dropDraft, readDraft, type StoredDraft, writeDraft } from './draft-store.js';

const PAUSE_MS = 800;

/** The changes of a package that are not published yet. */
export interface Draft {
  readonly baseHash: string;
  /** The changed files only. */
  readonly changes: PackageFiles;
  readonly changedPaths: readonly string[];
  /** When it was last kept on this device, ms; undefined while something waits to be kept. */
  readonly savedAt: number | undefined;
  readonly change: (files: PackageFiles) => void;
  /** Takes back every change of one file: a file that no version has is gone then. */
  readonly takeBack: (path: string) => void;
  readonly discard: () => Promise<void>;
}

/**
 * Loads the draft of a package from this device and keeps it there a moment after each change. Until it is loaded the answer is
 * undefined. Without a stored draft the base is the active version; null: there is neither.
 */
export function useDraft(owner: string, key: string, activeHash: string | undefined): Draft | null | undefined {
  const [draft, setDraft] = useState<StoredDraft | null>();
  const [savedAt, setSavedAt] = useState<number>();
  const waiting = useRef<StoredDraft>(undefined);

  useEffect(() => {
    let dead = false;
    void readDraft(owner, key).then((found) => {
      if (dead) return;
      setDraft(found ?? null);
      setSavedAt(found?.savedAt);
    });
    return () => {
      dead = true;
    };
  }, [owner, key]);

  const keep = useCallback(async (): Promise<void> => {
    const next = waiting.current;
    if (!next) return;
    waiting.current = undefined;
    if (await writeDraft(owner, next)) setSavedAt(next.savedAt);
  }, [owner]);

  useEffect(() => {
    if (!waiting.current) return;
    const timer = setTimeout(() => void keep(), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [draft, keep]);
  useEffect(() => {
    // A tab that is hidden may never come back, and what is left unsaved must not be lost by leaving the page either.
    const now = (): void => void keep();
    document.addEventListener('visibilitychange', now);
    return () => {
      document.removeEventListener('visibilitychange', now);
      void keep();
    };
  }, [keep]);

  const change = useCallback(
    (files: PackageFiles) => {
      setSavedAt(undefined);
      setDraft((before) => {
        const baseHash = before?.baseHash ?? activeHash;
        if (baseHash === undefined) return before;
        const next = { key, baseHash, files: { ...before?.files, ...files }, savedAt: Date.now() };
        waiting.current = next;
        return next;
      });
    },
    [key, activeHash],
  );
  const takeBack = useCallback((path: string) => {
    setSavedAt(undefined);
    setDraft((before) => {
      if (!before) return before;
      const { [path]: _, ...files } = before.files;
      const next = { ...before, files, savedAt: Date.now() };
      waiting.current = next;
      return next;
    });
  }, []);
  const discard = useCallback(async () => {
    waiting.current = undefined;
    await dropDraft(owner, key);
    setDraft(null);
    setSavedAt(undefined);
  }, [owner, key]);

  return useMemo(() => {
    const baseHash = draft?.baseHash ?? activeHash;
    if (draft === undefined) return undefined;
    if (baseHash === undefined) return null;
    const changes = draft?.files ?? {};
    return { baseHash, changes, changedPaths: Object.keys(changes).sort(), savedAt, change, takeBack, discard };
  }, [draft, activeHash, savedAt, change, takeBack, discard]);
}
