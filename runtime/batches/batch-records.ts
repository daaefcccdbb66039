import type { JsonObject, JsonValue, MigrationMapping } from '../../engine/index.js';
import type { Claimable } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** What a batch does with each of its targets. */
export type BatchKind = 'retry' | 'cancel' | 'migrate' | 'suspend' | 'resume';

/**
 * What a batch is about: incidents for `retry`, running cases for the others. All that is given must hold; `ids` names them one by one.
 * `before` is ms since the epoch: raised, or submitted, before that instant. `code` is of incidents only, `status` of cases only.
 */
export interface BatchSelection {
  readonly service?: string;
  readonly code?: string;
  readonly status?: string;
  readonly packageHash?: string;
  readonly before?: number;
  readonly text?: string;
  readonly ids?: readonly string[];
}

/** How it is done: `hash` is the version to migrate to; `variables` are set before a retry. */
export interface BatchParameters {
  readonly reason?: string;
  readonly hash?: string;
  readonly mapping?: MigrationMapping;
  readonly variables?: JsonObject;
}

/** `selecting` the targets, `running` over them, `stopping` after somebody asked for it; `finished` and `stopped` are over. */
export type BatchPhase = 'selecting' | 'running' | 'stopping' | 'finished' | 'stopped';

/**
 * A batch. It is claimed only while it selects (`state` due or leased); afterwards its items are. `parameters` are sealed with bond `_id`
 * for their variables.
 */
export interface BatchRecord extends Claimable {
  readonly kind: BatchKind;
  readonly phase: BatchPhase;
  readonly selection: BatchSelection;
  readonly parameters: JsonValue;
  /** Who started it, as the engine knows actors. */
  readonly actor: JsonValue;
  readonly startedBy: string;
  readonly startedAt: number;
  readonly finishedAt?: number;
  /** How many targets there are; absent while they are selected. */
  readonly total?: number;
}

/** `open` until it was tried; `skipped`: it did not apply to this target (it had ended, or was as wanted already); `stopped`: not tried. */
export type ItemOutcome = 'open' | 'done' | 'skipped' | 'failed' | 'stopped';

/** One target of a batch (`_id` = `<batchId>:<target>`); over when `state` is `dead`. */
export interface BatchItem extends Claimable {
  readonly batchId: string;
  /** Id of an incident row or of a case. */
  readonly target: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly outcome: ItemOutcome;
  /** Why it was skipped or failed: a code of the problem table. */
  readonly code?: string;
  readonly settledAt?: number;
}

/** All batches. */
export const BATCHES = collection<BatchRecord>('batches');
/** Their targets. */
export const BATCH_ITEMS = collection<BatchItem>('batchItems');

/** Most targets of one batch. */
export const MAX_TARGETS = 10_000;
/** Most batches that are not over. */
export const MAX_OPEN_BATCHES = 10;
