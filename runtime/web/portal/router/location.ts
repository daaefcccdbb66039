const listeners = new Set<() => void>();
const SCROLL_TRIES = 30;

/** Path and query of the page shown now. */
export function here(): string {
  return location.pathname + location.search;
}

/** Calls back when another page is to be shown; returns what ends it. */
export function watchLocation(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function tellAll(): void {
  for (const listener of listeners) listener();
}

function entryKey(): string {
  const state: unknown = history.state;
  return typeof state === 'object' && state !== null && 'key' in state ? String(state.key) : 'first';
}

function keepScroll(): void {
  try {
    sessionStorage.setItem(`yizhan.scroll.${entryKey()}`, String(Math.round(scrollY)));
  } catch {
    // Without storage the page opens at its top.
  }
}

/** Shows another page. The place on the page that is left is kept for the back button. */
export function go(path: string, options: { readonly replace?: boolean } = {}): void {
  if (path === here()) return;
  keepScroll();
  const state = { key: crypto.randomUUID().slice(0, 8) };
  if (options.replace === true) history.replaceState(state, '', path);
  else history.pushState(state, '', path);
  scrollTo(0, 0);
  tellAll();
}

/** Starts listening to the back and forward buttons; the former place on a page is found again once the page is long enough. */
export function startRouter(): void {
  history.scrollRestoration = 'manual';
  addEventListener('pagehide', keepScroll);
  addEventListener('scrollend', keepScroll);
  addEventListener('popstate', () => {
    tellAll();
    restoreScroll();
  });
  restoreScroll();
}

function restoreScroll(): void {
  let goal = 0;
  try {
    goal = Number(sessionStorage.getItem(`yizhan.scroll.${entryKey()}`) ?? '0');
  } catch {
    return;
  }
  let tries = 0;
  const attempt = (): void => {
    scrollTo(0, goal);
    tries += 1;
    if (Math.abs(scrollY - goal) > 2 && tries < SCROLL_TRIES) setTimeout(attempt, 50);
  };
  attempt();
}
