import { createInterface } from 'node:readline';
import { createIdSource } from '../../../runtime/system/system-ids.js';
import { SYSTEM_CLOCK } from '../../../runtime/system/system-clock.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import type { JobHandler } from '../../../runtime/seams/job-executor.js';
import { openEmbeddedStore } from '../../../runtime/store/embedded/open-embedded-store.js';
import { openMongo } from '../../../runtime/store/mongo/open-mongo-store.js';
import { createProcessHost } from '../../../runtime/use-cases/create-process-host.js';
import { CLERK, SEALING } from '../../runtime/kit/host-world.js';
import { realEngine } from '../../runtime/kit/real-engine.js';
import { LIVELY, lively } from './lively-process.js';
import { say } from './say.js';

/*
 * A process of an office: `host-child.ts <file or mongodb URI> <lease ms>`. It carries out jobs and timers, and commands that come as lines of
 * JSON (`{"n": 1, "op": "start" | "finish" | "repair", "id": ...}`), and tells as lines of JSON what became of them and which jobs it began and ended.
 */

const [place = '', lease = '1000'] = process.argv.slice(2);
const tell = (line: object): void => say(JSON.stringify(line));
const store = place.startsWith('mongodb') ? (await openMongo(place)).store : openEmbeddedStore({ file: place });

const work: JobHandler = async ({ jobKey, attempt }) => {
  tell({ begun: jobKey, attempt });
  await new Promise((resolve) => setTimeout(resolve, 300));
  return { kind: 'completed', variables: {} };
};

const host = createProcessHost({
  store,
  clock: SYSTEM_CLOCK,
  ids: createIdSource(SYSTEM_CLOCK),
  ...realEngine(lively()),
  sealing: SEALING,
  faults: NO_FAULTS,
  log: {
    info: () => undefined,
    warn: () => undefined,
    error: (event, facts, cause) => tell({ error: event, facts, cause: String(cause) }),
  },
  handlers: new Map([
    ['job.before', work],
    ['job.after', work],
  ]),
  leaseMs: Number(lease),
  recoverMs: 500,
});

interface Order {
  readonly n: number;
  readonly op: 'start' | 'finish' | 'repair';
  readonly id: string;
}

const carryOut = async ({ op, id }: Order): Promise<string> => {
  const actor = CLERK;
  if (op === 'start') {
    const more = { actor, rootId: id, packageHash: 'fake-hash', processId: LIVELY, variables: {}, config: {} };
    const begun = await host.commands.start({ instanceId: id, commandId: `start-${id}`, ...more });
    return begun.ok ? 'done' : JSON.stringify(begun.rejection);
  }
  const state = (await host.commands.load(id))?.state;
  if (op === 'repair') {
    const open = Object.keys(state?.incidents ?? {});
    for (const incidentId of open)
      await host.commands.run({
        instanceId: id,
        commandId: `repair-${id}-${incidentId}`,
        actor: { ...actor, roles: ['sysadmin'] },
        decide: () => ({ type: 'resolveIncident', incidentId, variables: {} }),
      });
    return open.length > 0 ? 'done' : 'nothing';
  }
  const item = Object.values(state?.workItems ?? {})[0];
  if (item === undefined) return state?.status === 'active' ? 'not yet' : (state?.status ?? 'lost');
  const run = (commandId: string, type: 'claimWorkItem' | 'completeWorkItem') =>
    host.commands.run({
      instanceId: id,
      commandId,
      actor,
      decide: () =>
        type === 'claimWorkItem' ? { type, workItemId: item.id } : { type, workItemId: item.id, variables: {} },
    });
  await run(`claim-${id}`, 'claimWorkItem');
  const done = await run(`complete-${id}`, 'completeWorkItem');
  return done.ok ? 'done' : JSON.stringify(done.rejection);
};

await host.start();
tell({ open: process.pid });
const input = createInterface({ input: process.stdin });
input.on('line', (line) => {
  const order = JSON.parse(line) as Order;
  carryOut(order).then(
    (answer) => tell({ n: order.n, answer }),
    (error: unknown) => tell({ n: order.n, answer: `error ${String(error)}` }),
  );
});
input.on('close', () => void host.stop().then(() => process.exit(0)));
