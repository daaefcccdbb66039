import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { InstanceState, ProcessPlan } from '../../engine/index.js';
import { SYSTEM } from '../../engine/index.js';
import { START_PLACES } from '../../runtime/starts/start-records.js';
import { HISTORY, INCIDENTS } from '../../runtime/store/collections.js';
import { historyRecords } from '../../runtime/store/history-records.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { INSTANCES } from '../../runtime/use-cases/instance-record.js';
import { recordFigure } from '../kit/figures.js';
import { message, processOf, signal, timer, type ProcessBuilder } from '../kit/process-builder.js';
import { commanding, starting, worldOn, type World } from '../runtime/kit/host-world.js';
import { HASH } from '../runtime/kit/fake-process.js';
import { realEngine } from '../runtime/kit/real-engine.js';

/** Smaller than in earnest, so that what runs from one command to the next is seen in the time of a test. */
const LIMITS = { stepsAnHour: 600, mostOfCase: 60 };
const MOST_TOKENS = 10_000;
/** 20,000 elements entered by flows, and the first one of each of the scopes. */
const MOST_STEPS = 20_000 + 2 * 1_000 + 100;
/** How long one model may hold everybody up: far beyond what it takes, so that only a model without an end fails. */
const HANG_MS = 30_000;

const circle = (one: ProcessBuilder): ProcessBuilder =>
  one.xor('turn').script('a', '1', 'r').row('s', 'turn', 'a', 'turn');

const split =
  (kind: 'and' | 'or') =>
  (one: ProcessBuilder): ProcessBuilder =>
    one[kind]('split')
      .xor('turn')
      .script('a', '1', 'r')
      .script('b', '1', 'r')
      .row('s', 'turn', 'split', 'a', 'turn')
      .row('split', 'b', 'turn');

const many = (cardinality: string) => ({ loop: { mode: 'parallel', cardinality } }) as const;

/** Models that would never end, or fill the house. */
const MODELS: Readonly<Record<string, (one: ProcessBuilder) => ProcessBuilder>> = {
  'a loop without a wait': circle,
  'a fork without a join in a loop': split('and'),
  'an inclusive fork in a loop': split('or'),
  'a process that calls itself': (one) =>
    one.call('again', 'a process that calls itself').end('e').row('s', 'again', 'e'),
  'a process that calls itself twice': (one) =>
    one
      .and('split')
      .call('left', 'a process that calls itself twice')
      .call('right', 'a process that calls itself twice')
      .end('e')
      .row('s', 'split', 'left', 'e')
      .row('split', 'right', 'e'),
  'a million instances': (one) => one.script('all', '1', 'r', many('1000000')).end('e').row('s', 'all', 'e'),
  'a thousand times a thousand instances': (one) =>
    one
      .sub('outer', (inner) => inner.start('i').user('each', many('1000')).end('o').row('i', 'each', 'o'), many('1000'))
      .end('e')
      .row('s', 'outer', 'e'),
  'a thousand loops without a wait': (one) =>
    one
      .sub(
        'each',
        (inner) => inner.start('i').xor('turn').script('a', '1', 'r').row('i', 'turn', 'a', 'turn'),
        many('1000'),
      )
      .end('e')
      .row('s', 'each', 'e'),
  'a signal that starts its own sender': (one) =>
    one.throw('ring', signal('alarm')).user('stay').end('e').row('s', 'ring', 'stay', 'e'),
  'a message to itself in a loop': (one) =>
    one
      .xor('turn')
      .throw('send', message('ball', '"k"'))
      .catch('take', message('ball', '"k"'))
      .row('s', 'turn', 'send', 'take', 'turn'),
  'a timer of no time in a loop': (one) =>
    one.xor('turn').catch('tick', timer('duration', 'PT0S')).row('s', 'turn', 'tick', 'turn'),
  'a job in a loop': (one) =>
    one
      .xor('turn')
      .service('act', { job: { jobType: { kind: 'constant', value: 'act' }, retries: 1, headers: {} } })
      .row('s', 'turn', 'act', 'turn'),
};

const plans: readonly ProcessPlan[] = [
  ...Object.entries(MODELS).map(([name, build]) => build(processOf(name).start('s')).plan()),
  processOf('neighbour').start('s').user('task').end('e').row('s', 'task', 'e').plan(),
];

