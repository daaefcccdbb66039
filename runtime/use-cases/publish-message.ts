import type { Correlator } from '../relay/correlate.js';
import type { Signaller } from '../relay/publish-signal.js';
import type { Relay } from '../relay/relay.js';
import type { Messages } from '../seams/messages.js';

/** Messages and signals for the use cases: correlate, then relay what that set off, then answer. */
export function createMessages(correlator: Correlator, signaller: Signaller, relay: Relay): Messages {
  return {
    publish: async (request) => {
      const { outcome, committed } = await correlator.publish(request);
      await relay.settle(committed);
      return outcome;
    },
    broadcast: async (request) => {
      const { reached, begun, committed } = await signaller.publish(request);
      await relay.settle(committed);
      return { reached, begun };
    },
  };
}
