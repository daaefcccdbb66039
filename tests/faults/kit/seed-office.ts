import type { StoreTransfer } from '../../../runtime/seams/store-transfer.js';
import type { Store, StoreRecord } from '../../../runtime/seams/store.js';
import { collection, type CollectionName } from '../../../runtime/store/collections.js';
import { sumOf, type Summed } from '../../../runtime/store/record-sum.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { CLERK, worldOn } from '../../runtime/kit/host-world.js';
import { realEngine } from '../../runtime/kit/real-engine.js';
import { seededProcesses } from './seeded-process.js';

const TEMPLATE = 'tttttttttt';
const SEEDED: readonly CollectionName[] = ['instances', 'history', 'jobs', 'worklist', 'cases'];
const PAGE = 1000;

/** What one instance of a process leaves in a store, as text in which its id can be replaced. */
async function templateOf(processId: string): Promise<readonly (readonly [CollectionName, string])[]> {
  const store = createMemoryStore();
  const world = worldOn(store, realEngine(...seededProcesses()));
  world.clock.set(Date.now() - 7_200_000);
  const begun = await world.host.commands.start({
    instanceId: TEMPLATE,
    commandId: `start-${TEMPLATE}`,
    actor: CLERK,
    packageHash: 'fake-hash',
    processId,
    rootId: TEMPLATE,
    variables: {
      case: { number: `N-${TEMPLATE}`, applicantId: 'u1', applicantName: '王小满', orgPath: '/370303/tyc' },
    },
    config: {},
  });
  if (!begun.ok) throw new Error('the template does not begin');
  const found: (readonly [CollectionName, string])[] = [];
  for (const name of SEEDED)
    for (const record of (await store.find(collection(name))).records) found.push([name, JSON.stringify(record)]);
  return found;
}

/**
 * Fills a store with instances that wait: `plain` at a task of clerks, `overdue` at a timer whose time has come. They are what the engine
 * made of one instance, copied under other ids.
 */
export async function seedOffice(
  store: Store & StoreTransfer,
  counts: { readonly plain: number; readonly overdue: number },
): Promise<void> {
  for (const [processId, count] of [
    ['plain', counts.plain],
    ['overdue', counts.overdue],
  ] as const) {
    const template = await templateOf(processId);
    for (let from = 0; from < count; from += PAGE) {
      for (const [name, text] of template) {
        const records = Array.from({ length: Math.min(PAGE, count - from) }, (_, at): StoreRecord & Summed => {
          const id = `${processId[0] ?? 'x'}${String(from + at).padStart(TEMPLATE.length - 1, '0')}`;
          const record = JSON.parse(text.replaceAll(TEMPLATE, id)) as StoreRecord & Summed;
          return record.sum === undefined ? record : { ...record, sum: sumOf(record) };
        });
        const entries = records.map((record) => {
          const { srcSeq } = record as { readonly srcSeq?: number };
          return { _id: record._id, srcSeq: srcSeq ?? null, record };
        });
        await store.writeRaw(name, entries);
      }
    }
  }
}
