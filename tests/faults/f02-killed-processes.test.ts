import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { Store } from '../../runtime/seams/store.js';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { HISTORY, INCIDENTS, JOBS } from '../../runtime/store/collections.js';
import { createSealedNames } from '../../runtime/use-cases/sealed-names.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { allOf } from '../../runtime/verify/gather.js';
import { verifyStore } from '../../runtime/verify/verify-store.js';
import { SEED } from '../kit/fast-check.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { withDatabase } from '../kit/mongo-place.js';
import { startWireProcess } from '../kit/mongo-wire/start-wire-process.js';
import { generator } from '../kit/random-run.js';
import { SEALING } from '../runtime/kit/host-world.js';
import { realEngine } from '../runtime/kit/real-engine.js';
import { hostProcesses, type HostProcess, type HostProcesses } from './kit/host-processes.js';
import { lively } from './kit/lively-process.js';

/*
 * F2: several processes share one store; every one to three seconds one of them is killed and another one begun, while clients start cases and
 * complete tasks and ask again, with the same id, when they get no answer.
 */

const LEASE_MS = 2000;
const LOAD_MS = DEEP ? 300_000 : 8000;
const PROCESSES = 4;
const CLIENTS = 4;

/** Where the processes meet, outside of all of them. */
interface Meeting {
  readonly place: string;
  look(): Promise<Store>;
  end(): Promise<void>;
}

const MEETINGS: readonly { readonly name: string; readonly make: () => Promise<Meeting> }[] = [
  {
    name: 'embedded',
    make: async () => {
      const folder = mkdtempSync(path.join(tmpdir(), 'yizhan-killed-'));
      const place = path.join(folder, 'store.sqlite');
      return {
        place,
        look: async () => openEmbeddedStore({ file: place }),
        end: async () => rmSync(folder, { recursive: true, force: true }),
      };
    },
  },
  {
    name: 'mongo',
    make: async () => {
      const server = await startWireProcess();
      const place = withDatabase(server.uri, 'killed');
      return { place, look: async () => (await openMongo(place)).store, end: () => server.stop() };
    },
  },
];

let meeting: Meeting | undefined;
let processes: HostProcesses | undefined;
afterEach(async () => {
  await processes?.stopAll();
  await meeting?.end();
  [processes, meeting] = [undefined, undefined];
});

/** What is left of an instance that did not end: says why in the report of a red test. */
async function traceOf(store: Store, id: string): Promise<object> {
  const record = await store.get(INSTANCES, id);
  const rows = (await store.find(JOBS, { where: { instanceId: id } })).records;
  const facts = (await store.find(HISTORY, { where: { instanceId: id }, limit: 1000 })).records.flatMap(historyRecords);
  return {
    id,
    status: record?.status,
    pending: record?.pending,
    quarantined: record?.quarantined,
    rows: rows.map(({ type, state, attempts, ended, owner, dueAt }) => ({
      type,
      state,
      attempts,
      ended,
      owner,
      dueAt,
    })),
    facts: facts.map(({ type, elementId }) => `${type} ${elementId ?? ''}`),
  };
}

const percent = (values: readonly number[], share: number): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;

