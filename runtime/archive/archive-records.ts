import { deflateSync, inflateSync } from 'node:zlib';
import type { StoreRecord } from '../seams/store.js';
import { collection } from '../store/collections.js';
import type { InstanceRecord } from '../use-cases/instance-record.js';

/** An ended case, packed away (`_id` = the case): the instance records of the whole call tree as they were, what was sealed still sealed. */
export interface ArchivedCase extends StoreRecord {
  /** ms since the epoch. */
  readonly endedAt: number;
  readonly archivedAt: number;
  readonly instances: number;
  /** JSON of the instance records, deflated, base64. */
  readonly packed: string;
}

/** How far a sweep has come (`_id` = its name); `at` in ms since the epoch. */
export interface SweepMark extends StoreRecord {
  readonly at: number;
}

/** Ended cases, packed. */
export const ARCHIVE = collection<ArchivedCase>('archive');
/** Marks of sweeps. */
export const SWEEPS = collection<SweepMark>('sweeps');

/** Packs instance records. */
export function packInstances(records: readonly InstanceRecord[]): string {
  return deflateSync(JSON.stringify(records)).toString('base64');
}

/** The instance records of an archived case. */
export function unpackInstances({ packed }: Pick<ArchivedCase, 'packed'>): readonly InstanceRecord[] {
  return JSON.parse(inflateSync(Buffer.from(packed, 'base64')).toString('utf8')) as readonly InstanceRecord[];
}
