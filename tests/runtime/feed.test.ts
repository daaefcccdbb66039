import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createFeedHub, type FeedHub } from '../../runtime/events/feed-hub.js';
import { decodePosition, encodePosition, type FeedPosition } from '../../runtime/events/feed-position.js';
import { FEED, FEED_WRITERS } from '../../runtime/events/feed-records.js';
import { createFeedStamps, type FeedStamps } from '../../runtime/events/feed-stamps.js';
import { KEPT_MS, sweepFeed } from '../../runtime/events/sweep-feed.js';
import type { Store } from '../../runtime/seams/store.js';
import { inserting } from '../../runtime/store/writes.js';
import { fc, SEED } from '../kit/fast-check.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { manualClock, type ManualClock } from './kit/manual-clock.js';

const START = Date.parse('2026-03-02T10:00:00+08:00');
const SILENT_LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

interface Office {
  readonly clock: ManualClock;
  readonly store: Store;
  readonly stamps: FeedStamps;
  readonly hub: FeedHub;
}

let serial = 0;
async function office(place: StorePlace, skew: number): Promise<Office> {
  const clock = manualClock(START + skew);
  const store = await place.open();
  serial += 1;
  const stamps = createFeedStamps({ writer: `w${String(serial)}`, clock });
  const hub = createFeedHub({ store, clock, log: SILENT_LOG, stamps, pollMs: 1 });
  await hub.join();
  return { clock, store, stamps, hub };
}

const close = async ({ hub, store }: Office): Promise<void> => {
  await hub.stop();
  await store.close();
};

/** Writes a row whose commit takes `delay` ms from its stamp; `lost`: the commit fails, and the stamp is never used. */
async function write({ stamps, store, clock }: Office, id: string, delay: number, lost: boolean): Promise<void> {
  const stamp = stamps.stamp();
  await new Promise((resolve) => setTimeout(resolve, delay));
  if (!lost) {
    const row = { ...stamp, _id: id, at: clock.now(), kinds: ['case'] as const, users: [], groups: [] };
    await store.commit([inserting(FEED, row)]);
  }
  stamps.settled(stamp, true);
}

async function until(holds: () => boolean): Promise<void> {
  for (let waited = 0; waited < 2_000 && !holds(); waited += 5) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe.each(STORES.map((kind) => [kind.name, kind] as const))('the feed on %s', (_name, kind) => {
  let place: StorePlace;
  beforeAll(async () => {
    place = await kind.create();
  });
  afterAll(() => place.dispose());

  it('tells every row once to every process, also behind any place a reader may come back from', async () => {
    const turn = fc.record({
      by: fc.nat(1),
      delay: fc.nat(12),
      lost: fc.boolean(),
      // The clock of the process jumps by so much before the row.
      jump: fc.integer({ min: -300_000, max: 300_000 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(turn, { minLength: 1, maxLength: 25 }),
        fc.integer({ min: -300_000, max: 300_000 }),
        async (turns, skew) => {
          const offices = [await office(place, 0), await office(place, skew)] as const;
          const heard: string[][] = [[], []];
          const left: { readonly position: FeedPosition; readonly heard: readonly string[] }[][] = [[], []];
          const from = await Promise.all(
            offices.map(({ hub }, index) =>
              hub.listen((rows, position) => {
                heard[index]?.push(...rows.map(({ _id }) => _id));
                left[index]?.push({ position, heard: [...(heard[index] ?? [])] });
              }),
            ),
          );
          const written: string[] = [];
          const writes = turns.map(async ({ by, delay, lost, jump }, index) => {
            const one = offices[by] ?? offices[0];
            one.clock.set(one.clock.now() + jump);
            const id = `${one.stamps.writer}:${String(serial)}:${String(index)}`;
            if (!lost) written.push(id);
            await write(one, id, delay, lost);
          });
          await Promise.all(writes);
          await until(() => heard.every((ids) => ids.length >= written.length));
          for (const ids of heard) expect([...ids].sort()).toEqual([...written].sort());
          // Whoever left anywhere and comes back to either process hears exactly the rest.
          const [one, other] = offices;
          const last = left[1]?.at(-1)?.position ?? from[1]?.position ?? new Map();
          const begun = { position: from[0]?.position ?? new Map(), heard: [] };
          for (const place of [begun, ...(left[0] ?? [])]) {
            const known = decodePosition(encodePosition(place.position, START))?.position;
            const missed = await other.hub.missed(known ?? new Map(), last);
            const rest = missed === 'lost' ? ['lost'] : missed.map(({ _id }) => _id);
            expect([...place.heard, ...rest].sort()).toEqual([...written].sort());
          }
          await Promise.all([close(one), close(other)]);
        },
      ),
      { numRuns: kind.name === 'mongo' ? 2 : 10, seed: SEED },
    );
  }, 60_000);

  it('forgets rows after an hour, and processes after two', async () => {
    const one = await office(place, 0);
    await one.hub.tell({ _id: 'old', kinds: ['batch'], subject: 'b', users: [], groups: [] });
    one.clock.advance(KEPT_MS + 1);
    await one.hub.tell({ _id: 'young', kinds: ['batch'], subject: 'b', users: [], groups: [] });
    await sweepFeed({ ...one, writer: one.stamps.writer });
    expect(await one.store.get(FEED, 'old')).toBeUndefined();
    expect(await one.store.get(FEED, 'young')).toBeDefined();
    const other = await office(place, 4 * KEPT_MS);
    await sweepFeed({ ...other, writer: other.stamps.writer });
    expect(await one.store.get(FEED_WRITERS, one.stamps.writer)).toBeUndefined();
    expect(await one.store.get(FEED_WRITERS, other.stamps.writer)).toBeDefined();
    await Promise.all([close(one), close(other)]);
  });
});

describe('an event id', () => {
  it('is a position written down, and nothing else is read as one', () => {
    const position: FeedPosition = new Map([
      ['01ABC', { floor: START, seen: new Set([START, START + 7]) }],
      ['02DEF', { floor: 0, seen: new Set() }],
    ]);
    const text = encodePosition(position, START);
    expect(decodePosition(text)).toEqual({ at: START, position });
    for (const bad of ['', '~', 'x~w', '../..', '1~w.zz!', `1${'~w.1'.repeat(2_000)}`, '{"$gt":""}'])
      expect(decodePosition(bad)).toBeUndefined();
  });
});
