import type { JsonObject } from '../json.js';
import type { ParentCall } from '../parent-call.js';
import type { CommandHead } from './command-head.js';

/** Creates an instance. It is the only command that takes no state. */
export interface StartInstance extends CommandHead {
  readonly type: 'startInstance';
  readonly instanceId: string;
  /** The root of the call tree; equals `instanceId` for a case of its own. */
  readonly rootId: string;
  readonly parent?: ParentCall;
  /** The start event to use, or the event behind an instantiating gateway, or the receive task; absent: the only none start event. */
  readonly startEventId?: string;
  /** Which event of a multiple start event has come. */
  readonly startPart?: number;
  /** The case number, when it has one. */
  readonly businessKey?: string;
  readonly variables: JsonObject;
  /** The configuration values valid for this case; FEEL sees them as `config`. */
  readonly config: JsonObject;
  /** User ids by element path who already acted in the calling case, for separation of duties. */
  readonly performers?: Readonly<Record<string, readonly string[]>>;
}
