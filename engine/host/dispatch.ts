import type { CommandBody } from '../model/commands/command.js';

/** A further command that an effect asks for, addressed to an instance. `commandId` is the same at every attempt. */
export interface Dispatch {
  readonly instanceId: string;
  readonly commandId: string;
  readonly body: CommandBody;
}
