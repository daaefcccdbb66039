import { SYSTEM } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { Log } from '../seams/log.js';
import type { JobRecord } from '../seams/records.js';
import type { Store } from '../seams/store.js';
import { INCIDENTS, JOBS } from '../store/collections.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import type { Committed } from '../use-cases/run-command.js';
import { resultCommand } from './job-results.js';
import { createJobRows } from './job-rows.js';

/** Timers that took processes down rest until somebody has looked. */
export interface Quarantine {
  /** Puts a claimed timer aside and raises an incident on its instance. */
  add(timer: JobRecord): Promise<void>;
  /** Makes timers due again whose incident was resolved; gives how many. */
  release(): Promise<number>;
}

const PAGE = 100;
const CODE = 'TIMER_FAILED';

/** The row is put aside before the incident is raised: should that take the process down as well, it does so once. */
export function createQuarantine(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly log: Log;
  readonly keeper: CommandKeeper;
  readonly settle: (committed: readonly Committed[]) => Promise<void>;
}): Quarantine {
  const { store, clock, log, keeper, settle } = parts;
  const rows = createJobRows(store);

  const mark = (job: JobRecord, change: Partial<JobRecord>): Promise<boolean> => {
    const { warned: _warned, ...rest } = job;
    const expected = { state: 'dead', fence: job.fence, srcSeq: job.srcSeq };
    return store.compareAndSet(JOBS, expected, { ...rest, ...change });
  };

  return {
    add: async (timer) => {
      const { _id: jobKey, instanceId, elementId } = timer;
      log.error('timer-quarantined', { jobKey, elementId });
      if (!(await rows.bury(timer))) return;
      const commandId = `${resultCommand(timer)}:dead${String(timer.fence)}`;
      const message = `the timer of ${elementId} ended its process again and again`;
      const body = { type: 'raiseIncident', code: CODE, message } as const;
      await settle([await keeper.send({ instanceId, commandId, actor: SYSTEM, body })]);
      const { owner: _owner, leaseUntil: _until, ...rest } = timer;
      await mark({ ...rest, state: 'dead' }, { warned: true });
    },
    release: async () => {
      const where = { state: 'dead', kind: 'timer', warned: true };
      let released = 0;
      for (const timer of (await store.find(JOBS, { where, limit: PAGE })).records) {
        const open = await store.count(INCIDENTS, { instanceId: timer.instanceId, 'incident.code': CODE });
        if (open > 0) continue;
        if (await mark(timer, { state: 'due', dueAt: clock.now(), attempts: 0, ended: 0 })) released += 1;
      }
      return released;
    },
  };
}
