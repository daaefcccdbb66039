/** After this long without a key or a pointer, what the page asks by itself no longer counts as somebody's presence. */
const IDLE_MS = 60_000;

let lastSign: number | undefined;

/** Begins to watch for signs of a person. A page that never begins is never idle. */
export function watchPresence(): void {
  const sign = (): void => {
    lastSign = Date.now();
  };
  sign();
  const kinds = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;
  for (const kind of kinds) window.addEventListener(kind, sign, { passive: true });
}

/** Whether nobody has touched the page for a while: its polling must not keep a session alive on an empty desk. */
export function isIdle(): boolean {
  return lastSign !== undefined && Date.now() - lastSign > IDLE_MS;
}
