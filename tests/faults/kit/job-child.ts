import { createIdSource } from '../../../runtime/system/system-ids.js';
import { SYSTEM_CLOCK } from '../../../runtime/system/system-clock.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import type { JobHandler } from '../../../runtime/seams/job-executor.js';
import type { Store } from '../../../runtime/seams/store.js';
import { openEmbeddedStore } from '../../../runtime/store/embedded/open-embedded-store.js';
import { createProcessHost } from '../../../runtime/use-cases/create-process-host.js';
import { FAKE_PACKAGES, fakeTransition } from '../../runtime/kit/fake-process.js';
import { SEALING } from '../../runtime/kit/host-world.js';
import { say } from './say.js';

/*
 * A process that carries out jobs on an embedded store: `job-child.ts <file> <lease ms>`. It tells line by line what it does: `begun <job>`,
 * `write <operation> <whether it applied>` for writes to jobs after the first was begun, and what its log says. Jobs of type `slow` take 1.5 s,
 * of type `poison` end the process, `fine` are done at once; it leaves when its input is closed.
 */

const [file = '', lease = '1000'] = process.argv.slice(2);
const base = openEmbeddedStore({ file });
const store: Store = {
  ...base,
  compareAndSet: async (collection, expected, record) => {
    const applied = await base.compareAndSet(collection, expected, record);
    if (collection.name === 'jobs') say(`write compareAndSet ${String(applied)}`);
    return applied;
  },
  remove: async (collection, id, guard) => {
    const applied = await base.remove(collection, id, guard);
    if (collection.name === 'jobs') say(`write remove ${String(applied)}`);
    return applied;
  },
};

const slow: JobHandler = async ({ jobKey }) => {
  say(`begun ${jobKey}`);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  return { kind: 'completed', variables: { by: 'child' } };
};
const poison: JobHandler = async ({ jobKey }) => {
  say(`begun ${jobKey}`);
  process.abort();
};
const fine: JobHandler = async ({ jobKey }) => {
  say(`begun ${jobKey}`);
  await new Promise((resolve) => setTimeout(resolve, 20));
  return { kind: 'completed', variables: {} };
};

const host = createProcessHost({
  store,
  clock: SYSTEM_CLOCK,
  ids: createIdSource(SYSTEM_CLOCK),
  packages: FAKE_PACKAGES,
  sealing: SEALING,
  faults: NO_FAULTS,
  log: { info: (event) => say(event), warn: (event) => say(event), error: (event) => say(event) },
  transition: fakeTransition,
  handlers: new Map([
    ['slow', slow],
    ['poison', poison],
    ['fine', fine],
  ]),
  leaseMs: Number(lease),
});
await host.start();
say('open');
process.stdin.on('end', () => void host.stop().then(() => process.exit(0)));
process.stdin.resume();
