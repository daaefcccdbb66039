import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealing } from '../../../runtime/access/sealing.js';
import type { CommandRequest, StartRequest } from '../../../runtime/seams/commands.js';
import type { IdSource } from '../../../runtime/seams/id-source.js';
import type { FaultPoint } from '../../../runtime/seams/faults.js';
import type { JobHandler } from '../../../runtime/seams/job-executor.js';
import type { Log } from '../../../runtime/seams/log.js';
import type { Store } from '../../../runtime/seams/store.js';
import { openEmbeddedStore } from '../../../runtime/store/embedded/open-embedded-store.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { createProcessHost, type ProcessHost } from '../../../runtime/use-cases/create-process-host.js';
import type { Actor, JsonObject } from '../../../engine/index.js';
import { FAKE_PACKAGES, fakeTransition, HASH, type Script } from './fake-process.js';
import { manualClock, type ManualClock } from './manual-clock.js';

export const START = Date.UTC(2026, 2, 2, 2, 0, 0);
export const CLERK: Actor = { kind: 'user', userId: 'u-window-chen', roles: ['window-clerk'] };

/** A fault that ends the run, as a crash would. */
export class Crash extends Error {}

/** Where a process dies: at the `nth` hit (default 1) of this point, and at every hit after it. */
export interface CrashPlan {
  readonly crashAt?: FaultPoint;
  readonly nth?: number;
}

export interface World {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly host: ProcessHost;
  readonly handlers: Map<string, JobHandler>;
  readonly errors: string[];
  /** Another process on the same store. */
  another(options?: CrashPlan): ProcessHost;
}

export const SEALING = createSealing({ active: 'k1', keys: new Map([['k1', new Uint8Array(32).fill(7)]]) });

let serial = 0;
const ids: IdSource = {
  ulid: () => `01TEST${String((serial += 1)).padStart(20, '0')}`,
  code: (length) => 'A'.repeat(length),
  token: (bytes) => 'x'.repeat(bytes),
  fraction: () => 0.5,
};

/** What runs in a world: scripts by the fake engine, unless real processes by the real one. */
export type Engine = Pick<Parameters<typeof createProcessHost>[0], 'packages' | 'transition' | 'limits'>;

const SCRIPTS: Engine = { packages: FAKE_PACKAGES, transition: fakeTransition };

/** A process host over a store, with a clock that stands still. `crashAt`: the first hit of this point throws as if the process died. */
export function worldOn(store: Store, engine: Engine = SCRIPTS): World {
  const clock = manualClock(START);
  const handlers = new Map<string, JobHandler>();
  const errors: string[] = [];
  const log: Log = {
    info: () => undefined,
    warn: () => undefined,
    error: (event, _facts, cause) => errors.push(`${event} ${String(cause)}`),
  };
  const another = (options: CrashPlan = {}): ProcessHost => {
    let left = options.nth ?? 1;
    let dead = false;
    const hit = (point: FaultPoint): void => {
      if (point === options.crashAt) left -= 1;
      if (left <= 0) dead = true;
      if (dead) throw new Crash(point);
    };
    return createProcessHost({
      store,
      clock,
      ids,
      sealing: SEALING,
      faults: { hit },
      log,
      ...engine,
      handlers,
      leaseMs: 30_000,
    });
  };
  return { store, clock, handlers, errors, host: another(), another };
}

/** The request that starts a script as a case. */
export function starting(instanceId: string, on: Script, variables: JsonObject = {}): StartRequest {
  return {
    instanceId,
    commandId: `start-${instanceId}`,
    actor: CLERK,
    packageHash: HASH,
    processId: 'fake',
    rootId: instanceId,
    variables: {
      on: on as unknown as JsonObject,
      case: {
        number: 'JY-20260302-00001',
        applicantId: 'u-owner-wang',
        applicantName: '王小满',
        orgPath: '/370303/tyc',
        queryCode: 'ABC234',
      },
      ...variables,
    },
    config: {},
  };
}

/** A command whose decision is fixed. */
export function commanding(
  instanceId: string,
  commandId: string,
  body: ReturnType<CommandRequest['decide']>,
): CommandRequest {
  return { instanceId, commandId, actor: CLERK, decide: () => body };
}

/** Stores for tests that must hold on each; the last one promises no more than MongoDB: a crash may leave the beginning of a commit. */
export function stores(): readonly { readonly name: string; open(): Store; dispose(): void }[] {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-host-'));
  let files = 0;
  return [
    { name: 'memory', open: () => createMemoryStore(), dispose: () => undefined },
    {
      name: 'memory, not in one step',
      open: () => ({ ...createMemoryStore(), atomic: false }),
      dispose: () => undefined,
    },
    {
      name: 'embedded',
      open: () => openEmbeddedStore({ file: join(folder, `h${String((files += 1))}.db`) }),
      dispose: () => rmSync(folder, { recursive: true, force: true }),
    },
  ];
}
