import { useSyncExternalStore } from 'react';
import { isSignedOut, watchSignedOut } from '../session/signed-out.js';

/** How often a list looks for news, ms. */
export const POLL_MS = 2_000;

/** The interval for refetching: `ms`, or not at all while nobody is signed in. Hidden pages do not ask. */
export function usePoll(ms: number = POLL_MS): number | false {
  const signedOut = useSyncExternalStore(watchSignedOut, isSignedOut);
  return signedOut ? false : ms;
}
