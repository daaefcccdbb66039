import type { Write } from '../seams/store.js';
import { checkId, declared, encode } from './check-record.js';
import { testsOf } from './query.js';

/** Finds what is malformed in a write before any of its commit is applied. Throws BAD_QUERY. */
export function checkWrite(write: Write): void {
  declared(write.collection.name);
  if (write.op === 'remove') {
    checkId(write.id);
    testsOf(write.guard?.expected);
    return;
  }
  encode(write.record);
  if (write.op === 'compareAndSet') testsOf(write.expected);
}
