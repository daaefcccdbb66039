import type { Text } from '../../engine/index.js';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/**
 * What statistics know of a case (`_id` = the case), read from its row and its history, each event once. Instants are ms since the epoch;
 * `month` is that of the receipt (`2026-09`). No names of applicants, no values of forms.
 */
export interface CaseFactRecord extends StoreRecord {
  /** Counts the writes of this record. */
  readonly turn: number;
  readonly month: string;
  readonly orgPath: string;
  readonly service: string;
  readonly title: Text;
  readonly caseNumber: string;
  readonly channel: string;
  readonly status: string;
  readonly receivedAt: number;
  readonly acceptedAt: number | null;
  readonly decidedAt: number | null;
  readonly endedAt: number | null;
  /** Working days from acceptance (receipt where nothing is accepted) to the decision, or to the end where nothing is decided. */
  readonly workingDays: number | null;
  readonly corrections: number;
  /** A promised, a legal limit has passed. */
  readonly isRed: boolean;
  readonly isBlack: boolean;
  /** The applicant had to come: filed at the window, or fetched the result there. */
  readonly hasVisited: boolean;
  /** Who accepted it, and everybody of the staff who completed a step. */
  readonly window: string | null;
  readonly handlers: readonly string[];
  /** How a case without success ended. */
  readonly reason: Text | null;
  /** History is read up to this instant; ids of the rows of that very instant that are read. */
  readonly readTo: number;
  readonly readRows: readonly string[];
  /** `updatedAt` of the case when it was read, and when that was. */
  readonly updatedAt: number;
  readonly gatheredAt: number;
}

export const CASE_FACTS = collection<CaseFactRecord>('caseFacts');

/** Ended statuses in which the applicant did not get what was asked for. */
export const REFUSED: ReadonlySet<string> = new Set(['rejected', 'not-accepted']);
