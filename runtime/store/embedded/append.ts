import type { StoreRecord } from '../../seams/store.js';
import type { Work } from './connection.js';
import { insertRecord } from './insert.js';

/** Inserts the new ones of these records; gives how many were new. */
export function appendRecords(collection: string, records: readonly StoreRecord[]): Work<number> {
  const inserts = records.map((record) => insertRecord(collection, record));
  return (connection) => inserts.filter((insert) => insert(connection)).length;
}
