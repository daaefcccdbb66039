import type { CommitOptions, Write } from '../../seams/store.js';
import { replaceRecord } from './compare-and-set.js';
import type { Connection } from './connection.js';
import { insertRecord } from './insert.js';
import { removeRecord } from './remove.js';
import { upsertRecord } from './upsert-if-newer.js';

const apply = (connection: Connection, write: Write): boolean => {
  const { name } = write.collection;
  switch (write.op) {
    case 'insert':
      return insertRecord(connection, name, write.record);
    case 'compareAndSet':
      return replaceRecord(connection, name, write.expected, write.record);
    case 'upsertIfNewer':
      return upsertRecord(connection, name, write.record);
    case 'remove':
      return removeRecord(connection, name, write.id, write.guard ?? {});
  }
};

/** Applies the writes in order, in one transaction: one fsync for all. A guarded commit stops when its first write is not applied. */
export function commitWrites(
  connection: Connection,
  writes: readonly Write[],
  options?: CommitOptions,
): readonly boolean[] {
  return connection.transaction(() => {
    const answers: boolean[] = [];
    for (const write of writes) {
      if (options?.guarded === true && answers[0] === false) answers.push(false);
      else answers.push(apply(connection, write));
    }
    return answers;
  });
}
