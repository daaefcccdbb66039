import { useSyncExternalStore } from 'react';
import { isLive, watchLive } from '../../shared/live-events.js';
import { isSignedOut, watchSignedOut } from '../session/signed-out.js';

/** How often a list looks for news, ms. */
export const POLL_MS = 2_000;

/** While the server tells of changes, asking is only for what it forgot, ms. */
const RARELY_MS = 60_000;

/**
 * The interval for refetching: `ms`, seldom while the server tells of changes by itself, not at all while nobody is signed in. Hidden pages
 * do not ask.
 */
export function usePoll(ms: number = POLL_MS): number | false {
  const signedOut = useSyncExternalStore(watchSignedOut, isSignedOut);
  const live = useSyncExternalStore(watchLive, isLive);
  if (signedOut) return false;
  return live ? Math.max(ms, RARELY_MS) : ms;
}
