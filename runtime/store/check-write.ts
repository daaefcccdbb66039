import type { Write } from '../seams/store.js';
import { checkId, checkSrcSeq, declared, encode } from './check-record.js';
import { expectedTests } from './query.js';

/** Finds what is malformed in a write before any of its commit is applied. Throws BAD_QUERY. */
export function checkWrite(write: Write): void {
  declared(write.collection.name);
  if (write.op === 'remove') {
    checkId(write.id);
    expectedTests(write.guard?.expected);
    if (write.guard?.srcSeq !== undefined) checkSrcSeq(write.guard.srcSeq);
    return;
  }
  encode(write.record);
  if (write.op === 'upsertIfNewer') checkSrcSeq(write.record.srcSeq);
  if (write.op === 'compareAndSet') expectedTests(write.expected);
}
