import type { Actor, CommandBody, JsonValue } from '../../engine/index.js';
import type { Clock } from '../seams/clock.js';
import type { KeptCommand } from '../seams/records.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { KEPT } from '../store/collections.js';
import { isResting } from './instance-record.js';
import type { Committed, CommandRunner } from './run-command.js';

/** A command that nobody waits for an answer to: a job's result, a timer, a signal, what a called instance reports. */
export interface DeliveredCommand {
  readonly instanceId: string;
  readonly commandId: string;
  readonly actor: Actor;
  readonly body: CommandBody;
}

/** Sends such commands. One that meets a suspended instance is kept, and sent again when the instance goes on (ADR 0023). */
export interface CommandKeeper {
  /** Gives what became of it; refused with SUSPENDED means: kept, or not wanted because only its own part rests. */
  send(command: DeliveredCommand): Promise<Committed>;
  /** Sends what was kept for an instance that goes on, or has ended, in the order in which it came. */
  release(instanceId: string): Promise<readonly Committed[]>;
}

const LONGEST_STAY = 100;

const isKept = (committed: Committed): boolean =>
  committed.kind === 'refused' && committed.rejection.code === 'SUSPENDED';

/** See CommandKeeper. Command ids stay the same, so that sending twice is harmless. */
export function createCommandKeeper(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly runner: CommandRunner;
}): CommandKeeper {
  const { store, clock, sealing, runner } = parts;
  let turns = 0;

  const commit = ({ instanceId, commandId, actor, body }: DeliveredCommand): Promise<Committed> =>
    runner.commit({ instanceId, commandId, actor, decide: () => body });

  const keep = async (command: DeliveredCommand): Promise<string> => {
    const { instanceId, commandId, actor, body } = command;
    const _id = `${instanceId} ${commandId}`;
    const names = await runner.names.forOffice();
    await store.insert(KEPT, {
      _id,
      instanceId,
      commandId,
      keptAt: clock.now(),
      turn: (turns += 1),
      actor: { ...actor },
      body: sealing.seal(instanceId, body as unknown as JsonValue, names),
    });
    return _id;
  };

  const opened = (record: KeptCommand): DeliveredCommand => ({
    instanceId: record.instanceId,
    commandId: record.commandId,
    actor: record.actor as unknown as Actor,
    body: sealing.unseal(record.instanceId, record.body) as unknown as CommandBody,
  });

  return {
    send: async (command) => {
      const committed = await commit(command);
      if (!isKept(committed)) return committed;
      const id = await keep(command);
      // After it is kept, look once more: an instance resumed meanwhile has not seen it.
      const instance = await runner.open(command.instanceId);
      if (instance !== undefined && isResting(instance.state)) return committed;
      const again = await commit(command);
      await store.remove(KEPT, id);
      return again;
    },
    release: async (instanceId) => {
      const all: Committed[] = [];
      const query = {
        where: { instanceId },
        sort: [{ field: 'keptAt' }, { field: 'turn' }],
        limit: LONGEST_STAY,
      } as const;
      for (let page = await store.find(KEPT, query); page.records.length > 0; page = await store.find(KEPT, query)) {
        for (const record of page.records) {
          const committed = await commit(opened(record));
          if (isKept(committed)) return all;
          await store.remove(KEPT, record._id);
          all.push(committed);
        }
      }
      return all;
    },
  };
}
