import { collection } from '../../../runtime/store/collections.js';
import { openEmbeddedStore } from '../../../runtime/store/embedded/open-embedded-store.js';
import { inserting, replacing } from '../../../runtime/store/writes.js';
import type { StoreRecord } from '../../../runtime/seams/store.js';

/*
 * A process that adds to one number in a store for some time: `store-adder-child.ts <file> <name> <ms>`. Each addition also leaves a record of its
 * own, in the same commit. Prints how many it made and how long the slowest took, in ms.
 */

interface Sum extends StoreRecord {
  readonly n: number;
}

const SUMS = collection<Sum>('cases');
const [file = '', name = '', ms = '0'] = process.argv.slice(2);
const store = openEmbeddedStore({ file });
await store.insert(SUMS, { _id: 'sum', n: 0 });
const until = performance.now() + Number(ms);
let added = 0;
let slowest = 0;
while (performance.now() < until) {
  const begun = performance.now();
  const now = (await store.get(SUMS, 'sum'))?.n ?? 0;
  const [won] = await store.commit(
    [
      replacing(SUMS, { n: now }, { _id: 'sum', n: now + 1 }),
      inserting(SUMS, { _id: `${name}-${String(added)}`, n: now }),
    ],
    { guarded: true },
  );
  if (won === true) added += 1;
  slowest = Math.max(slowest, Math.round(performance.now() - begun));
}
await store.close();
console.log(JSON.stringify({ added, slowest }));
