import type { CommitOptions, Write } from '../../seams/store.js';
import { declared } from '../check-record.js';
import { checkWrite } from '../check-write.js';
import { insertDocuments, upsertDocuments } from './bulk.js';
import { replaceDocument } from './compare-and-set.js';
import type { MongoPlace } from './connection.js';
import { documentOf, type StoredDocument } from './document.js';
import { removeDocument } from './remove.js';

/** A write with its document made when the commit was called; removals have none. `at` is its place in the commit. */
interface Prepared {
  readonly at: number;
  readonly write: Write;
  readonly document?: StoredDocument;
}

const idOf = (write: Write): string => (write.op === 'remove' ? write.id : write.record._id);

/** What `createInOrder` knows the record of a write by. */
export function keyOf(write: Write): string {
  return `${write.collection.name}/${idOf(write)}`;
}

/** Checks the writes and takes their records by value. Throws BAD_QUERY. */
export function prepare(place: MongoPlace, writes: readonly Write[]): readonly Prepared[] {
  writes.forEach(checkWrite);
  return writes.map((write, at) =>
    write.op === 'remove'
      ? { at, write }
      : { at, write, document: documentOf(declared(write.collection.name), write.record, place.stamp()) },
  );
}

const documentsOf = (group: readonly Prepared[]): readonly StoredDocument[] =>
  group.map((one) => one.document).filter((document) => document !== undefined);

const applyGroup = async (place: MongoPlace, group: readonly Prepared[]): Promise<readonly boolean[]> => {
  const [first] = group;
  if (first === undefined) return [];
  const { write, document } = first;
  const { name } = write.collection;
  if (write.op === 'insert') return insertDocuments(place, name, documentsOf(group));
  if (write.op === 'upsertIfNewer') return upsertDocuments(place, name, documentsOf(group));
  if (write.op === 'remove') return [await removeDocument(place, name, write.id, write.guard ?? {})];
  return document === undefined ? [] : [await replaceDocument(place, name, write.expected, document)];
};

/** Writes that may go at once: those of one kind on one collection in one command. Nothing here touches a record twice. */
const groupsOf = (wave: readonly Prepared[]): readonly (readonly Prepared[])[] => {
  const groups = new Map<string, Prepared[]>();
  for (const one of wave) {
    const { op, collection } = one.write;
    const key = op === 'insert' || op === 'upsertIfNewer' ? `${op} ${collection.name}` : `alone ${String(one.at)}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
};

/**
 * Waves one after the other: a record's second write is in a later wave than its first. A second write to the record of the guard comes
 * behind everything else that way: it may say that all of it is there.
 */
const wavesOf = (guard: Prepared, writes: readonly Prepared[]): readonly (readonly Prepared[])[] => {
  const waves: Prepared[][] = [[]];
  const turns = new Map([[keyOf(guard.write), 1]]);
  for (const one of writes) {
    const key = keyOf(one.write);
    const turn = turns.get(key) ?? 0;
    turns.set(key, turn + 1);
    (waves[turn] ??= []).push(one);
  }
  return waves;
};

const applyWave = async (place: MongoPlace, wave: readonly Prepared[], answers: boolean[]): Promise<void> => {
  const results = await Promise.allSettled(
    groupsOf(wave).map(async (group) => {
      const applied = await applyGroup(place, group);
      group.forEach((one, i) => (answers[one.at] = applied[i] ?? false));
    }),
  );
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};

/**
 * Applies the writes of a commit: the first one alone, then all others at once, since MongoDB makes each durable by itself anyway and waiting
 * for each in turn would add up the times of all journals; a second write to a record waits for the first. A crash may leave the first with
 * any of the others. Throws STORE_UNAVAILABLE.
 */
export async function commitPrepared(
  place: MongoPlace,
  writes: readonly Prepared[],
  options?: CommitOptions,
): Promise<readonly boolean[]> {
  const answers = writes.map(() => false);
  const [first, ...others] = writes;
  if (first === undefined) return answers;
  await applyWave(place, [first], answers);
  if (options?.guarded === true && answers[0] === false) return answers;
  for (const wave of wavesOf(first, others)) await applyWave(place, wave, answers);
  return answers;
}
