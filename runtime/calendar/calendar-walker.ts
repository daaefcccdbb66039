import { isMovedByCalendar, SYSTEM } from '../../engine/index.js';
import { createBackgroundLoop } from '../jobs/background-loop.js';
import type { Clock } from '../seams/clock.js';
import type { IdSource } from '../seams/id-source.js';
import type { Log } from '../seams/log.js';
import type { Packages } from '../seams/packages.js';
import type { Store } from '../seams/store.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import { INSTANCES } from '../use-cases/instance-record.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';
import { CALENDAR_WALKS, type CalendarWalk } from './office-calendar.js';

/** Counts open instances anew after a change of the calendar. */
export interface CalendarWalker {
  start(): void;
  stop(): Promise<void>;
  /** Ends every walk that is due; gives how many instances moved. */
  tick(): Promise<number>;
}

const POLL_MS = 5_000;
const PAGE = 100;

/**
 * A background job with one claim for all processes: page by page, noting after each how far it is, so that whoever takes it over after a crash
 * goes on there. Instances that the change does not concern get no command. Command ids name the calendar: nothing is counted twice.
 */
export function createCalendarWalker(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly log: Log;
  readonly packages: Pick<Packages, 'programFor'>;
  readonly runner: CommandRunner;
  readonly keeper: CommandKeeper;
  readonly leaseMs: number;
  readonly settle: (committed: readonly Committed[]) => Promise<void>;
}): CalendarWalker {
  const { store, clock, log, packages, runner, keeper, leaseMs, settle } = parts;
  const owner = parts.ids.ulid();

  const recount = async (instanceId: string, revision: number): Promise<boolean> => {
    const instance = await runner.open(instanceId);
    if (instance === undefined || instance.state.status !== 'active') return false;
    const program = await packages.programFor(instance.state.processId, instance.packageHash);
    if (program === undefined || !isMovedByCalendar(program, instance.state, clock.now())) return false;
    const commandId = `${instanceId}:calendar${String(revision)}`;
    const committed = await keeper.send({ instanceId, commandId, actor: SYSTEM, body: { type: 'recomputeTimers' } });
    await settle([committed]);
    return committed.kind === 'applied';
  };

  /** One page; the walk as it stands after it, or undefined when somebody else has it now. */
  const step = async (walk: CalendarWalk): Promise<CalendarWalk | undefined> => {
    const where = walk.after === '' ? { status: 'active' } : { status: 'active', _id: { gt: walk.after } };
    const page = await store.find(INSTANCES, { where, sort: [{ field: '_id' }], limit: PAGE });
    let { moved } = walk;
    for (const { _id } of page.records) {
      if (await recount(_id, walk.revision)) moved += 1;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    const { owner: _owner, leaseUntil: _until, ...rest } = walk;
    const seen = walk.seen + page.records.length;
    const isOver = page.records.length < PAGE;
    const next: CalendarWalk = isOver
      ? { ...rest, seen, moved, state: 'dead', finishedAt: clock.now() }
      : { ...walk, seen, moved, after: page.records.at(-1)?._id ?? '', leaseUntil: clock.now() + leaseMs };
    const held = await store.compareAndSet(CALENDAR_WALKS, { state: 'leased', fence: walk.fence }, next);
    if (held && isOver) log.info('calendar-walked', { revision: walk.revision, seen, moved });
    return held ? next : undefined;
  };

  const walkAll = async (): Promise<number> => {
    let moved = 0;
    const claim = () => store.claimDue(CALENDAR_WALKS, { now: clock.now(), owner, leaseMs, limit: 1 });
    for (let [walk] = await claim(); walk !== undefined; [walk] = await claim()) {
      let now: CalendarWalk | undefined = walk;
      while (now?.state === 'leased' && !loop.isStopped()) {
        const next: CalendarWalk | undefined = await step(now);
        moved += (next ?? now).moved - now.moved;
        now = next;
      }
      if (loop.isStopped()) return moved;
    }
    return moved;
  };

  const loop = createBackgroundLoop({
    clock,
    everyMs: POLL_MS,
    work: walkAll,
    failed: (error) => log.error('calendar-walk-failed', {}, error),
  });
  return { start: loop.start, stop: loop.stop, tick: walkAll };
}
