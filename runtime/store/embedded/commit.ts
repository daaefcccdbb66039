import type { CommitOptions, Write } from '../../seams/store.js';
import { replaceRecord } from './compare-and-set.js';
import type { Work } from './connection.js';
import { insertRecord } from './insert.js';
import { removeRecord } from './remove.js';
import { upsertRecord } from './upsert-if-newer.js';

const workOf = (write: Write): Work<boolean> => {
  const { name } = write.collection;
  switch (write.op) {
    case 'insert':
      return insertRecord(name, write.record);
    case 'compareAndSet':
      return replaceRecord(name, write.expected, write.record);
    case 'upsertIfNewer':
      return upsertRecord(name, write.record);
    case 'remove':
      return removeRecord(name, write.id, write.guard);
  }
};

/** Applies the writes in order, all or nothing. A guarded commit stops when its first write is not applied. */
export function commitWrites(writes: readonly Write[], options: CommitOptions = {}): Work<readonly boolean[]> {
  const works = writes.map(workOf);
  const guarded = options.guarded === true;
  return (connection) => {
    const answers: boolean[] = [];
    for (const work of works) answers.push(guarded && answers[0] === false ? false : work(connection));
    return answers;
  };
}