describe('models that explode', () => {
  const store = createMemoryStore();
  let world: World;
  let slowest = 0;
  let turn = 0;
  beforeAll(async () => {
    world = worldOn(store, { ...realEngine(...plans), limits: LIMITS });
    world.handlers.set('act', async () => ({ kind: 'completed', variables: {} }));
    await store.insert(START_PLACES, {
      _id: 'alarm',
      kind: 'signal',
      name: 'alarm',
      packageKey: 'fake',
      packageHash: HASH,
      processId: 'a signal that starts its own sender',
      elementId: 's',
      oncePerKey: false,
    });
  });
  afterAll(() => world.host.stop());

  const statesOf = async (): Promise<readonly InstanceState[]> => {
    const states: InstanceState[] = [];
    for (let cursor: string | undefined, more = true; more; more = cursor !== undefined) {
      const page = await store.find(INSTANCES, { limit: 1000, ...(cursor === undefined ? {} : { cursor }) });
      for (const { _id } of page.records) {
        const loaded = await world.host.commands.load(_id);
        if (loaded !== undefined) states.push(loaded.state);
      }
      cursor = page.nextCursor;
    }
    return states;
  };

  /** A case of somebody else, from start to end, while the model does what it does. */
  const neighbour = async (): Promise<boolean> => {
    const id = `neighbour-${String((turn += 1))}`;
    const started = await world.host.commands.start({ ...starting(id, {}), processId: 'neighbour' });
    const [workItemId = ''] = Object.keys((await world.host.commands.load(id))?.state.workItems ?? {});
    for (const type of ['claimWorkItem', 'completeWorkItem'] as const)
      await world.host.commands.run(
        commanding(
          id,
          `${type}-${id}`,
          type === 'claimWorkItem' ? { type, workItemId } : { type, workItemId, variables: {} },
        ),
      );
    return started.ok && (await world.host.commands.load(id))?.state.status === 'completed';
  };

  test.each(Object.keys(MODELS))(
    '%s ends with an incident, and neighbours go on',
    async (name) => {
      const begun = performance.now();
      const model = (async () => {
        await world.host.commands.start({ ...starting(name, {}), actor: SYSTEM, processId: name });
        await world.host.worker.tick();
      })();
      const served = await Promise.all(Array.from({ length: 20 }, neighbour));
      await model;
      expect(served.filter(Boolean)).toHaveLength(20);
      // What goes on behind the answer comes to its end, too.
      for (let quiet = 0; quiet < 3;) {
        const before = await store.count(HISTORY);
        await new Promise((resolve) => setTimeout(resolve, 20));
        await world.host.worker.tick();
        quiet = (await store.count(HISTORY)) === before ? quiet + 1 : 0;
        expect(performance.now() - begun).toBeLessThan(HANG_MS);
      }
      const mine = (await statesOf()).filter((state) => state.processId === name);
      const codes = mine.flatMap((state) => Object.values(state.incidents).map(({ code }) => code));
      expect(codes.filter((code) => /^(LOOP_BUDGET|CALL_DEPTH|CHILD_FAILED)$/.test(code)).length).toBeGreaterThan(0);
      for (const state of mine) expect(Object.keys(state.tokens).length).toBeLessThanOrEqual(MOST_TOKENS);
      const rows = (await store.find(HISTORY, { where: { processId: name }, limit: 1000 })).records;
      const steps = new Map<string, number>();
      for (const fact of rows.flatMap(historyRecords))
        if (fact.type === 'elementEntered' || fact.type === 'elementPassed')
          steps.set(fact.commandId, (steps.get(fact.commandId) ?? 0) + 1);
      expect(Math.max(...steps.values())).toBeLessThanOrEqual(MOST_STEPS);
      expect(await store.count(INCIDENTS, { processId: name })).toBeGreaterThan(0);
      slowest = Math.max(slowest, performance.now() - begun);
    },
    120_000,
  );

  test('what was set', async () => {
    const states = await statesOf();
    const chain = states.filter(({ processId }) => processId === 'a signal that starts its own sender');
    expect(chain).toHaveLength(17);
    const doubled = states.filter(({ processId }) => processId === 'a process that calls itself twice');
    expect(doubled.length).toBeLessThan(2 * LIMITS.mostOfCase);
    for (const name of ['a message to itself in a loop', 'a timer of no time in a loop', 'a job in a loop'])
      expect(states.find(({ instanceId }) => instanceId === name)?.suspended).toMatchObject({ actorId: SYSTEM.userId });
    recordFigure(
      'F26',
      `${String(Object.keys(MODELS).length)} models: an incident each, at most 10,000 tokens, 240 cases of neighbours done; ` +
        `slowest model ${slowest.toFixed(0)} ms`,
      import.meta,
    );
  });
});
