import {
  transition,
  type Command,
  type CommandBody,
  type Actor,
  type JsonValue,
  type ProcessPlan,
} from '../../../engine/index.js';
import type { JobHandler } from '../../../runtime/seams/job-executor.js';
import type { Store } from '../../../runtime/seams/store.js';
import { JOBS } from '../../../runtime/store/collections.js';
import { createProcessHost, type ProcessHost } from '../../../runtime/use-cases/create-process-host.js';
import { crashStore, type CrashStore } from '../../kit/crash-store.js';
import { processOf, programOf } from '../../kit/process-builder.js';
import { choices, CLERK, generator } from '../../kit/random-run.js';
import { HASH } from '../../runtime/kit/fake-process.js';
import { SEALING, START } from '../../runtime/kit/host-world.js';
import { manualClock } from '../../runtime/kit/manual-clock.js';
import { realEngine } from '../../runtime/kit/real-engine.js';
import { dumpOf } from './store-dump.js';
import { verifyStore } from '../../../runtime/verify/verify-store.js';
import { createSealedNames } from '../../../runtime/use-cases/sealed-names.js';
import type { Finding } from '../../../runtime/verify/finding.js';

/** What a run of one process through the host left behind. */
export interface CrashRun {
  /** Writes at which the first process could have died. */
  readonly points: number;
  readonly crashes: number;
  readonly dump: Readonly<Record<string, JsonValue>>;
  /** How often each job was begun, by job key. */
  readonly begun: ReadonlyMap<string, number>;
  /** Commands of people that were answered: each must have been applied. */
  readonly answered: readonly string[];
  /** Unexpected errors that the processes logged, other than their own death. */
  readonly errors: readonly string[];
  /** What the invariant checker says afterwards. */
  readonly findings: readonly Finding[];
}

/** One run: what to run on, how the driver chooses, and where the first process dies. */
export interface CrashRunOptions {
  readonly store: Store;
  readonly plan: ProcessPlan;
  readonly choice: number;
  /** The first process dies after that many writes; absent: it lives to the end. */
  readonly dieAfter?: number;
  /** Those after it die after that many writes each; absent: the second one lives to the end. */
  readonly dieAgain?: number;
  /** Treat the store as one whose commits may be cut off. */
  readonly atomic?: boolean;
  /** Jobs are taken one by one, so that their order is the same in every run. */
  readonly oneByOne?: boolean;
}

/** What random processes call. */
export const CALLED: ProcessPlan = processOf('other')
  .start('s')
  .user('u')
  .service('j')
  .end('e')
  .row('s', 'u', 'j', 'e')
  .plan();

const ROOT = 'root';
const LEASE_MS = 30_000;
const MAX_STEPS = 120;
const MAX_ROUNDS = 200;

type Step =
  | { readonly kind: 'command'; readonly instanceId: string; readonly body: CommandBody; readonly actor: Actor }
  | { readonly kind: 'message'; readonly name: string; readonly key: string }
  | { readonly kind: 'time'; readonly at: number };

/**
 * Drives one random process through the host until it has ended, by choices that depend on what is stored alone. When the process dies, a
 * new one goes on with the same store once the leases of the dead one have run out, and whoever got no answer asks again with the same id.
 */
