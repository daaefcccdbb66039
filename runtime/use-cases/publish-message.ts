import type { Correlator } from '../relay/correlate.js';
import type { Relay } from '../relay/relay.js';
import type { Messages } from '../seams/messages.js';

/** Messages for the use cases: correlate, then relay what that set off, then answer. */
export function createMessages(correlator: Correlator, relay: Relay): Messages {
  return {
    publish: async (request) => {
      const { outcome, committed } = await correlator.publish(request);
      await relay.settle(committed);
      return outcome;
    },
  };
}
