import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { compilePackage, linkPackage, SYSTEM, type CompiledPackage } from '../../engine/index.js';
import { createPackages } from '../../runtime/packages/create-packages.js';
import { createScenarioJudge } from '../../runtime/packages/judge-scenarios.js';
import type { Packages } from '../../runtime/seams/packages.js';
import type { Store } from '../../runtime/seams/store.js';
import { createAjvValidator } from '../../runtime/validation/ajv-validator.js';
import { checkFormSchema, createCheckJson } from '../../runtime/validation/check-json.js';
import { brokenPackages } from '../kit/broken-packages.js';
import { smallPackage } from '../kit/small-package.js';
import { START, stores } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

const checkJson = createCheckJson(join(process.cwd(), 'definitions/schema'));

const over = (
  store: Store,
  activated: CompiledPackage[] = [],
): { readonly packages: Packages; advance: () => void } => {
  const clock = manualClock(START);
  const packages = createPackages({
    store,
    clock,
    compile: compilePackage,
    link: linkPackage,
    checkJson,
    checkFormSchema,
    judge: createScenarioJudge(linkPackage, createAjvValidator()),
    activated: async (closure) => void activated.push(...closure),
  });
  return { packages, advance: () => clock.advance(1000) };
};

const files = (change?: (texts: Record<string, string>) => void): Record<string, string> => {
  const texts = smallPackage();
  change?.(texts);
  return texts;
};
const named = (version: string) =>
  files((texts) => {
    texts['manifest.json'] = (texts['manifest.json'] ?? '').replace('"version": "1.0"', `"version": "${version}"`);
  });