export async function crashRun(options: CrashRunOptions): Promise<CrashRun> {
  const { store, plan, choice } = options;
  const random = generator(choice);
  const clock = manualClock(START);
  const engine = realEngine(plan, CALLED);
  const programs = new Map([plan, CALLED].map((one) => [one.processId, programOf(one)] as const));
  const begun = new Map<string, number>();
  const errors: string[] = [];
  const answered: string[] = [];
  let turn = 0;
  let ids = 0;
  let crashes = 0;

  const jobTypes = [plan, CALLED].flatMap(({ elements }) => Object.keys(elements).map((id) => `job.${id}`));
  const open = async (dieAfter?: number): Promise<{ readonly view: CrashStore; readonly host: ProcessHost }> => {
    const { atomic } = options;
    const single: Store = { ...store, claimDue: (jobs, claim) => store.claimDue(jobs, { ...claim, limit: 1 }) };
    const view = crashStore(options.oneByOne === true ? single : store, {
      ...(dieAfter === undefined ? {} : { dieAfter }),
      ...(atomic === undefined ? {} : { atomic }),
    });
    // A job fails as long as nobody has noted a failure of it: what it does depends on what is stored, not on how often it is tried.
    const handler: JobHandler = async (job) => {
      begun.set(job.jobKey, (begun.get(job.jobKey) ?? 0) + 1);
      const loaded = await host.commands.load(job.instanceId);
      const mine = loaded?.state.jobs[job.jobId];
      if (mine !== undefined && mine.retriesLeft > 2 && job.jobKey.length % 3 === 0)
        return { kind: 'failed', message: 'not yet' };
      return { kind: 'completed', variables: {} };
    };
    const host: ProcessHost = createProcessHost({
      store: view,
      clock,
      ids: {
        ulid: () => `01TEST${String((ids += 1)).padStart(20, '0')}`,
        code: (length) => 'A'.repeat(length),
        token: (bytes) => 'x'.repeat(bytes),
        fraction: () => 0.5,
      },
      sealing: SEALING,
      faults: { hit: () => undefined },
      log: {
        info: () => undefined,
        warn: () => undefined,
        error: (event, _facts, cause) => {
          if (!view.dead()) errors.push(`${event} ${String(cause)}`);
        },
      },
      packages: engine.packages,
      transition: (program, state, command: Command) => transition(program, state, command),
      handlers: new Map(jobTypes.map((type) => [type, handler])),
      leaseMs: LEASE_MS,
    });
    return { view, host };
  };

  let life = await open(options.dieAfter);
  const lives = [life.view];

  const settle = async (): Promise<void> => {
    for (let rounds = 0; ; rounds += 1) {
      if (rounds > MAX_ROUNDS)
        throw new Error(`jobs never settle: ${JSON.stringify((await store.find(JOBS)).records)} ${errors.join('\n')}`);
      if ((await life.host.worker.tick()) > 0) continue;
      if (life.view.dead()) return;
      // What was put back comes again by itself; other timers wait until the driver moves the clock.
      const waiting = await life.view.find(JOBS, { where: { state: 'due' }, sort: [{ field: 'dueAt' }], limit: 1000 });
      const next = waiting.records.find(
        (row) => row.kind === 'job' || (row.fence > 0 && row.dueAt < clock.now() + 60_000),
      );
      if (next === undefined || next.resting === true) return;
      clock.set(Math.max(clock.now(), next.dueAt));
    }
  };

  const living = async <T>(act: () => Promise<T>): Promise<T> => {
    for (;;) {
      try {
        if (life.view.dead()) {
          crashes += 1;
          life = await open(options.dieAgain);
          lives.push(life.view);
          clock.advance(LEASE_MS + 1000);
          await life.host.relay.relayPending();
          await settle();
          if (life.view.dead()) continue;
        }
        const answer = await act();
        if (!life.view.dead()) return answer;
      } catch (error) {
        if (!life.view.dead()) throw error;
      }
    }
  };

  const steps = async (): Promise<readonly Step[]> => {
    const loaded = await life.host.commands.loadCase(ROOT);
    const active = loaded.map(({ state }) => state).filter(({ status }) => status === 'active');
    active.sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
    const found: Step[] = [];
    for (const state of active) {
      const program = programs.get(state.processId);
      if (program === undefined) throw new Error(`no program ${state.processId}`);
      for (const [body, actor] of choices(program, state, turn)) {
        const isHosts = ['completeJob', 'failJob', 'fireTimer', 'deliverMessage', 'childEnded'].includes(body.type);
        if (!isHosts) found.push({ kind: 'command', instanceId: state.instanceId, body, actor });
      }
      for (const one of Object.values(state.subscriptions))
        if (one.kind !== 'signal' && one.kind !== 'conditional')
          found.push({ kind: 'message', name: one.messageName, key: one.correlationKey });
    }
    const timers = active.flatMap(({ timers: all }) => Object.values(all).map(({ dueAt }) => dueAt));
    if (timers.length > 0) found.push({ kind: 'time', at: Math.max(...timers) });
    return found;
  };

  const perform = async (step: Step, id: string): Promise<void> => {
    if (step.kind === 'time') {
      // A minute more, so that no open timer comes due by the time a take-over lasts.
      clock.set(Math.max(clock.now(), step.at + 60_000));
      return settle();
    }
    if (step.kind === 'message') {
      const { name: messageName, key: correlationKey } = step;
      await life.host.messages.publish({
        messageId: id,
        messageName,
        correlationKey,
        timeToLive: 0,
        variables: { news: id },
        actor: CLERK,
      });
      return settle();
    }
    const { instanceId, actor, body } = step;
    const result = await life.host.commands.run({ instanceId, commandId: id, actor, decide: () => body });
    if (!life.view.dead() && !result.ok)
      throw new Error(`refused: ${JSON.stringify(result.rejection)} for ${JSON.stringify(body)}`);
    return settle();
  };

  const start = {
    instanceId: ROOT,
    commandId: 'k0',
    actor: CLERK,
    packageHash: HASH,
    processId: plan.processId,
    rootId: ROOT,
  };
  await living(async () => {
    await life.host.commands.start({ ...start, variables: { count: 0, rounds: 0 }, config: {} });
    await settle();
  });
  answered.push('k0');
  turn = 1;
  for (let count = 1; ; count += 1) {
    const possible = await living(steps);
    if (possible.length === 0) break;
    if (count > MAX_STEPS)
      throw new Error(
        'it does not come to an end: ' +
          JSON.stringify(possible) +
          JSON.stringify((await life.host.commands.loadCase(ROOT)).map((x) => x.state.incidents)),
      );
    const step = possible[Math.floor(random() * possible.length)];
    if (step === undefined) break;
    clock.advance(1000);
    await living(() => perform(step, `k${String(count)}`));
    if (step.kind === 'command') answered.push(`k${String(count)}`);
    turn += 1;
  }
  await living(async () => void (await life.host.relay.relayPending()));
  const points = lives[0]?.points() ?? 0;
  const report = await verifyStore({
    store,
    sealing: SEALING,
    packages: engine.packages,
    names: createSealedNames(engine.packages),
    now: clock.now,
    settled: true,
  });
  const { findings } = report;
  return { points, crashes, dump: await dumpOf(store, START), begun, answered, errors, findings };
}
