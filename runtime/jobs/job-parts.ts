import type { Clock } from '../seams/clock.js';
import type { Faults } from '../seams/faults.js';
import type { Log } from '../seams/log.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';

/** What everybody needs who brings jobs to their end, inside this program or outside. `settle` relays a commit. */
export interface JobParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly faults: Faults;
  readonly log: Log;
  readonly runner: CommandRunner;
  readonly keeper: CommandKeeper;
  readonly settle: (committed: readonly Committed[]) => Promise<void>;
}
