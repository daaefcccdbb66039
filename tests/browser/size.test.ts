import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser, Response } from 'playwright-core';
import { launchBrowser } from './kit/browser.js';
import { openPerson, type Person } from './kit/person.js';
import { type Product, startProduct } from './kit/product.js';
import { SERVICE, signInByApi } from './kit/seed.js';

/** All JavaScript until the first field takes input, gzipped. */
const LIMIT_BYTES = 200 * 1024;
const TOO_SMALL_TO_SQUEEZE = 512;

let browser: Browser;
let product: Product;
let owner: Person;
beforeAll(async () => {
  [browser, product] = await Promise.all([launchBrowser(), startProduct()]);
  owner = await openPerson({ browser, url: product.url, name: 'owner', width: 375 });
  await signInByApi(owner.context.request, 'owner');
});
afterAll(async () => {
  await browser.close();
  await product.dispose();
});

test('the first form page takes input after at most 200 KiB of JavaScript', async () => {
  const { page } = owner;
  const scripts: Response[] = [];
  let takesInput = false;
  page.on('response', (response) => {
    if (!takesInput && response.request().resourceType() === 'script') scripts.push(response);
  });
  await page.goto(`/services/${SERVICE}/apply`, { waitUntil: 'commit' });
  const first = page.locator('.fv input[type=text]').first();
  await first.fill('张');
  await page.waitForFunction(() => document.querySelector<HTMLInputElement>('.fv input[type=text]')?.value === '张');
  takesInput = true;
  const sizes = await Promise.all(
    scripts.map(async (response) => ({
      name: new URL(response.url()).pathname.replace('/assets/', ''),
      bytes: gzipSync(await response.body()).length,
    })),
  );
  for (const response of scripts) {
    const isSqueezed = response.headers()['content-encoding'] === 'gzip';
    expect(isSqueezed || (await response.body()).length < TOO_SMALL_TO_SQUEEZE).toBe(true);
  }
  const total = sizes.reduce((sum, one) => sum + one.bytes, 0);
  const lines = sizes
    .sort((a, b) => b.bytes - a.bytes)
    .map((one) => `${(one.bytes / 1024).toFixed(1).padStart(8)} KiB  ${one.name}`);
  console.log(
    [`${(total / 1024).toFixed(1)} KiB of JavaScript in ${sizes.length} files, gzipped (limit 200)`, ...lines].join(
      '\n',
    ),
  );
  expect(sizes.length).toBeGreaterThan(0);
  expect(total).toBeLessThanOrEqual(LIMIT_BYTES);
  expect(owner.watch.faults).toEqual([]);
});