describe.each(MEETINGS)('processes on one $name store, killed again and again', ({ name, make }) => {
  it(
    'lose no command that was answered, fire each timer once, and take over from each other',
    async () => {
      meeting = await make();
      const store = await meeting.look();
      const random = generator(SEED);
      processes = hostProcesses(meeting.place, LEASE_MS);
      const living: HostProcess[] = Array.from({ length: PROCESSES }, () => (processes as HostProcesses).start());
      await Promise.all(living.map(({ open }) => open));
      const kills: { readonly at: number; readonly pid: number }[] = [];
      const until = performance.now() + LOAD_MS;
      const answered = new Set<string>();
      const completed = new Set<string>();

      const ask = async (op: 'start' | 'finish' | 'repair', id: string): Promise<string> => {
        for (;;) {
          const one = living[Math.floor(random() * living.length)];
          const answer = await one?.ask(op, id);
          if (answer !== undefined && !answer.startsWith('error')) return answer;
          await pause(20);
        }
      };
      const client = async (number: number): Promise<void> => {
        for (let turn = 0; performance.now() < until; turn += 1) {
          const id = `c${String(number)}-${String(turn)}`;
          expect(await ask('start', id)).toBe('done');
          answered.add(id);
          await pause(50);
        }
      };
      const repaired = new Set<string>();
      // A job whose process died three times is put aside, and somebody lets it try again.
      const repair = async (): Promise<void> => {
        for (const { instanceId } of (await store.find(INCIDENTS)).records)
          if ((await ask('repair', instanceId)) === 'done') repaired.add(instanceId);
      };
      const finisher = async (): Promise<void> => {
        while (performance.now() < until || completed.size < answered.size) {
          for (const id of answered) {
            if (completed.has(id)) continue;
            const answer = await ask('finish', id);
            if (answer === 'done' || answer === 'completed') completed.add(id);
            else expect(answer).toBe('not yet');
          }
          await repair();
          await pause(50);
        }
      };
      const killer = async (): Promise<void> => {
        while (performance.now() < until) {
          await pause(1000 + random() * 2000);
          const next = (processes as HostProcesses).start();
          void next.open.then(
            () => living.push(next),
            () => undefined,
          );
          // Somebody is always left to ask.
          const victim = living.length > 1 ? living.splice(Math.floor(random() * living.length), 1)[0] : undefined;
          if (victim === undefined) continue;
          kills.push({ at: performance.now(), pid: victim.child.pid ?? 0 });
          victim.child.kill('SIGKILL');
          await victim.gone;
        }
      };
      await Promise.all([...Array.from({ length: CLIENTS }, (_, number) => client(number)), finisher(), killer()]);
      for (let waited = 0; waited < 60_000; waited += 100) {
        const open = await store.count(INSTANCES, { status: 'active' });
        const rows = await store.count(JOBS);
        const pending = await store.count(INSTANCES, { pending: 1 });
        if (open === 0 && rows === 0 && pending === 0) break;
        await repair();
        await pause(100);
      }
      const { begun, errors } = processes;
      await processes.stopAll();

      const instances = await allOf(store, INSTANCES, {});
      const lost = [...answered].filter((id) => instances.find(({ _id }) => _id === id)?.status !== 'completed');
      expect(await Promise.all(lost.map((id) => traceOf(store, id)))).toEqual([]);
      const facts = (await allOf(store, HISTORY, {})).flatMap(historyRecords);
      const fired = facts.filter(({ type }) => type === 'timerFired');
      expect(fired.length).toBe(answered.size);
      expect(new Set(fired.map(({ instanceId }) => instanceId)).size).toBe(answered.size);
      const commands = facts.filter(({ type }) => type === 'commandAccepted').map(({ commandId }) => commandId);
      expect(new Set(commands).size).toBe(commands.length);
      const engine = realEngine(lively());
      const names = createSealedNames(engine.packages);
      const report = await verifyStore({
        store,
        sealing: SEALING,
        packages: engine.packages,
        names,
        now: Date.now,
        settled: true,
      });
      expect(report.findings).toEqual([]);
      expect(errors).toEqual([]);

      // Jobs that were under way when their process was killed, and how long they lay there.
      const waits = kills.flatMap(({ at, pid }) =>
        begun
          .filter((one) => one.by === pid && one.at > at - 5000)
          .flatMap((one) =>
            begun.filter((other) => other.key === one.key && other.by !== pid && other.at > at).slice(0, 1),
          )
          .map((other) => other.at - at),
      );
      const most = Math.max(0, ...begun.map(({ key }) => begun.filter((one) => one.key === key).length));
      expect(Math.max(0, ...waits)).toBeLessThan(DEEP ? LEASE_MS + 5000 : 10 * (LEASE_MS + 5000));
      recordFigure(
        `F2.${name}`,
        `${String(kills.length)} processes killed by SIGKILL in ${String(LOAD_MS / 1000)} s, up to ${String(PROCESSES)} on one store: ${String(answered.size)} cases begun, 0 answered commands lost, all ended, each timer fired once; ${String(waits.length)} jobs taken over after ${percent(waits, 0.5).toFixed(0)} ms (median), ${Math.max(0, ...waits).toFixed(0)} ms at most, with a lease of ${String(LEASE_MS)} ms; a job was begun ${String(most)} times at most, ${String(repaired.size)} were put aside after three deaths and tried again`,
        import.meta,
      );
      await store.close();
    },
    LOAD_MS + 150_000,
  );
});