for (const kind of stores()) {
  describe(`packages on ${kind.name}`, () => {
    afterAll(kind.dispose);
    const publish = (packages: Packages, texts: Record<string, string>, more: object = {}) =>
      packages.publish({ files: texts, note: 'n', source: 'api', actor: SYSTEM, ...more });

    test('stores a version once, activates it, and another process can run it', async () => {
      const store = kind.open();
      const activated: CompiledPackage[] = [];
      const { packages } = over(store, activated);
      const first = await publish(packages, files(), { activate: 'always' });
      expect(first).toMatchObject({
        ok: true,
        created: true,
        version: { key: 'small-package', version: '1.0', state: 'active' },
      });
      expect(await publish(packages, files())).toMatchObject({ ok: true, created: false });
      expect(activated.map((one) => one.key)).toEqual(['small-package']);
      const hash = first.ok ? first.version.hash : '';
      const other = over(store).packages;
      expect((await other.activePackage('small-package'))?.hash).toBe(hash);
      expect((await other.programFor('small-request', hash))?.plan.processId).toBe('small-request');
      expect(await other.programFor('nothing', hash)).toBeUndefined();
      expect(await other.programFor('small-request', 'no-hash')).toBeUndefined();
      expect(await other.activeKeys()).toEqual(['small-package']);
      await store.close();
    });

    test('a new version waits until it is activated, and the old one is kept', async () => {
      const store = kind.open();
      const { packages, advance } = over(store);
      const one = await publish(packages, named('1.0'), { activate: 'always' });
      advance();
      const two = await publish(packages, named('1.1'));
      const hashes = [one, two].map((result) => (result.ok ? result.version.hash : ''));
      expect((await packages.versions('small-package')).map((version) => [version.hash, version.state])).toEqual([
        [hashes[1], 'available'],
        [hashes[0], 'active'],
      ]);
      expect(await packages.activate('small-package', hashes[1] ?? '', SYSTEM)).toBe(true);
      expect((await packages.versions()).map((version) => version.state)).toEqual(['active', 'superseded']);
      expect(await packages.activate('small-package', 'unknown', SYSTEM)).toBe(false);
      expect(await packages.activate('other', hashes[0] ?? '', SYSTEM)).toBe(false);
      expect((await packages.programFor('small-request', hashes[0] ?? ''))?.plan).toBeDefined();
      await store.close();
    });

    test('what comes from disk replaces only what came from disk', async () => {
      const store = kind.open();
      const { packages } = over(store);
      const disk = { source: 'disk', activate: 'ifFromDisk' };
      expect(await publish(packages, named('1.0'), disk)).toMatchObject({ version: { state: 'active' } });
      expect(await publish(packages, named('1.1'), disk)).toMatchObject({ version: { state: 'active' } });
      await publish(packages, named('1.2'), { activate: 'always' });
      expect(await publish(packages, named('1.3'), disk)).toMatchObject({ version: { state: 'available' } });
      await store.close();
    });

    test('requires are resolved to the exact version at publication', async () => {
      const store = kind.open();
      const { packages, advance } = over(store);
      const base = await publish(packages, named('1.0'), { activate: 'always' });
      const dependent = files((texts) => {
        const manifest = JSON.parse(texts['manifest.json'] ?? '') as Record<string, unknown>;
        texts['manifest.json'] = JSON.stringify({ ...manifest, key: 'dependent', requires: { 'small-package': '1' } });
        texts['request.bpmn'] = (texts['request.bpmn'] ?? '').replaceAll('"small-request"', '"other-request"');
        for (const path of ['config.json', 'request.bpmn', 'scenarios/straight.json']) {
          texts[path] = (texts[path] ?? '').replaceAll('small.handle', 'other.handle');
        }
        texts['i18n/en.json'] = (texts['i18n/en.json'] ?? '').replace('"small-request"', '"other-request"');
        texts['manifest.json'] = texts['manifest.json'].replace('small-request', 'other-request');
        for (const path of ['registers/people.json', 'samples/people.json']) delete texts[path];
      });
      const first = await publish(packages, dependent, { activate: 'always' });
      expect(first).toMatchObject({
        ok: true,
        version: { requires: { 'small-package': base.ok ? base.version.hash : '' } },
      });
      const hash = first.ok ? first.version.hash : '';
      expect((await packages.closure(hash)).map((one) => one.key)).toEqual(['small-package', 'dependent']);
      expect(await packages.programFor('small-request', hash)).toBeDefined();
      advance();
      await publish(packages, named('1.1'), { activate: 'always' });
      const again = await publish(packages, dependent);
      expect(again.ok && again.version.hash).not.toBe(hash);
      expect((await packages.closure(hash))[0]?.version).toBe('1.0');
      await store.close();
    });

    test('a register of another package may not be defined again', async () => {
      const store = kind.open();
      const { packages } = over(store);
      await publish(packages, files(), { activate: 'always' });
      const other = files((texts) => {
        texts['manifest.json'] = (texts['manifest.json'] ?? '').replace('"small-package"', '"other-package"');
      });
      expect(await packages.check(other)).toMatchObject({
        ok: false,
        problems: [{ rule: 'register-taken', file: 'registers/people.json' }],
      });
      await store.close();
    });

    test('a red scenario refuses the package and names its file', async () => {
      const store = kind.open();
      const red = files((texts) => {
        texts['scenarios/straight.json'] = (texts['scenarios/straight.json'] ?? '').replace(
          '"status": "closed"',
          '"status": "withdrawn"',
        );
      });
      const { packages } = over(store);
      expect(await packages.check(red)).toMatchObject({
        ok: false,
        problems: [{ rule: 'scenario-red', file: 'scenarios/straight.json' }],
      });
      expect(await publish(packages, red)).toMatchObject({ ok: false });
      expect(await packages.versions()).toEqual([]);
      expect(await packages.check(files())).toMatchObject({ ok: true });
      await store.close();
    });

    test('a broken package of any kind is refused and leaves the running version alone', async () => {
      const store = kind.open();
      const { packages } = over(store);
      const running = await publish(packages, files(), { activate: 'always' });
      for (const broken of brokenPackages()) {
        const result = await publish(packages, { ...broken.files }, { activate: 'always' });
        expect([broken.name, result.ok]).toEqual([broken.name, false]);
      }
      expect((await packages.activePackage('small-package'))?.hash).toBe(running.ok ? running.version.hash : '');
      expect(await packages.versions()).toHaveLength(1);
      await store.close();
    });
  });
}
