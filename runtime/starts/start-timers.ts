import { isoInstant, SYSTEM, turnAt, type Timer } from '../../engine/index.js';
import { createLane } from '../jobs/lane.js';
import type { Clock } from '../seams/clock.js';
import type { Faults } from '../seams/faults.js';
import type { IdSource } from '../seams/id-source.js';
import type { Log } from '../seams/log.js';
import type { Packages } from '../seams/packages.js';
import type { Store } from '../seams/store.js';
import type { Committed } from '../use-cases/run-command.js';
import type { Beginner } from './begin.js';
import { nameOf, START_TIMERS, type StartTimerRecord } from './start-records.js';

/** Timers that begin processes. */
export interface StartTimers {
  start(): void;
  stop(): Promise<void>;
  /** Fires what is due now; gives how many instances began. */
  tick(): Promise<number>;
}

const POLL_MS = 1_000;
const AT_ONCE = 4;

/**
 * Fires the timers that begin processes. The instance of a turn is named by its place and its planned instant: however many processes fire it,
 * and wherever they die, one instance begins. Missed turns are treated as the model says (`turnAt`).
 */
export function createStartTimers(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly faults: Faults;
  readonly packages: Pick<Packages, 'programFor'>;
  readonly leaseMs: number;
  readonly begin: Beginner;
  readonly settle: (committed: readonly Committed[]) => Promise<void>;
}): StartTimers {
  const { store, clock, log, faults, packages, leaseMs, begin, settle } = parts;
  const owner = parts.ids.ulid();
  let stopped = false;
  let cancel: () => void = () => undefined;

  const fire = async (row: StartTimerRecord): Promise<number> => {
    const { packageHash, processId, elementId, part } = row;
    const program = await packages.programFor(processId, packageHash);
    if (program === undefined) return 0;
    const { calendar } = program.environment;
    const timer: Timer = { id: row._id, elementId, scopeId: '', purpose: 'event', ...row.turn };
    const { happens, next } = turnAt(calendar, timer, clock.now());
    faults.hit('job:before', 'start-timer');
    if (happens) {
      const scheduled = isoInstant(calendar.zone, row.turn.dueAt);
      const committed = await begin({
        instanceId: nameOf('timer', row._id, String(row.turn.dueAt)),
        packageHash,
        processId,
        startEventId: elementId,
        ...(part === undefined ? {} : { startPart: part }),
        actor: SYSTEM,
        variables: { scheduledAt: scheduled },
      });
      faults.hit('job:after', 'start-timer');
      await settle([committed]);
      if (committed.kind === 'refused')
        log.error('timer-began-nothing', { timer: row._id, code: committed.rejection.code });
    }
    const { owner: _owner, leaseUntil: _until, ...rest } = row;
    const ends: StartTimerRecord =
      next === undefined
        ? { ...rest, state: 'dead' }
        : { ...rest, state: 'due', dueAt: next.dueAt, turn: turnOf(next), attempts: 0 };
    await store.compareAndSet(START_TIMERS, { state: 'leased', fence: row.fence, packageHash }, ends);
    return happens ? 1 : 0;
  };

  const claim = (limit: number): Promise<readonly StartTimerRecord[]> =>
    store.claimDue(START_TIMERS, { now: clock.now(), owner, leaseMs, limit });

  const run = async (row: StartTimerRecord): Promise<void> => {
    try {
      await fire(row);
    } catch (error) {
      // Its lease runs out, and somebody tries again.
      log.error('start-timer-failed', { timer: row._id }, error);
    }
  };

  const lane = createLane({ limit: AT_ONCE, log, claim, run });
  const poll = (): void => {
    if (stopped) return;
    lane.look();
    cancel = clock.after(POLL_MS, poll);
  };

  return {
    start: poll,
    stop: async () => {
      stopped = true;
      cancel();
      await lane.stop();
    },
    tick: async () => {
      let begun = 0;
      for (let rows = await claim(AT_ONCE); rows.length > 0; rows = await claim(AT_ONCE))
        for (const row of rows) begun += await fire(row);
      return begun;
    },
  };
}

function turnOf(timer: Timer): StartTimerRecord['turn'] {
  const { id: _id, elementId: _element, scopeId: _scope, purpose: _purpose, ...turn } = timer;
  return turn;
}
