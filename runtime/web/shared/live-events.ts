/** Something changed on the server. `reset`: nobody knows what, look at everything anew. */
export interface LiveEvent {
  readonly type: 'case' | 'worklist' | 'incident' | 'batch' | 'notice' | 'reset';
  readonly caseId?: string;
  readonly batchId?: string;
}

const TYPES: readonly LiveEvent['type'][] = ['case', 'worklist', 'incident', 'batch', 'notice', 'reset'];
/** After the server has refused the stream (too many, signed out) the page polls for so long before it asks again, ms. */
const PAUSE_MS = 60_000;

const listeners = new Set<(event: LiveEvent) => void>();
const watchers = new Set<() => void>();
let source: EventSource | undefined;
let isOpen = false;
let pausedUntil = 0;

/** Hears of changes while the page is in front; gives the way to stop. One stream serves the whole page. */
export function onLiveEvent(listener: (event: LiveEvent) => void): () => void {
  if (listeners.size === 0) document.addEventListener('visibilitychange', follow);
  listeners.add(listener);
  follow();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener('visibilitychange', follow);
    follow();
  };
}

/** Whether changes are told as they come; while they are not, a page has to ask. For `useSyncExternalStore`. */
export const isLive = (): boolean => isOpen;

/** Calls back when that changes; gives the way to stop. */
export function watchLive(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => watchers.delete(watcher);
}

/**
 * A hidden page lets go of its stream: a browser opens only six connections to a server. What changed before a stream was open nobody
 * told: its first event is a `reset`.
 */
function follow(): void {
  const isWanted = listeners.size > 0 && document.visibilityState === 'visible' && Date.now() >= pausedUntil;
  if (isWanted && source === undefined) open();
  if (!isWanted && source !== undefined) close();
}

function open(): void {
  // A browser without it, or a test, polls.
  if (typeof EventSource === 'undefined') return;
  const stream = new EventSource('/api/events');
  source = stream;
  let isFirst = true;
  stream.onopen = () => {
    setOpen(true);
    // Later ones are the browser's own: they go on behind the last event it got.
    if (isFirst) tell({ type: 'reset' });
    isFirst = false;
  };
  stream.onerror = () => {
    setOpen(false);
    if (stream.readyState !== EventSource.CLOSED) return;
    pausedUntil = Date.now() + PAUSE_MS;
    close();
    setTimeout(follow, PAUSE_MS + 1);
  };
  for (const type of TYPES) {
    stream.addEventListener(type, (event: MessageEvent<string>) => tell({ ...about(event.data), type }));
  }
}

function close(): void {
  source?.close();
  source = undefined;
  setOpen(false);
}

function tell(event: LiveEvent): void {
  for (const listener of listeners) listener(event);
}

function setOpen(value: boolean): void {
  if (isOpen === value) return;
  isOpen = value;
  for (const watcher of watchers) watcher();
}

function about(data: string): Omit<LiveEvent, 'type'> {
  const value: unknown = JSON.parse(data);
  return typeof value === 'object' && value !== null ? (value as Omit<LiveEvent, 'type'>) : {};
}
