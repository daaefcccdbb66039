import path from 'node:path';
import type { Person } from './person.js';
import { createMemoryFiles } from '../../../runtime/documents/memory-files.js';
import { createPassingSigner } from '../../../runtime/documents/signer.js';
import { createApp } from '../../../runtime/http/create-app.js';
import { listen, stopListening } from '../../../runtime/http/listen.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import { createIdSource } from '../../../runtime/system/system-ids.js';
import { createOffice, type RunningOffice } from '../../../runtime/use-cases/create-office.js';
import { freePort } from '../../kit/free-port.js';
import { manualClock } from '../../runtime/kit/manual-clock.js';
import { ROOT } from './product.js';

/** An office with the built pages at an hour of the test's choice: for stories that last for weeks. */
export interface TimedOffice extends RunningOffice {
  readonly url: string;
  /** Errors and warnings of its log. */
  readonly log: readonly string[];
  /** Goes to an instant, with the clocks of these people's devices; what is due on the way happens. Sessions may end. */
  goTo(instant: string, people: readonly Person[]): Promise<void>;
  /** Waits until jobs and timers have done what `ready` looks for. */
  until(what: string, ready: () => Promise<boolean>): Promise<void>;
  dispose(): Promise<void>;
}

const PATIENCE_MS = 20_000;

/** Opens an office at `startAt` with some of the shipped packages. The pages must be built. */
export async function startTimedOffice(startAt: string, shipped: readonly string[]): Promise<TimedOffice> {
  const clock = manualClock(Date.parse(startAt), 20);
  const log: string[] = [];
  const note = (event: string, facts: unknown, cause?: unknown): void =>
    void log.push(`${event} ${JSON.stringify(facts ?? {})} ${String(cause ?? '')}`);
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const running = await createOffice({
    mode: 'demo',
    publicUrl: url,
    orgRoot: '/370303/tyc',
    issuedBy: '体育场街道办事处',
    definitions: path.join(ROOT, 'definitions'),
    store: createMemoryStore(),
    clock,
    ids: createIdSource(clock),
    files: createMemoryFiles(),
    keys: { active: 'k1', keys: new Map([['k1', new Uint8Array(32).fill(3)]]) },
    signer: createPassingSigner(),
    faults: NO_FAULTS,
    log: { info: () => undefined, warn: note, error: note },
    judged: false,
    shipped,
  });
  const app = createApp(running.office, {
    webFolder: path.join(ROOT, '.build', 'web'),
    trustProxy: false,
    version: '0',
    processMetrics: false,
    isReady: () => true,
  });
  const { server } = await listen(app, { host: '127.0.0.1', port });
  await running.host.start();
  return {
    ...running,
    url,
    log,
    goTo: async (instant, people) => {
      clock.set(Date.parse(instant));
      for (const one of people) await one.context.clock.setFixedTime(clock.now());
      await running.host.worker.tick();
    },
    until: async (what, ready) => {
      const latest = Date.now() + PATIENCE_MS;
      while (!(await ready())) {
        if (Date.now() > latest) throw new Error(`waited in vain: ${what}\n${log.join('\n')}`);
        await running.host.worker.tick();
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
    },
    dispose: async () => {
      await stopListening(server, 100);
      await running.host.stop();
      await running.office.store.close();
    },
  };
}
