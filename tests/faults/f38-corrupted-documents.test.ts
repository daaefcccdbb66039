import { afterEach, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../engine/index.js';
import type { StoreTransfer } from '../../runtime/seams/store-transfer.js';
import type { Store, StoreRecord } from '../../runtime/seams/store.js';
import { INCIDENTS, WORKLIST, type CollectionName } from '../../runtime/store/collections.js';
import { createSealedNames } from '../../runtime/use-cases/sealed-names.js';
import { verifyStore } from '../../runtime/verify/verify-store.js';
import { SEED } from '../kit/fast-check.js';
import { DEEP, recordFigure } from '../kit/figures.js';
import { message, processOf, timer } from '../kit/process-builder.js';
import { generator } from '../kit/random-run.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { CLERK, commanding, SEALING, starting, worldOn, type World } from '../runtime/kit/host-world.js';
import { realEngine } from '../runtime/kit/real-engine.js';
import { flipBit, loseMember } from './kit/corrupt.js';

const ROUNDS = DEEP ? 40 : 3;

const PLAN = processOf('waiting')
  .start('s')
  .and('open')
  .user('task')
  .service('work')
  .catch('later', timer('duration', 'PT1H'))
  .catch('news', message('news', '"k"'))
  .call('sub', 'called')
  .and('close')
  .end('e')
  .row('s', 'open', 'task', 'close', 'e')
  .row('open', 'work', 'close')
  .row('open', 'later', 'close')
  .row('open', 'news', 'close')
  .row('open', 'sub', 'close')
  .plan();
const CALLED = processOf('called').start('s').user('u').end('e').row('s', 'u', 'e').plan();

/** What of a row repeats its instance, or could not be missed: members that are its own (due times, counters of tries) tell nothing. */
const REPEATED: Readonly<Partial<Record<CollectionName, readonly string[]>>> = {
  worklist: [
    'instanceId',
    'rootId',
    'workItemId',
    'elementId',
    'path',
    'name',
    'state',
    'candidateGroups',
    'createdAt',
    'caseStatus',
    'caseNumber',
    'orgPath',
    'applicantId',
  ],
  jobs: ['instanceId', 'rootId', 'jobId', 'elementId', 'type', 'kind', 'headers', 'variables'],
  subscriptions: ['instanceId', 'rootId', 'subscriptionId', 'messageName', 'correlationKey'],
  cases: [
    'caseNumber',
    'applicantId',
    'orgPath',
    'processId',
    'caseStatus',
    'instanceStatus',
    'submittedAt',
    'searchText',
  ],
};

type Damage = (record: JsonObject, random: () => number) => JsonObject;
const KINDS: readonly { readonly collection: CollectionName; readonly name: string; readonly damage: Damage }[] = [
  ...(['instances', 'history'] as const).flatMap((collection) => [
    { collection, name: 'bit', damage: flipBit },
    { collection, name: 'bit', damage: flipBit },
    { collection, name: 'bit', damage: flipBit },
    { collection, name: 'member', damage: loseMember },
  ]),
  ...(['worklist', 'jobs', 'subscriptions', 'cases'] as const).flatMap((collection) => [
    {
      collection,
      name: 'bit',
      damage: (record: JsonObject, random: () => number) => flipBit(record, random, REPEATED[collection]),
    },
    {
      collection,
      name: 'member',
      damage: (record: JsonObject, random: () => number) => loseMember(record, random, REPEATED[collection]),
    },
  ]),
];

let place: StorePlace | undefined;
afterEach(async () => {
  await place?.dispose();
  place = undefined;
});

const engine = realEngine(PLAN, CALLED);
const check = (store: Store, world: World) =>
  verifyStore({
    store,
    sealing: SEALING,
    packages: engine.packages,
    names: createSealedNames(engine.packages),
    now: world.clock.now,
    settled: true,
  });

const rawOf = async (
  store: StoreTransfer,
  collection: CollectionName,
  instanceId: string,
): Promise<readonly StoreRecord[]> => {
  const found: StoreRecord[] = [];
  let after: string | undefined;
  do {
    const page = await store.readRaw(collection, after, 1000);
    for (const { _id, record } of page.entries)
      if (record !== undefined && (_id === instanceId || _id.startsWith(`${instanceId}:`))) found.push(record);
    after = page.nextAfter;
  } while (after !== undefined);
  return found;
};

describe.each(STORES)('damaged records in the $name store', (kind) => {
  it('are all found, each stops its own instance and nobody else', async () => {
    place = await kind.create();
    const store = await place.open();
    const world = worldOn(store, engine);
    const random = generator(SEED);
    const start = async (instanceId: string): Promise<void> => {
      const variables = {
        case: {
          number: `JY-${instanceId}`,
          applicantId: 'u1',
          applicantName: '王小满',
          orgPath: '/370303/tyc',
          queryCode: 'ABC234',
        },
      };
      const begun = await world.host.commands.start({ ...starting(instanceId, {}), processId: 'waiting', variables });
      expect(begun.ok).toBe(true);
    };
    const damaged: {
      readonly instanceId: string;
      readonly what: string;
      readonly collection: CollectionName;
      readonly torn: boolean;
    }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [at, { collection, name, damage }] of KINDS.entries()) {
        const instanceId = `i${String(round)}x${String(at)}`;
        await start(instanceId);
        const records = await rawOf(store, collection, instanceId);
        const record = records[Math.floor(random() * records.length)];
        if (record === undefined) throw new Error(`no ${collection} of ${instanceId}`);
        const made = damage(record as unknown as JsonObject, random) as unknown as StoreRecord & {
          readonly srcSeq?: number;
        };
        await store.writeRaw(collection, [{ _id: made._id, srcSeq: made.srcSeq ?? null, record: made }]);
        damaged.push({
          instanceId,
          collection,
          torn: collection === 'instances' && 'sum' in made,
          what: `${name} of ${made._id}: ${JSON.stringify(record)} -> ${JSON.stringify(made)}`,
        });
      }
    }
    for (const [name, collection] of [['row lost', WORKLIST]] as const) {
      await start(`lost-${name.length}`);
      const [row] = await rawOf(store, collection.name as CollectionName, `lost-${name.length}`);
      if (row !== undefined) await store.remove(collection, row._id);
      damaged.push({ instanceId: `lost-${name.length}`, collection: 'worklist', torn: false, what: name });
    }
    await start('whole');

    const { findings } = await check(store, world);
    const found = new Set(findings.flatMap(({ instanceId, id }) => [instanceId ?? '', id.split(':')[0] ?? '']));
    expect(damaged.filter(({ instanceId }) => !found.has(instanceId))).toEqual([]);
    expect(findings.filter(({ instanceId, id }) => instanceId === 'whole' || id.startsWith('whole'))).toEqual([]);

    // Another process, without a memory of them. What lost its checksum alone is whole, and goes on.
    const later = world.another();
    let stopped = 0;
    for (const { instanceId } of damaged.filter(({ torn }) => torn)) {
      const claim = commanding(instanceId, `c-${instanceId}`, { type: 'suspendInstance', reason: 'x' });
      await expect(later.commands.run(claim)).rejects.toMatchObject({ code: 'INSTANCE_QUARANTINED' });
      expect(await store.get(INCIDENTS, `${instanceId}:broken`)).toMatchObject({ instanceId });
      stopped += 1;
    }
    world.clock.advance(2 * 3_600_000);
    await later.relay.relayPending();
    await later.worker.tick();
    const whole = await later.commands.load('whole');
    expect(Object.keys(whole?.state.timers ?? {})).toEqual([]);
    const item = Object.keys(whole?.state.workItems ?? {})[0] ?? '';
    const claimed = await later.commands.run({
      ...commanding('whole', 'c1', { type: 'claimWorkItem', workItemId: item }),
      actor: CLERK,
    });
    expect(claimed.ok).toBe(true);
    recordFigure(
      `F38.${kind.name}`,
      `${String(damaged.length)} of ${String(damaged.length)} damaged records found; ${String(stopped)} damaged instances stand still with an incident, the others go on`,
      import.meta,
    );
    await store.close();
  }, 120_000);
});
