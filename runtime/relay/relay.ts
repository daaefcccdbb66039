import { SYSTEM, type Effect } from '../../engine/index.js';
import { wakeJobs } from '../jobs/wake-jobs.js';
import type { Clock } from '../seams/clock.js';
import type { Faults } from '../seams/faults.js';
import type { Log } from '../seams/log.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { CaseFacts } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store, Write } from '../seams/store.js';
import { CASES, INCIDENTS, WORKLIST } from '../store/collections.js';
import { replacing } from '../store/writes.js';
import { INSTANCES, sealInstance, type OpenInstance } from '../use-cases/instance-record.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import { createKeyedQueue } from '../use-cases/keyed-queue.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';
import { caseVariable, factsOf } from './case-facts.js';
import type { Correlator } from './correlate.js';
import { createDispatcher } from './dispatch.js';
import { projectCase } from './project-case.js';
import { projectEffects } from './project-effects.js';
import { projectHistory } from './project-history.js';
import { projectIncidents } from './project-incidents.js';
import { projectWorklist } from './project-worklist.js';
import { createSignaller } from './publish-signal.js';

/** What the relay needs. `wake` is called when a job or timer may be due. */
export interface RelayParts {
  readonly store: Store;
  readonly packages: Packages;
  readonly sealing: Sealing;
  readonly faults: Faults;
  readonly log: Log;
  readonly runner: CommandRunner;
  readonly correlator: Correlator;
  readonly keeper: CommandKeeper;
  readonly clock: Clock;
  readonly wake: () => void;
}

/** Carries out what was committed. Everything is idempotent: a crash at any point and a second run give the same rows. */
export interface Relay {
  /** Relays these commits and everything they set off in other instances. Failures are logged: `relayPending` comes back to them. */
  settle(committed: readonly Committed[]): Promise<void>;
  /** Relays all instances that have something left, at start-up and from time to time. Gives how many there were. */
  relayPending(): Promise<number>;
}

type Follow = (instance: OpenInstance) => Promise<readonly Committed[]>;

/**
 * Order per instance: projections (history, worklist, case, incidents, jobs, subscriptions), then calls and messages, then the outbox is
 * cleared by a conditional write. Follow-ups are taken from a list instead of being nested, so that instances may answer each other.
 */
