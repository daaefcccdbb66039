import { SYSTEM, type Effect } from '../../engine/index.js';
import { wakeJobs } from '../jobs/wake-jobs.js';
import type { Clock } from '../seams/clock.js';
import type { Faults } from '../seams/faults.js';
import type { Log } from '../seams/log.js';
import type { Packages } from '../seams/packages.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Store } from '../seams/store.js';
import { INSTANCES, type OpenInstance } from '../use-cases/instance-record.js';
import { INSTANCE_LIMITS, type InstanceLimits } from '../use-cases/instance-limits.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import { createKeyedQueue } from '../use-cases/keyed-queue.js';
import type { Committed, CommandRunner } from '../use-cases/run-command.js';
import type { Correlator } from './correlate.js';
import { createDispatcher } from './dispatch.js';
import type { Signaller } from './publish-signal.js';

/** What the relay needs. `wake` is called when a job may be due. */
export interface RelayParts {
  readonly store: Store;
  readonly packages: Packages;
  readonly faults: Faults;
  readonly log: Log;
  readonly runner: CommandRunner;
  readonly correlator: Correlator;
  readonly signaller: Signaller;
  readonly keeper: CommandKeeper;
  readonly clock: Clock;
  readonly wake: () => void;
  readonly limits?: Partial<InstanceLimits>;
}

/** Carries out what was committed. Everything is idempotent: a crash at any point and a second run give the same rows. */
export interface Relay {
  /** Relays these commits and everything they set off in other instances. Failures are logged: `relayPending` comes back to them. */
  settle(committed: readonly Committed[]): Promise<void>;
  /** Relays all instances that have something left, at start-up and from time to time. Gives how many there were. */
  relayPending(): Promise<number>;
  /** Begins nothing more and waits for what runs; what is left lies in the store. */
  stop(): Promise<void>;
}

/** After so many instances that one commit has set off, whoever waits for it is answered; the rest goes on behind. */
const MOST_AT_ONCE = 1000;

/**
 * Order per instance: what its rows do not do (calls, messages, signals, what was kept for it), then the outbox is cleared by a confirmation
 * that goes with the instance's next commit or in one of its own. Follow-ups are taken from a list instead of being nested, so that
 * instances may answer each other.
 */
export function createRelay(parts: RelayParts): Relay {
  const { store, packages, faults, log, runner, correlator, signaller, keeper, wake } = parts;
  const { mostOfCase } = { ...INSTANCE_LIMITS, ...parts.limits };
  const dispatch = createDispatcher({ runner, keeper, packages, store, mostOfCase });
  const turns = createKeyedQueue();
  const behind = new Set<Promise<void>>();
  let isStopping = false;

  /** Hands a signal on. One that would begin too many processes in a row has an incident where it was thrown. */
  const broadcast = async (
    instance: OpenInstance,
    effect: Extract<Effect, { readonly type: 'publishSignal' }>,
  ): Promise<readonly Committed[]> => {
    const { committed } = await signaller.publish(effect, instance._id);
    if (!committed.some((one) => one.kind === 'refused' && one.rejection.code === 'START_CHAIN')) return committed;
    const message = `${effect.signalName}: too many processes in a row were begun by events`;
    const told = await runner.commit({
      instanceId: instance._id,
      commandId: `${instance._id}:e${String(effect.seq)}:chain`,
      actor: SYSTEM,
      decide: () => ({ type: 'raiseIncident', code: 'LOOP_BUDGET', message }),
    });
    log.warn('start-chain', { instanceId: instance._id, signal: effect.signalName });
    return [...committed, told];
  };

  const follow = async (instance: OpenInstance): Promise<readonly Committed[]> => {
    const committed: Committed[] = [];
    if (isWoken(instance)) {
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
          const sent = { ...message, messageId, actor: SYSTEM, thrownBy: instance._id };
          committed.push(...(await correlator.publish(sent)).committed);
          break;
        }
        case 'publishSignal':
          committed.push(...(await broadcast(instance, effect)));
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
          // Rows, written with the instance.
          break;
        default:
          return neverEffect(effect);
      }
    }
    return committed;
  };

  const relayOne = async (instanceId: string, type: string): Promise<readonly Committed[]> => {
    faults.hit('relay:before', type);
    const held = await runner.held(instanceId);
    if (held === undefined || held.instance.pending === 0) {
      faults.hit('relay:after', type);
      return [];
    }
    // Rows that a crash cut off come first: others may look for them.
    const whole = held.isProjected ? held : await runner.confirm(instanceId, NOTHING);
    if (whole === undefined) return [];
    const { instance } = whole;
    faults.hit('relay:projection', type);
    const committed = await follow(instance);
    const { historySeq, effectSeq } = instance.state;
    await runner.confirm(instanceId, { historySeq, effectSeq });
    faults.hit('relay:after', type);
    return committed;
  };

  const relayLogged = async (instanceId: string, type: string): Promise<readonly Committed[]> => {
    try {
      return await turns.run(instanceId, () => relayOne(instanceId, type));
    } catch (error) {
      log.error('relay-failed', { instanceId }, error);
      return [];
    }
  };

  /** Relays what is on the list, and what that adds to it, until `most` are done; gives what is left. */
  const walk = async (list: readonly Committed[], most: number): Promise<readonly Committed[]> => {
    const left = [...list];
    let done = 0;
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      if (next.kind === 'refused') continue;
      if (done >= most) return [next, ...left];
      done += 1;
      left.push(...(await relayLogged(next.instance._id, next.type)));
    }
    return [];
  };

  const goOnBehind = async (list: readonly Committed[]): Promise<void> => {
    let left = list;
    while (left.length > 0 && !isStopping) {
      left = await walk(left, 1);
      await new Promise((resolve) => setImmediate(resolve));
    }
  };

  const settle = async (committed: readonly Committed[]): Promise<void> => {
    const left = await walk(committed, MOST_AT_ONCE);
    if (left.length === 0 || isStopping) return;
    const work = goOnBehind(left).finally(() => behind.delete(work));
    behind.add(work);
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
          // One that is damaged must not keep the others waiting.
          const instance = await runner.open(_id).catch((error: unknown) => {
            log.error('relay-failed', { instanceId: _id }, error);
            return undefined;
          });
          if (instance === undefined) continue;
          await settle([{ kind: 'repeated', revision: instance.state.revision, instance, type: '' }]);
          count += 1;
        }
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      await settle(await correlator.recover());
      await settle(await signaller.recover());
      return count;
    },
    stop: async () => {
      isStopping = true;
      await Promise.all(behind);
    },
  };
}

/** Marks before which there is nothing. */
const NOTHING = { historySeq: 0, effectSeq: 0 };

/** What waited for a suspended instance comes when it goes on; when it was ended instead, messages look for somebody else. */
function isWoken({ woken, history }: OpenInstance): boolean {
  return woken !== undefined || history.some(({ type }) => type === 'instanceResumed');
}

/** An effect that this relay does not know: written by a later version of the engine. */
function neverEffect(effect: never): never {
  throw new PlatformError('PROGRAM_UNKNOWN', `effect ${JSON.stringify(effect)}`);
}
