import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { compilePackage, linkPackage, SYSTEM, type Problem } from '../../engine/index.js';
import { createPackages } from '../../runtime/packages/create-packages.js';
import { deployFolder } from '../../runtime/packages/deploy-folder.js';
import { readPackageFolder } from '../../runtime/packages/read-folder.js';
import { keepVerdicts, readVerdicts, shippedHashes } from '../../runtime/packages/verdicts.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { checkFormSchema, createCheckJson } from '../../runtime/validation/check-json.js';
import { START } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

const SHIPPED = ['common', 'food-license-new'];
const definitions = mkdtempSync(path.join(tmpdir(), 'yizhan-verdicts-'));
for (const name of ['schema', ...SHIPPED])
  cpSync(path.join('definitions', name), path.join(definitions, name), { recursive: true });
afterAll(() => rmSync(definitions, { recursive: true, force: true }));

const RED: Problem = {
  severity: 'error',
  rule: 'scenario-red',
  file: '',
  pointer: '',
  text: { zh: '未通过', en: 'red' },
};

/** Packages over a store of their own; says which were judged, and finds all of them bad when `red`. */
function gate(red = false) {
  const judged: string[] = [];
  const packages = createPackages({
    store: createMemoryStore(),
    clock: manualClock(START),
    compile: compilePackage,
    link: linkPackage,
    checkJson: createCheckJson(path.join(definitions, 'schema')),
    checkFormSchema,
    judge: async ({ key }) => {
      judged.push(key);
      return red ? [RED] : [];
    },
    verdicts: readVerdicts(definitions),
  });
  return { packages, judged };
}

test('a shipped package is judged unless the verdict names its very hash', async () => {
  const first = gate();
  expect((await deployFolder(first.packages, definitions)).problems).toEqual([]);
  expect(first.judged).toEqual(SHIPPED);
  keepVerdicts(definitions);
  const second = gate(true);
  const { versions } = await deployFolder(second.packages, definitions);
  expect(versions.map(({ key, hash }) => [key, hash])).toEqual([...shippedHashes(definitions)]);
  expect(second.judged).toEqual([]);

  // One byte of a package, and nobody knows it any more; one of what it requires, and nobody knows either.
  const file = path.join(definitions, 'food-license-new', 'config.json');
  writeFileSync(file, `${readFileSync(file, 'utf8')} `);
  const third = gate(true);
  expect((await deployFolder(third.packages, definitions)).problems.map((one) => [one.package, one.rule])).toEqual([
    ['food-license-new', 'scenario-red'],
  ]);
  expect(third.judged).toEqual(['food-license-new']);
  const common = path.join(definitions, 'common', 'config.json');
  writeFileSync(common, `${readFileSync(common, 'utf8')} `);
  const fourth = gate();
  await deployFolder(fourth.packages, definitions);
  expect(fourth.judged).toEqual(SHIPPED);
}, 60_000);

test('what somebody publishes is judged, whatever the verdicts say', async () => {
  keepVerdicts(definitions);
  const { packages, judged } = gate(true);
  const files = readPackageFolder(path.join(definitions, 'common'));
  expect((await packages.check(files)).ok).toBe(false);
  expect(await packages.publish({ files, note: '', source: 'api', actor: SYSTEM })).toMatchObject({ ok: false });
  expect(judged).toEqual(['common', 'common']);
});

test('a verdict file that is missing or damaged names nothing', () => {
  expect(readVerdicts('/nonexistent').size).toBe(0);
  writeFileSync(path.join(definitions, 'verdicts.json'), '[');
  expect(readVerdicts(definitions).size).toBe(0);
  writeFileSync(path.join(definitions, 'verdicts.json'), 'null');
  expect(readVerdicts(definitions).size).toBe(0);
});
