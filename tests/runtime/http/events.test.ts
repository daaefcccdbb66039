import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { JsonObject } from '../../../engine/index.js';
import type { Store } from '../../../runtime/seams/store.js';
import { STORES, type StorePlace } from '../../kit/stores.js';
import { readEvents, type EventReader, type HeardEvent } from '../kit/event-reader.js';
import { smallOffice, TOO_MUCH, type SmallOffice } from '../kit/small-office.js';
import type { Browser } from '../kit/web-office.js';

const embedded = STORES.find(({ name }) => name === 'embedded');
let place: StorePlace;
let here: SmallOffice;
let there: SmallOffice;
const readers: EventReader[] = [];

beforeAll(async () => {
  if (embedded === undefined) throw new Error('no embedded store');
  place = await embedded.create();
  const key = new Uint8Array(randomBytes(32));
  here = await smallOffice(await place.open(), key);
  there = await smallOffice(await place.open(), key);
}, 90_000);
afterAll(async () => {
  for (const reader of readers) reader.close();
  await Promise.all([here.close(), there.close()]);
  await place.dispose();
});

/** Opens a stream at one of the offices; both know every session, which stands in the store. */
async function listen(office: SmallOffice, browser: Browser, lastEventId?: string): Promise<EventReader> {
  const reader = await readEvents(office.base, browser.cookie(), lastEventId);
  readers.push(reader);
  return reader;
}

const caseOf = ({ data }: HeardEvent): unknown => (data as JsonObject)['caseId'];
const about = (reader: EventReader, type: string, caseId: string): readonly HeardEvent[] =>
  reader.heard.filter((event) => event.type === type && caseOf(event) === caseId);

describe('events for open pages', () => {
  it('need a session, and go out as they come', async () => {
    expect((await here.anonymous().get('/api/events')).status).toBe(401);
    const reader = await listen(here, here.resident);
    expect(reader.status).toBe(200);
    expect(reader.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(reader.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(reader.headers.get('content-encoding')).toBeNull();
    reader.close();
  });

  it('reach the people whom a change concerns, at every process, with nothing but ids', async () => {
    const window = await there.as('window');
    const listening = [
      await listen(there, window),
      await listen(there, here.resident),
      await listen(there, here.admin),
    ];
    const [clerk, applicant, admin] = listening as [EventReader, EventReader, EventReader];
    const stranger = await listen(there, await there.as('owner'));
    const caseId = await here.begin(3);
    await clerk.until(() => about(clerk, 'worklist', caseId).length > 0);
    await applicant.until(() => about(applicant, 'case', caseId).length > 0);
    const stopped = await here.begin(TOO_MUCH);
    await admin.until(() => about(admin, 'incident', stopped).length > 0);
    expect(about(applicant, 'worklist', caseId)).toEqual([]);
    expect(admin.heard.filter(({ type }) => type === 'case' || type === 'worklist')).toEqual([]);
    expect(stranger.heard).toEqual([]);
    for (const { data } of listening.flatMap(({ heard }) => heard))
      expect(
        Object.keys(data as JsonObject).filter((key) => !['caseId', 'instanceId', 'batchId'].includes(key)),
      ).toEqual([]);
    const batch = { kind: 'retry', selection: { ids: [`${stopped}:i1`] } };
    const { batchId } = (await here.admin.post('/api/batches', batch)).body as { batchId: string };
    await admin.until((heard) => heard.some(({ data }) => (data as JsonObject)['batchId'] === batchId));
  }, 30_000);

  it('go on behind the last one that was heard, at another process, without loss and without doubling', async () => {
    const first = await listen(here, here.resident);
    const begun = [await here.begin(3)];
    const heard = (reader: EventReader): readonly string[] =>
      reader.heard.map((event) => `${event.type} ${String(caseOf(event))}`);
    await first.until(() => begun.every((id) => about(first, 'case', id).length > 0));
    const [mark, before] = [first.lastEventId(), heard(first)];
    first.close();
    const [one, two] = [await here.begin(3), await there.begin(3)];
    const second = await listen(there, here.resident, mark);
    const three = await here.begin(3);
    await second.until(() => [one, two, three].every((id) => about(second, 'case', id).length > 0));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const all = [...before, ...heard(second)].filter((line) => line.startsWith('case'));
    const rows = await here.office.store.find<{ _id: string; caseId?: string }>({ name: 'feed' }, { limit: 1000 });
    const written = rows.records.filter(({ caseId = '' }) => [...begun, one, two, three].includes(caseId));
    expect(all.length).toBe(written.length);
    expect(second.heard.filter(({ type }) => type === 'reset')).toEqual([]);
  }, 30_000);

  it('tell who was away too long, or sends what is no id, to look at everything anew', async () => {
    const reader = await listen(here, here.resident, 'whatever');
    await reader.until((heard) => heard.some(({ type }) => type === 'reset'));
    const mark = reader.lastEventId();
    reader.close();
    here.clock.advance(56 * 60_000);
    // The session of the resident has run out meanwhile: somebody signs in anew.
    const fresh = await here.as('resident');
    const late = await listen(here, fresh, mark);
    await late.until((heard) => heard.some(({ type }) => type === 'reset'));
  }, 30_000);

  it('end with the session, and are bounded for each person', async () => {
    const browser = await here.as('owner');
    const opened: EventReader[] = [];
    for (let index = 0; index < 8; index += 1) opened.push(await listen(here, browser));
    expect(opened.map(({ status }) => status)).toEqual(opened.map(() => 200));
    expect((await listen(here, browser)).status).toBe(429);
    await browser.delete('/api/session');
    here.clock.advance(5_000);
    await Promise.all(opened.map(({ ended }) => ended));
    expect((await listen(here, await here.as('owner'))).status).toBe(200);
  }, 30_000);

  it('do not keep a session alive', async () => {
    const browser = await here.as('owner');
    const store: Store = here.office.store;
    const seen = async (): Promise<unknown> => {
      const { records } = await store.find<{ _id: string; seenAt: number }>(
        { name: 'sessions' },
        { where: { userId: 'u-owner-wang' }, sort: [{ field: 'createdAt', descending: true }], limit: 1 },
      );
      return records[0]?.seenAt;
    };
    const before = await seen();
    here.clock.advance(3 * 60_000);
    await listen(here, browser);
    expect(await seen()).toBe(before);
  });
});
