import type { Command } from '../model/commands/command.js';
import type { Rejection } from '../model/rejection.js';
import type { InstanceState } from '../model/state.js';

/** What can be done to an instance that rests: bring it back, end it, repair it. */
const ALLOWED: readonly Command['type'][] = ['resumeInstance', 'cancelInstance', 'setVariables'];

/** SUSPENDED for whatever an instance at rest does not take; the host keeps such a command and sends it again when the instance goes on. */
export function refuseWhileSuspended(state: InstanceState, command: Command): Rejection | undefined {
  return state.suspended === undefined || ALLOWED.includes(command.type) ? undefined : { code: 'SUSPENDED' };
}
