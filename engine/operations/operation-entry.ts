import type { Text } from '../model/text.js';

/** What an operation takes hold of; the screen that offers it shows one of these. */
export type OperationSubject = 'instance' | 'workItem' | 'token' | 'job' | 'incident' | 'scope';

/** An operation as permissions and screens know it. */
export interface OperationEntry {
  readonly title: Text;
  /**
   * Roles that have `operation.<name>` unless a process says otherwise, and the words of `OperationRulePlan.who`; the empty list: whoever
   * holds the work item or started the case.
   */
  readonly roles: readonly string[];
  readonly needs: OperationSubject;
  /** It is refused with REASON_NEEDED when no reason is given. */
  readonly needsReason: boolean;
}
