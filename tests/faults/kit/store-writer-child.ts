import type { StoreRecord } from '../../../runtime/seams/store.js';
import { collection } from '../../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../../runtime/store/embedded/open-embedded-store.js';
import { inserting, upserting } from '../../../runtime/store/writes.js';
import { say } from './say.js';

/*
 * A process that writes to an embedded store until it is killed: `store-writer-child.ts <file> <name> <writers>`. What was answered is told line by
 * line on standard output, after the answer and at once, a commit that threw as `failed <code>`; each commit writes a pair of records in two collections.
 */

type Pair = StoreRecord & { readonly srcSeq: number; readonly text: string; readonly searchText?: string };

const LEFT = collection<Pair>('cases');
const RIGHT = collection<Pair>('subscriptions');
const WARM = collection<Pair>('worklist');
const [file = '', name = '', writers = '1'] = process.argv.slice(2);
const store = openEmbeddedStore({ file });
// The first text loads a dictionary; what is to be interrupted comes after it.
await store.insert(WARM, { _id: name, srcSeq: 0, text: '', searchText: '王' });
say('open');

const write = async (writer: number): Promise<void> => {
  for (let turn = 0; ; turn += 1) {
    const _id = `${name}-${String(writer)}-${String(turn)}`;
    const pair = { _id, srcSeq: turn, text: 'x'.repeat((turn * 977) % 9000) };
    const told = await store
      .commit([inserting(LEFT, { ...pair, searchText: '王小满' }), upserting(RIGHT, pair)], { guarded: true })
      .then(
        () => _id,
        (error: { readonly code?: string }) => `failed ${String(error.code)}`,
      );
    say(told);
  }
};

await Promise.all(Array.from({ length: Number(writers) }, (_, writer) => write(writer)));
