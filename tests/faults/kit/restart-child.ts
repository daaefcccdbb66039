import { writeSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createIdSource } from '../../../runtime/system/system-ids.js';
import { SYSTEM_CLOCK } from '../../../runtime/system/system-clock.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import { openEmbeddedStore } from '../../../runtime/store/embedded/open-embedded-store.js';
import { JOBS } from '../../../runtime/store/collections.js';
import { createProcessHost } from '../../../runtime/use-cases/create-process-host.js';
import { CLERK, SEALING } from '../../runtime/kit/host-world.js';
import { realEngine } from '../../runtime/kit/real-engine.js';
import { seededProcesses } from './seeded-process.js';

/*
 * A process that begins on a store with very many waiting instances: `restart-child.ts <file>`. It drains what is overdue while it takes
 * commands, and tells at the end, as one line of JSON, how long it took to be ready, what it needed, and how fast both were.
 */

const from = performance.now();
// With the transformer of the sources, which the product does not have.
const startMb = process.memoryUsage().rss / 1e6;
const store = openEmbeddedStore({ file: process.argv[2] ?? '' });
const host = createProcessHost({
  store,
  clock: SYSTEM_CLOCK,
  ids: createIdSource(SYSTEM_CLOCK),
  ...realEngine(...seededProcesses()),
  sealing: SEALING,
  faults: NO_FAULTS,
  log: { info: () => undefined, warn: () => undefined, error: (event, _f, cause) => console.error(event, cause) },
  handlers: new Map(),
});
const due = { kind: 'timer', dueAt: { lte: Date.now() } } as const;
const overdue = await store.count(JOBS, due);
const began = performance.now();
await host.start();
const ready = performance.now() - from;
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
const times: number[] = [];
let rss = process.memoryUsage().rss;
let left = overdue;
for (let serial = 0; left > 0; serial += 1) {
  const at = performance.now();
  const id = `live-${String(process.pid)}-${String(serial)}`;
  await host.commands.start({
    instanceId: id,
    commandId: `start-${id}`,
    actor: CLERK,
    packageHash: 'fake-hash',
    processId: 'plain',
    rootId: id,
    variables: {},
    config: {},
  });
  times.push(performance.now() - at);
  rss = Math.max(rss, process.memoryUsage().rss);
  await pause(20);
  if (serial % 25 === 0) left = await store.count(JOBS, due);
}
const took = performance.now() - began;
times.sort((a, b) => a - b);
const line = {
  readyMs: ready,
  overdue,
  drainMs: took,
  startMb,
  rssMb: rss / 1e6,
  live: times.length,
  p95Ms: times[Math.floor(times.length * 0.95)] ?? 0,
  lagP99Ms: delay.percentile(99) / 1e6,
};
writeSync(1, `${JSON.stringify(line)}\n`);
await host.stop();
await store.close();
