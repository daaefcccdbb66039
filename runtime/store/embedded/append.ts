import type { StoreRecord } from '../../seams/store.js';
import type { Connection } from './connection.js';
import { insertRecord } from './insert.js';

/** Inserts the new ones of these records in one transaction; gives how many were new. */
export function appendRecords(connection: Connection, collection: string, records: readonly StoreRecord[]): number {
  return connection.transaction(() => records.filter((record) => insertRecord(connection, collection, record)).length);
}
