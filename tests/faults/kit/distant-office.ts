import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { SYSTEM } from '../../../engine/index.js';
import { createApp } from '../../../runtime/http/create-app.js';
import { listen, stopListening } from '../../../runtime/http/listen.js';
import type { JobHandler } from '../../../runtime/seams/job-executor.js';
import type { Store } from '../../../runtime/seams/store.js';
import { openMongo } from '../../../runtime/store/mongo/open-mongo-store.js';
import { NO_FAULTS } from '../../../runtime/system/kill-faults.js';
import { SYSTEM_CLOCK } from '../../../runtime/system/system-clock.js';
import { createIdSource } from '../../../runtime/system/system-ids.js';
import { createProcessHost, type ProcessHost } from '../../../runtime/use-cases/create-process-host.js';
import { DEMO_PASSWORD } from '../../../runtime/use-cases/log-in.js';
import { createSealedNames } from '../../../runtime/use-cases/sealed-names.js';
import { verifyStore, type VerifyReport } from '../../../runtime/verify/verify-store.js';
import { DEEP } from '../../kit/figures.js';
import { startWireServer } from '../../kit/mongo-wire/start-wire-server.js';
import { startTcpProxy, type TcpProxy } from '../../kit/tcp-proxy.js';
import { officePackage, SMALL } from '../../runtime/kit/small-office.js';
import { CLERK, SEALING } from '../../runtime/kit/host-world.js';
import { realEngine } from '../../runtime/kit/real-engine.js';
import { openOffice } from './saved-office.js';
import { LIVELY, lively } from './lively-process.js';

/** A process host, and an office with its web server, whose database lies behind a line that can be bad. */
export interface DistantOffice {
  readonly proxy: TcpProxy;
  readonly host: ProcessHost;
  /** Of the office. */
  readonly base: string;
  /** Job keys in the order in which their handler began. */
  readonly begun: readonly string[];
  /** Begins an instance; resolves with how long that took and whether it was answered, or with the code of what was thrown. */
  begin(id: string): Promise<{ readonly ms: number; readonly outcome: string }>;
  /** Signs the sample resident in; gives how to apply for the small service over HTTP. */
  resident(): Promise<() => Promise<Response>>;
  /** The store past the line. */
  readonly direct: Store;
  verify(settled: boolean): Promise<VerifyReport>;
  stop(): Promise<void>;
}

/** How many commands may wait in its host. */
export const MOST_WAITING = DEEP ? 200 : 60;
/** How many requests its web server takes at once. */
export const MOST_OVER_HTTP = DEEP ? 40 : 15;

/** Opens it; all is well with the line at first. */
export async function distantOffice(leaseMs: number, jobMs: number): Promise<DistantOffice> {
  const server = await startWireServer({ topology: 'standalone', demandsMajority: true });
  const proxy = await startTcpProxy(server.port);
  const uri = (port: number): string => `mongodb://127.0.0.1:${String(port)}/distant?directConnection=true`;
  const { store } = await openMongo(uri(proxy.port));
  const direct = (await openMongo(uri(server.port))).store;
  const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-distant-'));
  const running = await openOffice(folder, store);
  const files = officePackage();
  const published = await running.office.packages.publish({
    files,
    note: '',
    source: 'api',
    actor: SYSTEM,
    activate: 'always',
  });
  if (!published.ok) throw new Error(JSON.stringify(published.problems));
  const options = {
    webFolder: '/nonexistent',
    trustProxy: false,
    version: '0',
    processMetrics: false,
    isReady: () => true,
    mostRequests: MOST_OVER_HTTP,
  };
  const web = await listen(createApp(running.office, options), { host: '127.0.0.1', port: 0 });
  const begun: string[] = [];
  const work: JobHandler = async ({ jobKey }) => {
    begun.push(jobKey);
    await new Promise((resolve) => setTimeout(resolve, jobMs));
    return { kind: 'completed', variables: {} };
  };
  const engine = realEngine(lively());
  const host = createProcessHost({
    store,
    clock: SYSTEM_CLOCK,
    ids: createIdSource(SYSTEM_CLOCK),
    ...engine,
    sealing: SEALING,
    faults: NO_FAULTS,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    handlers: new Map([
      ['job.before', work],
      ['job.after', work],
    ]),
    leaseMs,
    recoverMs: 500,
    admission: { most: MOST_WAITING },
  });
  await host.start();
  return {
    proxy,
    host,
    direct,
    begun,
    base: `http://127.0.0.1:${String(web.port)}`,
    begin: async (id) => {
      const from = performance.now();
      const more = { actor: CLERK, rootId: id, packageHash: 'fake-hash', processId: LIVELY, variables: {}, config: {} };
      const outcome = await host.commands.start({ instanceId: id, commandId: `start-${id}`, ...more }).then(
        (result) => (result.ok ? 'done' : 'refused'),
        (error: unknown) => (error as { readonly code?: string }).code ?? String(error),
      );
      return { ms: performance.now() - from, outcome };
    },
    resident: async () => {
      const post = (place: string, cookie: string, body: object): Promise<Response> =>
        fetch(`http://127.0.0.1:${String(web.port)}${place}`, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json', 'X-Yizhan-Request': '1', Cookie: cookie },
          body: JSON.stringify(body),
        });
      const login = await post('/api/session', '', { login: 'resident', password: DEMO_PASSWORD });
      const cookie = login.headers.getSetCookie()[0]?.split(';')[0] ?? '';
      const document = { name: '李安', amount: 3, items: [{ note: '无' }] };
      return () => post('/api/cases', cookie, { service: SMALL, document });
    },
    verify: (settled) =>
      verifyStore({
        store: direct,
        sealing: SEALING,
        packages: engine.packages,
        names: createSealedNames(engine.packages),
        now: Date.now,
        settled,
      }),
    stop: async () => {
      await stopListening(web.server, 100);
      await host.stop();
      await running.host.stop();
      await store.close();
      await direct.close();
      await proxy.stop();
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Counts promises that nobody handled while `work` runs. */
export async function unhandledDuring(work: () => Promise<void>): Promise<number> {
  let unhandled = 0;
  const note = (): void => {
    unhandled += 1;
  };
  process.on('unhandledRejection', note);
  try {
    await work();
    await new Promise((resolve) => setTimeout(resolve, 50));
  } finally {
    process.off('unhandledRejection', note);
  }
  return unhandled;
}
