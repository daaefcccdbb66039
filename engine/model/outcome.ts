import type { Rejection } from './rejection.js';
import type { Effect } from './effect.js';
import type { HistoryEvent } from './history.js';
import type { InstanceState } from './state.js';

/** What a command did: the next state, the facts that make it, and what the host must carry out. */
export interface Accepted {
  readonly ok: true;
  readonly state: InstanceState;
  readonly history: readonly HistoryEvent[];
  readonly effects: readonly Effect[];
}

/** The command does not apply; nothing changed. */
export interface Refused {
  readonly ok: false;
  readonly rejection: Rejection;
}

export type Outcome = Accepted | Refused;
