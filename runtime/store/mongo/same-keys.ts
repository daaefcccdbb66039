import type { Collection } from 'mongoose';
import { PlatformError } from '../../seams/platform-error.js';
import type { MongoPlace } from './connection.js';
import { isDuplicate } from './failures.js';

/** The ids of the keys a process has: those that seal values (the active one apart), and those that certificates were signed with. */
export interface KeysAtHand {
  readonly active: string;
  readonly sealing: readonly string[];
  readonly signing: readonly string[];
  readonly signsWith: string;
}

interface KeyNote {
  readonly _id: string;
  readonly active: string;
  readonly signsWith: string;
}

const noteOf = async (notes: Collection<KeyNote>, keys: KeysAtHand): Promise<KeyNote> => {
  const found = await notes.findOne({ _id: 'keys' });
  if (found !== null) return found;
  try {
    const note: KeyNote = { _id: 'keys', active: keys.active, signsWith: keys.signsWith };
    await notes.insertOne({ ...note });
    return note;
  } catch (cause) {
    // Another process was faster: its keys are the keys of the office.
    if (!isDuplicate(cause)) throw cause;
    return noteOf(notes, keys);
  }
};

/**
 * All processes of an office must hold the same keys, and keys are not in the database: whoever came first notes which ones it has, and a
 * process without them is told so instead of sealing what the others cannot read. Throws KEY_UNKNOWN.
 */
export async function requireSameKeys({ connection }: MongoPlace, keys: KeysAtHand): Promise<void> {
  const notes = connection.collection<KeyNote>('meta');
  const note = await noteOf(notes, keys);
  if (!keys.sealing.includes(note.active) || !keys.signing.includes(note.signsWith))
    throw new PlatformError('KEY_UNKNOWN', 'the database was written with other keys');
  if (note.active !== keys.active || note.signsWith !== keys.signsWith)
    await notes.updateOne({ _id: 'keys' }, { $set: { active: keys.active, signsWith: keys.signsWith } });
}
