import { describe, expect, test } from '@jest/globals';
import type { Store } from '../../runtime/seams/store.js';
import type { StoreTransfer } from '../../runtime/seams/store-transfer.js';
import type { StoreKind } from '../kit/stores.js';
import { CLAIMING } from './store-contract/claiming.js';
import { COMMITTING } from './store-contract/committing.js';
import type { Chapter, ContractCase } from './store-contract/contract-kit.js';
import { FILTERING } from './store-contract/finding.js';
import { CLOSING, MOVING } from './store-contract/moving.js';
import { ORDERING } from './store-contract/ordering.js';
import { READING } from './store-contract/reading.js';
import { SEARCHING } from './store-contract/searching.js';
import { SEVERAL } from './store-contract/several.js';
import { APPEND, COMPARE_AND_SET, REMOVE, UPSERT } from './store-contract/writing.js';

/** What every store must do, by operation. */
export const CHAPTERS: readonly Chapter[] = [
  READING,
  COMPARE_AND_SET,
  UPSERT,
  REMOVE,
  APPEND,
  FILTERING,
  ORDERING,
  SEARCHING,
  CLAIMING,
  COMMITTING,
  SEVERAL,
  MOVING,
  CLOSING,
];

/** Runs one case on an empty place of its own. */
async function carryOut(kind: StoreKind, one: ContractCase): Promise<void> {
  const place = await kind.create();
  const opened: Store[] = [];
  const another = async (): Promise<Store & StoreTransfer> => {
    const store = await place.open();
    opened.push(store);
    return store;
  };
  try {
    await one.run({ store: await another(), another });
  } finally {
    for (const store of opened) await store.close();
    await place.dispose();
  }
}

/** The contract of the store port, for one kind of store. */
export function storeContract(kind: StoreKind): void {
  describe(`store contract: ${kind.name}`, () => {
    for (const chapter of CHAPTERS)
      describe(chapter.title, () => {
        for (const one of chapter.cases) test(one.title, () => carryOut(kind, one));
      });
    test('has at least 150 cases, all of different names', () => {
      const titles = CHAPTERS.flatMap(({ title, cases }) => cases.map((one) => `${title}: ${one.title}`));
      console.info(`store contract: ${String(titles.length)} cases on ${kind.name}`);
      expect(titles.length).toBeGreaterThanOrEqual(150);
      expect(new Set(titles).size).toBe(titles.length);
    });
  });
}
