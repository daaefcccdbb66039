import { useCallback, useEffect, useRef, useState } from 'react';
import { isObject, type JsonObject, sameJson } from '../../../../engine/index.js';
import { dropLocalDraft, keepLocalDraft, readLocalDraft } from './local-draft.js';

const KEEP_AFTER_MS = 300;

/** Where filling in begins. `restoredAt`: when what is restored was kept on this device, ISO. */
export interface Beginning {
  readonly document: JsonObject;
  readonly restoredAt?: string;
}

/**
 * Keeps on this device what a person fills in for something that is sent in one step, and gives it back after a reload as long as it began
 * with the same document. `beginning` is undefined while the device is asked.
 */
export function useDeviceDraft(
  userId: string,
  what: string,
  document: JsonObject,
): {
  readonly beginning: Beginning | undefined;
  readonly keep: (now: JsonObject) => void;
  readonly forget: () => Promise<void>;
} {
  const [beginning, setBeginning] = useState<Beginning>();
  const [base] = useState(document);
  const timer = useRef<number | undefined>(undefined);
  const name = `send:${what}`;
  useEffect(() => {
    let isGone = false;
    void readLocalDraft(userId, name).then((kept) => {
      if (isGone) return;
      const now = kept?.document['now'];
      const fits = kept !== undefined && isObject(now) && sameJson(kept.document['base'], base);
      setBeginning(fits ? { document: now, restoredAt: kept.savedAt } : { document: base });
    });
    return () => {
      isGone = true;
    };
  }, [userId, name, base]);
  const keep = useCallback(
    (now: JsonObject) => {
      clearTimeout(timer.current);
      timer.current = window.setTimeout(
        () => void keepLocalDraft(userId, name, { document: { base, now }, savedAt: new Date().toISOString() }),
        KEEP_AFTER_MS,
      );
    },
    [userId, name, base],
  );
  const forget = useCallback(async () => {
    clearTimeout(timer.current);
    await dropLocalDraft(userId, name);
    setBeginning({ document: base });
  }, [userId, name, base]);
  return { beginning, keep, forget };
}
