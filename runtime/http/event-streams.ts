import type { ServerResponse } from 'node:http';
import type { SignedIn } from '../access/signed-in.js';
import { kindsFor } from '../events/feed-audience.js';
import type { FeedHub } from '../events/feed-hub.js';
import { decodePosition, encodePosition, type FeedPosition } from '../events/feed-position.js';
import type { FeedKind, FeedRow } from '../events/feed-records.js';
import { KEPT_MS } from '../events/sweep-feed.js';
import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';

/** Limits of open streams; the defaults are those of the house. */
export interface StreamLimits {
  /** Of one person: a browser opens one for each page that is in front. */
  readonly perUser: number;
  readonly inAll: number;
  /** Bytes that may wait for a slow reader before it is cut off; it comes back with the id of the last event it got. */
  readonly waitingBytes: number;
  readonly heartbeatMs: number;
}

const LIMITS: StreamLimits = { perUser: 8, inAll: 2_000, waitingBytes: 65_536, heartbeatMs: 15_000 };
/** A session is looked at again when it was last looked at this long ago, ms. */
const TRUST_MS = 2_000;
/** How long a browser waits before it comes back, ms. */
const RETRY_MS = 1_000;

/** Somebody who wants to hear: the person, the session, and the id of the last event that was got. */
export interface StreamRequest {
  readonly user: SignedIn;
  readonly sessionToken: string;
  readonly lastEventId: string | null;
}

/** Open event streams of this process. */
export interface EventStreams {
  /** Whether one more may be opened for this person. */
  admits(userId: string): boolean;
  /** Begins to write to a response; it stays open until either side ends it. */
  open(response: ServerResponse, request: StreamRequest): Promise<void>;
  /** How many are open. */
  count(): number;
  /** How many were cut off because their reader was too slow, since the start. */
  dropped(): number;
  /** Ends all; browsers come back by themselves, to whoever answers then. */
  close(): void;
}

/** What the streams need. `findSession` gives the person behind a session as of now, or null. */
export interface EventStreamParts {
  readonly feed: FeedHub;
  readonly clock: Clock;
  readonly log: Log;
  readonly findSession: (token: string) => Promise<SignedIn | null>;
  readonly limits?: Partial<StreamLimits>;
}

/** The lines of one event. Only ids go out: whoever hears of them asks for the rest, and is judged there as always. */
function eventLines(kind: FeedKind, { caseId, instanceId, subject }: FeedRow): string {
  const about = kind === 'batch' ? { batchId: subject } : kind === 'notice' ? { caseId } : { caseId, instanceId };
  return `event: ${kind}\ndata: ${JSON.stringify(about)}\n`;
}

/** Makes the streams of a process. */
export function createEventStreams(parts: EventStreamParts): EventStreams {
  const { feed, clock, log, findSession } = parts;
  const limits = { ...LIMITS, ...parts.limits };
  const perUser = new Map<string, number>();
  const open = new Set<() => void>();
  let dropped = 0;

  const stream = async (response: ServerResponse, request: StreamRequest): Promise<void> => {
    let { user } = request;
    let checkedAt = clock.now();
    let ended = false;
    let stopListening: () => void = () => undefined;
    let cancelBeat: () => void = () => undefined;
    let work: Promise<void> = Promise.resolve();
    const waiting: { readonly rows: readonly FeedRow[]; readonly position: FeedPosition }[] = [];

    const end = (): void => {
      if (ended) return;
      ended = true;
      stopListening();
      cancelBeat();
      open.delete(end);
      const left = (perUser.get(request.user.userId) ?? 1) - 1;
      if (left === 0) perUser.delete(request.user.userId);
      else perUser.set(request.user.userId, left);
      response.end();
    };
    open.add(end);
    perUser.set(request.user.userId, (perUser.get(request.user.userId) ?? 0) + 1);
    response.on('close', end);

    const write = (text: string): void => {
      if (ended || response.destroyed) return;
      response.write(text);
      if (response.writableLength <= limits.waitingBytes) return;
      dropped += 1;
      response.destroy();
    };
    const idLine = (position: FeedPosition): string => `id: ${encodePosition(position, clock.now())}\n`;

    const stillThere = async (): Promise<boolean> => {
      const now = clock.now();
      if (now - checkedAt < TRUST_MS && now >= checkedAt) return true;
      const found = await findSession(request.sessionToken);
      checkedAt = now;
      if (found !== null) user = found;
      return found !== null;
    };

    const send = (rows: readonly FeedRow[], position: FeedPosition): void => {
      const events = rows.flatMap((row) => kindsFor(user, row).map((kind) => eventLines(kind, row)));
      // The id stands with the last event of a round: a reader that is cut off within one hears the round again, and misses nothing.
      if (events.length > 0)
        write(
          `${events
            .slice(0, -1)
            .map((one) => `${one}\n`)
            .join('')}${idLine(position)}${events.at(-1) ?? ''}\n`,
        );
    };

    const flush = (): void => {
      work = work
        .then(async () => {
          if (ended || waiting.length === 0) return;
          if (!(await stillThere())) {
            end();
            return;
          }
          for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) send(next.rows, next.position);
        })
        .catch((error: unknown) => {
          log.error('event-stream-failed', { userId: user.userId }, error);
          end();
        });
    };

    let live = false;
    let at: FeedPosition = new Map();
    const { position, stop } = await feed.listen((rows, now) => {
      at = now;
      waiting.push({ rows, position: now });
      if (live) flush();
    });
    stopListening = stop;
    if (at.size === 0) at = position;
    if (ended || response.destroyed) {
      stop();
      end();
      return;
    }
    const beat = (): void => {
      cancelBeat = clock.after(limits.heartbeatMs, () => {
        void stillThere()
          .then((there) => {
            // An id without data moves the mark of the browser and wakes nobody.
            if (there && waiting.length === 0) write(`: beat\n${idLine(at)}\n`);
            if (there && !ended) beat();
            if (!there) end();
          })
          .catch(() => end());
      });
    };

    write(`retry: ${RETRY_MS}\n: open\n\n`);
    const from = request.lastEventId === null ? undefined : decodePosition(request.lastEventId);
    // An id from much later than now is none of ours, whatever it looks like.
    const isOld = from === undefined || Math.abs(clock.now() - from.at) > KEPT_MS - 5 * 60_000;
    const missed = request.lastEventId === null ? [] : isOld ? 'lost' : await feed.missed(from.position, position);
    if (missed === 'lost') write(`event: reset\n${idLine(position)}data: {}\n\n`);
    else if (missed.length > 0) send(missed, position);
    else write(`${idLine(position)}\n`);
    live = true;
    flush();
    beat();
  };

  return {
    admits: (userId) => open.size < limits.inAll && (perUser.get(userId) ?? 0) < limits.perUser,
    open: async (response, request) => {
      response.writeHead(200, {
        'Content-Type': 'text/event-stream; charset=utf-8',
        // Neither kept nor packed nor held back on its way: each event goes out as it comes.
        'Cache-Control': 'no-store, no-transform',
        'X-Accel-Buffering': 'no',
      });
      response.flushHeaders();
      await stream(response, request).catch((error: unknown) => {
        log.error('event-stream-failed', { userId: request.user.userId }, error);
        response.end();
      });
    },
    count: () => open.size,
    dropped: () => dropped,
    close: () => {
      for (const end of [...open]) end();
    },
  };
}
