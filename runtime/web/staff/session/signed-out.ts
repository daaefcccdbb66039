const listeners = new Set<() => void>();
let signedOut = false;

/** Whether the server has said that it no longer knows who is asking. */
export function isSignedOut(): boolean {
  return signedOut;
}

/** Notes that the session is over (or begun again) and tells everyone who watches. */
export function noteSignedOut(now: boolean): void {
  if (signedOut === now) return;
  signedOut = now;
  for (const listener of listeners) listener();
}

/** Calls back when that changes; returns what ends it. */
export function watchSignedOut(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
