import { SYSTEM, type PublishSignal } from '../../engine/index.js';
import type { SubscriptionRow } from '../seams/records.js';
import type { Store } from '../seams/store.js';
import { SUBSCRIPTIONS } from '../store/collections.js';
import type { CommandKeeper } from '../use-cases/keep-command.js';
import type { Committed } from '../use-cases/run-command.js';

/** Hands a signal on; gives what was committed and is still to be relayed. */
export type Signaller = (
  signal: Pick<PublishSignal, 'signalId' | 'signalName' | 'variables'>,
  thrownBy: string,
) => Promise<readonly Committed[]>;

/**
 * Signals reach everyone in the office who waits for the name now, in the order in which they began to wait, except the instance that
 * threw it, which has dealt with its own (BPMN 2.0.2, 10.5.6; ADR 0016). Who has gone on meanwhile refuses, and that is final; a suspended
 * instance gets it when it goes on. Command ids name signal and subscription, so that repeating is harmless.
 */
export function createSignaller(store: Store, keeper: CommandKeeper): Signaller {
  // All rows before the first command: who begins to wait again because of the signal does not get it a second time.
  const waitingFor = async (messageName: string): Promise<readonly SubscriptionRow[]> => {
    const rows: SubscriptionRow[] = [];
    const query = { where: { messageName, kind: 'signal' }, sort: [{ field: 'openedAt' }], limit: 500 } as const;
    let cursor: string | undefined;
    do {
      const page = await store.find(SUBSCRIPTIONS, cursor === undefined ? query : { ...query, cursor });
      rows.push(...page.records);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return rows;
  };

  return async ({ signalId, signalName, variables }, thrownBy) => {
    const committed: Committed[] = [];
    for (const { instanceId, subscriptionId } of await waitingFor(signalName)) {
      if (instanceId === thrownBy) continue;
      committed.push(
        await keeper.send({
          instanceId,
          commandId: `${signalId}:${instanceId}:${subscriptionId}`,
          actor: SYSTEM,
          body: { type: 'deliverSignal', subscriptionId, signalId, variables },
        }),
      );
    }
    return committed;
  };
}
