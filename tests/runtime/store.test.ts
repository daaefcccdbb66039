import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { openEmbeddedStore } from '../../runtime/store/embedded/open-embedded-store.js';
import { openPhotostructure } from '../../runtime/store/embedded/photostructure-driver.js';
import { collection } from '../../runtime/store/collections.js';
import type { StoreRecord } from '../../runtime/seams/store.js';
import { STORES } from '../kit/stores.js';
import { storeContract } from './store.contract.js';
import { storeModel } from './store.model.js';

// The one that needs a server has a file of its own: mongo-store.test.ts.
for (const kind of STORES.filter(({ name }) => name !== 'mongo')) {
  storeContract(kind);
  storeModel(kind);
}

describe('embedded store', () => {
  const folder = mkdtempSync(join(tmpdir(), 'yizhan-store-'));
  let files = 0;
  const newFile = (): string => join(folder, `s${String((files += 1))}.db`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const THINGS = collection<StoreRecord & { readonly n?: number }>('cases');

  test('keeps its records when it is opened again, and runs no DDL then', async () => {
    const file = newFile();
    const first = openEmbeddedStore({ file });
    await first.insert(THINGS, { _id: 'x', n: 1 });
    await first.close();
    const second = openEmbeddedStore({ file });
    expect(await second.get(THINGS, 'x')).toEqual({ _id: 'x', n: 1 });
    await second.close();
  });

  test('serves two connections on one file', async () => {
    const file = newFile();
    const one = openEmbeddedStore({ file });
    const two = openEmbeddedStore({ file });
    await one.insert(THINGS, { _id: 'x', n: 0 });
    for (let n = 0; n < 20; n += 1) {
      const store = n % 2 === 0 ? one : two;
      expect(await store.compareAndSet(THINGS, { n }, { _id: 'x', n: n + 1 })).toBe(true);
    }
    expect(await one.get(THINGS, 'x')).toEqual({ _id: 'x', n: 20 });
    await one.close();
    await two.close();
  });

  test('refuses a file that a newer program wrote', async () => {
    const file = newFile();
    await openEmbeddedStore({ file }).close();
    const driver = openPhotostructure(file, 1000);
    driver.exec("UPDATE meta SET value = '999' WHERE key = 'schemaVersion'");
    driver.close();
    expect(() => openEmbeddedStore({ file })).toThrow(expect.objectContaining({ code: 'STORE_VERSION' }));
  });

  test('refuses a file that is no database', async () => {
    expect(() => openEmbeddedStore({ file: folder })).toThrow(expect.objectContaining({ code: 'STORE_UNAVAILABLE' }));
  });

  test.each([
    ['WHERE gone = 0 AND json_extract(body, \'$."rootId"\') = ?', 'c_worklist', 'i_worklist_rootId'],
    ['WHERE gone = 0 AND json_extract(body, \'$."caseNumber"\') = ?', 'c_cases', 'i_cases_caseNumber'],
  ])('finds by index: %s', (where, table, index) => {
    const file = newFile();
    void openEmbeddedStore({ file }).close();
    const driver = openPhotostructure(file, 1000);
    const plan = driver.prepare(`EXPLAIN QUERY PLAN SELECT body FROM "${table}" ${where}`).all('x');
    driver.close();
    expect(JSON.stringify(plan)).toContain(index);
  });
});
