import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { declareFactoryPlugin, PluginKind } from '@stryker-mutator/api/plugin';
import { loadTests } from './load-tests.js';

/**
 * Runs the tests of the engine in the process of the mutation tester itself: they are loaded once, and each mutant costs only the tests
 * that reach it. The engine keeps no state between transitions, so one mutant leaves nothing behind for the next.
 */
function createRunner() {
  const space = () => (globalThis.__stryker__ ??= {});
  let tests = [];
  /** What each test took without a mutant, and when it last noticed one: the next mutant of the same place is likely to fall to the same test. */
  const took = new Map();
  const noticed = new Map();
  let turn = 0;
  const promising = (a, b) =>
    (noticed.get(b.id) ?? 0) - (noticed.get(a.id) ?? 0) || (took.get(a.id) ?? 0) - (took.get(b.id) ?? 0);

  const runAll = async (chosen) => {
    for (const { id, run } of chosen) {
      try {
        await run();
      } catch (error) {
        return { id, message: String(error?.message ?? error).slice(0, 200) };
      }
    }
    return undefined;
  };

  return {
    capabilities: () => ({ reloadEnvironment: false }),
    async init() {
      const registry = pathToFileURL(path.resolve('tests/mutation/registry.js')).href;
      await loadTests(path.resolve('.build', `mutants-${process.pid}`), registry);
      ({ tests } = await import(registry));
    },
    async dryRun() {
      const results = [];
      for (const test of tests) {
        space().currentTestId = test.id;
        const begin = performance.now();
        const failed = await runAll([test]);
        const timeSpentMs = performance.now() - begin;
        took.set(test.id, timeSpentMs);
        const head = { id: test.id, name: test.name, timeSpentMs };
        results.push(failed ? { ...head, status: 1, failureMessage: failed.message } : { ...head, status: 0 });
      }
      space().currentTestId = undefined;
      return { status: 'complete', tests: results, mutantCoverage: space().mutantCoverage };
    },
    async mutantRun({ activeMutant, testFilter, hitLimit }) {
      const chosen = testFilter ? tests.filter(({ id }) => testFilter.includes(id)) : tests;
      Object.assign(space(), {
        activeMutant: activeMutant.id,
        hitLimit,
        hitCount: hitLimit === undefined ? undefined : 0,
      });
      const failed = await runAll([...chosen].sort(promising));
      turn += 1;
      if (failed) noticed.set(failed.id, turn);
      const { hitCount } = space();
      Object.assign(space(), { activeMutant: undefined, hitLimit: undefined, hitCount: undefined });
      if (hitLimit !== undefined && hitCount > hitLimit) return { status: 'timeout', reason: 'hit limit' };
      if (!failed) return { status: 'survived', nrOfTests: chosen.length };
      return { status: 'killed', killedBy: [failed.id], failureMessage: failed.message, nrOfTests: chosen.length };
    },
  };
}

/** What the mutation tester asks this file for. */
export const strykerPlugins = [declareFactoryPlugin(PluginKind.TestRunner, 'in-process', createRunner)];
