import type { InstanceState } from '../../engine/index.js';
import type { Office } from './office.js';

/** How long an answer waits for the first automatic steps, so that what the person sees next is up to date. */
const SETTLE_MS = 1_500;

/**
 * Waits for the automatic steps that a command of a person has set off. An instance that has neither jobs nor called or calling instances
 * has none, and nobody need ask for them: false, then the state is the newest there is.
 */
export async function settleCase(office: Office, state: InstanceState): Promise<boolean> {
  const mayHaveMore =
    state.parent !== undefined || Object.keys(state.jobs).length > 0 || Object.keys(state.calls).length > 0;
  if (mayHaveMore) await office.commands.drain(state.rootId, SETTLE_MS);
  return mayHaveMore;
}
