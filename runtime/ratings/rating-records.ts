import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';

/** That somebody rated from a device on a day (`YYYY-MM-DD`); the device is a blind index, nothing that names a machine. */
export interface RatingRecord extends StoreRecord {
  readonly caseId: string;
  readonly device: string;
  readonly day: string;
}

export const RATINGS = collection<RatingRecord>('ratings');

/** Key of the rating register. */
export const RATING_REGISTER = 'ratings';
