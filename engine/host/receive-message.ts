import type { Publication } from './correlate.js';
import { publishMessage } from './correlate.js';
import type { Dispatch } from './dispatch.js';
import type { HostState } from './host-state.js';
import type { StartPlace } from './start-places.js';
import type { Start } from './starts.js';
import { startByMessage } from './starts.js';

/** What became of a message: it goes to an instance, begins one, or is kept. */
export interface Received {
  readonly host: HostState;
  readonly dispatches: readonly Dispatch[];
  readonly start?: Start;
}

/**
 * Takes a message in, whoever sent it: the instance that waits for it gets it; otherwise it begins a process; otherwise it is kept for
 * its time to live. `newId` is the id the instance would get that it begins.
 */
export function receiveMessage(
  host: HostState,
  places: readonly StartPlace[],
  message: Publication,
  world: { readonly newId: string; readonly isActive: (instanceId: string) => boolean },
): Received {
  const taken = publishMessage(host, { ...message, timeToLive: 0 });
  if (taken.dispatches.length > 0) return taken;
  const begun = startByMessage(taken.host, places, message, world);
  if (begun.start) return { host: begun.host, dispatches: [], start: begun.start };
  return publishMessage(host, message);
}
