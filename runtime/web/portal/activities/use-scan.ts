import { useEffect, useState } from 'react';
import type { Scanned } from '../../../wire/activities.js';
import { Unreachable } from '../../shared/problem.js';
import { request } from '../../shared/request.js';

/** How the reading of a code goes. `slow`: no answer yet, it is asked again by itself. */
export type ScanState =
  | { readonly state: 'reading' | 'slow' }
  | { readonly state: 'ready'; readonly scanned: Scanned }
  | { readonly state: 'refused'; readonly problem: unknown };

const AGAIN_MS = 2_000;
const keyOf = (code: string): string => `yizhan.scan.${code}`;

/** What this browser got for the code already: it stays while somebody signs in, and over a reload. */
function kept(code: string): Scanned | undefined {
  try {
    const text = sessionStorage.getItem(keyOf(code));
    const scanned = text === null ? undefined : (JSON.parse(text) as Scanned);
    return scanned !== undefined && Date.parse(scanned.expiresAt) > Date.now() ? scanned : undefined;
  } catch {
    return undefined;
  }
}

function keep(code: string, scanned: Scanned): void {
  try {
    sessionStorage.setItem(keyOf(code), JSON.stringify(scanned));
  } catch {
    // Without storage whoever has to sign in scans once more.
  }
}

/** Exchanges a code for a ticket at once, before the code changes; with a slow network it asks again until there is an answer. */
export function useScan(activityNo: string, code: string): ScanState {
  const [scan, setScan] = useState<ScanState>({ state: 'reading' });
  useEffect(() => {
    const stop = new AbortController();
    let timer: number | undefined;
    const ask = async (): Promise<void> => {
      const before = kept(code);
      if (before !== undefined) return setScan({ state: 'ready', scanned: before });
      try {
        const path = `/api/activities/${encodeURIComponent(activityNo)}/scan`;
        const scanned = await request<Scanned>(path, { method: 'POST', body: { code }, signal: stop.signal });
        keep(code, scanned);
        setScan({ state: 'ready', scanned });
      } catch (error) {
        if (stop.signal.aborted) return;
        if (!(error instanceof Unreachable)) return setScan({ state: 'refused', problem: error });
        setScan({ state: 'slow' });
        timer = window.setTimeout(() => void ask(), AGAIN_MS);
      }
    };
    void ask();
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [activityNo, code]);
  return scan;
}