export function createRelay(parts: RelayParts): Relay {
  const { store, packages, sealing, faults, log, runner, correlator, keeper, wake } = parts;
  const dispatch = createDispatcher(runner, keeper, packages);
  const signal = createSignaller(store, keeper);
  const turns = createKeyedQueue();

  const factsFor = async (instance: OpenInstance, service: string): Promise<CaseFacts> => {
    const variable = caseVariable(instance.state);
    if (variable !== undefined) return factsOf(variable, service);
    const known = instance._id === instance.rootId ? undefined : await store.get(CASES, instance.rootId);
    return known ?? factsOf({}, service);
  };

  const has = (instance: OpenInstance, prefix: string): boolean =>
    instance.history.some((event) => event.type.startsWith(prefix));

  const projections = async (instance: OpenInstance): Promise<readonly Write[]> => {
    const names = await runner.names.forHash(instance.packageHash);
    const compiled = await packages.packageByHash(instance.packageHash);
    if (compiled === undefined) throw new PlatformError('PROGRAM_UNKNOWN', `package ${instance.packageHash}`);
    const { manifest } = compiled;
    const facts = await factsFor(instance, manifest.key);
    const mine = { where: { instanceId: instance._id }, limit: 1000 };
    const rows = has(instance, 'workItem') ? (await store.find(WORKLIST, mine)).records : [];
    const incidents = has(instance, 'incident') ? (await store.find(INCIDENTS, mine)).records : [];
    return [
      ...projectHistory(instance, sealing, names),
      ...(instance._id === instance.rootId ? [projectCase(instance, facts, manifest.title, sealing)] : []),
      ...projectWorklist(instance, facts, rows),
      ...projectIncidents(instance, facts, { sealing, names }, incidents),
      ...projectEffects(instance, sealing, names),
    ];
  };

  // What waited for a suspended instance comes when it goes on; when it was ended instead, messages look for somebody else.
  const isOver = (instance: OpenInstance): boolean =>
    instance.status === 'cancelled' || instance.history.some(({ type }) => type === 'instanceResumed');

  const follow: Follow = async (instance) => {
    const committed: Committed[] = [];
    if (isOver(instance)) {
      committed.push(...(await keeper.release(instance._id)));
      committed.push(...(await correlator.release(instance._id)));
      await wakeJobs(parts, instance._id);
      wake();
    }
    for (const effect of instance.effects) {
      switch (effect.type) {
        case 'startChild':
        case 'cancelChild':
        case 'restChild':
        case 'reportChildEnd':
        case 'reportChildStatus':
        case 'reportChildEscalation':
          committed.push(await dispatch(instance, effect));
          break;
        case 'publishMessage': {
          const { type: _type, seq, ...message } = effect;
          const messageId = `${instance._id}:e${String(seq)}`;
          committed.push(...(await correlator.publish({ ...message, messageId, actor: SYSTEM })).committed);
          break;
        }
        case 'publishSignal':
          committed.push(...(await signal(effect, instance._id)));
          break;
        case 'openSubscription':
          if (effect.kind !== 'signal')
            committed.push(...(await correlator.deliverKept(effect.messageName, effect.correlationKey)));
          break;
        case 'createJob':
        case 'cancelJob':
        case 'scheduleTimer':
        case 'cancelTimer':
        case 'closeSubscription':
        case 'notify':
          // Rows, written by the projections.
          break;
        default:
          return neverEffect(effect);
      }
    }
    return committed;
  };

  const clearing = async (instance: OpenInstance): Promise<Write> => {
    const names = await runner.names.forHash(instance.packageHash);
    const cleared: OpenInstance = {
      ...instance,
      revision: instance.revision + 1,
      pending: 0,
      history: [],
      effects: [],
    };
    return replacing(INSTANCES, { revision: instance.revision }, sealInstance(sealing, names, cleared));
  };

  const needsFollowing = (instance: OpenInstance): boolean =>
    isOver(instance) || instance.effects.some(({ type }) => CARRIED_OUT_BY[type] === 'command');

  const relayOne = async (instance: OpenInstance): Promise<readonly Committed[]> => {
    if (instance.pending === 0) return [];
    const subject = lastCommandType(instance);
    faults.hit('relay:before', subject);
    const writes = await projections(instance);
    const clear = await clearing(instance);
    // The clearing takes its turn among this instance's commands, so that neither disturbs the other inside this process. When a newer
    // commit has won meanwhile, the clearing does not apply and the relay of that commit does everything again.
    const commit = (all: readonly Write[]) => runner.queue.run(instance._id, () => store.commit(all));
    let committed: readonly Committed[] = [];
    if (needsFollowing(instance)) {
      await store.commit(writes);
      faults.hit('relay:projection', subject);
      committed = await follow(instance);
      await commit([clear]);
    } else {
      await commit([...writes, clear]);
    }
    faults.hit('relay:after', subject);
    if (instance.effects.some((effect) => effect.type === 'createJob' || effect.type === 'scheduleTimer')) wake();
    return committed;
  };

  const relayLogged = async (instance: OpenInstance): Promise<readonly Committed[]> => {
    try {
      return await turns.run(instance._id, () => relayOne(instance));
    } catch (error) {
      log.error('relay-failed', { instanceId: instance._id, revision: instance.state.revision }, error);
      return [];
    }
  };

  const settle = async (committed: readonly Committed[]): Promise<void> => {
    const left = [...committed];
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      if (next.kind !== 'refused') left.push(...(await relayLogged(next.instance)));
    }
  };

  return {
    settle,
    relayPending: async () => {
      let count = 0;
      let cursor: string | undefined;
      do {
        const page = await store.find(INSTANCES, {
          where: { pending: 1 },
          limit: 100,
          ...(cursor === undefined ? {} : { cursor }),
        });
        for (const { _id } of page.records) {
          const instance = await runner.open(_id);
          if (instance === undefined) continue;
          await settle([{ kind: 'repeated', revision: instance.state.revision, instance }]);
          count += 1;
        }
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      await settle(await correlator.recover());
      return count;
    },
  };
}

/** By what each effect is carried out: rows that a worker or correlator reads, or a command at once. */
const CARRIED_OUT_BY: { readonly [T in Effect['type']]: 'row' | 'command' } = {
  createJob: 'row',
  cancelJob: 'row',
  scheduleTimer: 'row',
  cancelTimer: 'row',
  closeSubscription: 'row',
  notify: 'row',
  openSubscription: 'command',
  publishMessage: 'command',
  publishSignal: 'command',
  startChild: 'command',
  cancelChild: 'command',
  restChild: 'command',
  reportChildEnd: 'command',
  reportChildStatus: 'command',
  reportChildEscalation: 'command',
};

/** An effect that this relay does not know: written by a later version of the engine. */
function neverEffect(effect: never): never {
  throw new PlatformError('PROGRAM_UNKNOWN', `effect ${JSON.stringify(effect)}`);
}

/** The type of the last command among the facts not yet relayed: the subject of a planted fault. */
function lastCommandType(instance: OpenInstance): string {
  const last = instance.history.findLast(({ type }) => type === 'commandAccepted');
  return String(last?.data['commandType'] ?? '');
}
