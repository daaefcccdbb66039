import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { CalendarData, JsonObject } from '../../engine/index.js';
import { CALENDAR_WALKS, createOfficeCalendar, type OfficeCalendar } from '../../runtime/calendar/office-calendar.js';
import type { Store } from '../../runtime/seams/store.js';
import { JOBS } from '../../runtime/store/collections.js';
import { STORES, type StorePlace } from '../kit/stores.js';
import { limit, PLAIN_CALENDAR, processOf, timer, value } from '../kit/process-builder.js';
import { CLERK } from './kit/host-world.js';
import { startingWorldIn, type StartingWorld } from './kit/starting-world.js';
import { webOffice, type WebOffice } from './kit/web-office.js';

// 2026-03-02 is a Monday; Saturday the 7th is made a working day.
const MAKEUP: CalendarData = {
  ...PLAIN_CALENDAR,
  years: [
    {
      year: 2026,
      offDays: [],
      makeupDays: [{ date: '2026-03-07', for: '测试' }],
      source: 'test',
      publishedAt: '2026-03-03',
    },
  ],
};
const shanghai = (text: string): number => Date.parse(`${text}+08:00`);
const plan = processOf('p')
  .start('start')
  .user('ask', { limits: [limit('ask', { promised: value('5') })] })
  .boundary('late', 'ask', timer('duration', '=5', { unit: 'wd' }), false)
  .end('end')
  .end('e1')
  .row('start', 'ask', 'end')
  .row('late', 'e1')
  .plan();
const plain = processOf('q').start('start').user('ask').end('end').row('start', 'ask', 'end').plan();

for (const kind of STORES) {
  describe(`a change of the calendar on ${kind.name}`, () => {
    let place: StorePlace;
    let store: Store;
    let world: StartingWorld;
    let calendars: OfficeCalendar;
    const office = { calendar: PLAIN_CALENDAR };
    beforeEach(async () => {
      place = await kind.create();
      store = await place.open();
      office.calendar = PLAIN_CALENDAR;
      world = await startingWorldIn(office, store, plan, plain);
      calendars = createOfficeCalendar({ store, clock: world.clock });
      await calendars.take({ data: PLAIN_CALENDAR, by: 'test', note: 'first' });
    });
    afterEach(async () => {
      await world.host.stop();
      await store.close();
      await place.dispose();
    });
    const begin = async (instanceId: string, processId: string): Promise<void> => {
      const head = { instanceId, commandId: instanceId, actor: CLERK, packageHash: 'fake-hash', rootId: instanceId };
      await world.host.commands.start({ ...head, processId, variables: {}, config: {} });
    };
    const dueOf = async (instanceId: string): Promise<number | undefined> =>
      (await store.find(JOBS, { where: { instanceId, elementId: 'late' } })).records[0]?.dueAt;
    const change = async (): Promise<void> => {
      office.calendar = MAKEUP;
      expect(await calendars.take({ data: MAKEUP, by: 'test', note: 'make-up day' })).toBe(true);
      world.clock.advance(3_000);
    };

    test('moves timers and limits of open instances, once, and leaves the others alone', async () => {
      for (let i = 0; i < 5; i += 1) await begin(`i${String(i)}`, 'p');
      await begin('other', 'q');
      expect(await dueOf('i0')).toBe(shanghai('2026-03-09T17:00:00'));
      const before = (await world.host.commands.load('other'))?.state.revision;
      await change();
      const second = world.another();
      const [one, two] = await Promise.all([world.host.calendarWalker.tick(), second.calendarWalker.tick()]);
      expect(one + two).toBe(5);
      for (let i = 0; i < 5; i += 1) {
        expect(await dueOf(`i${String(i)}`)).toBe(shanghai('2026-03-07T17:00:00'));
        const state = (await world.host.commands.load(`i${String(i)}`))?.state;
        expect(Object.values(state?.limits ?? {})).toMatchObject([{ promisedDueAt: shanghai('2026-03-07T17:00:00') }]);
      }
      expect((await world.host.commands.load('other'))?.state.revision).toBe(before);
      expect((await store.find(CALENDAR_WALKS)).records).toMatchObject([{ seen: 6, moved: 5, state: 'dead' }]);
      expect(await world.host.calendarWalker.tick()).toBe(0);
      expect(await calendars.take({ data: MAKEUP, by: 'test', note: 'again' })).toBe(false);
      await second.stop();
    });

    test('is taken over where a crash cut it off', async () => {
      for (let i = 0; i < 3; i += 1) await begin(`i${String(i)}`, 'p');
      await change();
      await world
        .another({ crashAt: 'commit:before', nth: 2 })
        .calendarWalker.tick()
        .catch(() => 0);
      world.clock.advance(31_000);
      await world.host.calendarWalker.tick();
      for (let i = 0; i < 3; i += 1) expect(await dueOf(`i${String(i)}`)).toBe(shanghai('2026-03-07T17:00:00'));
      expect((await store.find(CALENDAR_WALKS)).records).toMatchObject([{ state: 'dead' }]);
    });

    test('reaches an instance at rest when it goes on', async () => {
      await begin('i', 'p');
      const send = (type: 'suspendInstance' | 'resumeInstance') =>
        world.host.commands.run({
          instanceId: 'i',
          commandId: type,
          actor: { ...CLERK, roles: ['supervisor', 'sysadmin'] },
          decide: () => ({ type, reason: 'test' }),
        });
      expect((await send('suspendInstance')).ok).toBe(true);
      await change();
      await world.host.calendarWalker.tick();
      expect(await dueOf('i')).not.toBe(shanghai('2026-03-07T17:00:00'));
      expect((await send('resumeInstance')).ok).toBe(true);
      await world.host.relay.relayPending();
      expect(await dueOf('i')).toBe(shanghai('2026-03-07T17:00:00'));
    });
  });
}

describe('the calendar over HTTP', () => {
  let web: WebOffice;
  beforeAll(async () => {
    web = await webOffice(undefined, undefined, undefined, { shipped: ['common'] });
  }, 60_000);
  afterAll(() => web.close());

  test('is read by all who are signed in and changed by administrators', async () => {
    const clerk = await web.as('window');
    const before = (await clerk.get('/api/calendar')).body as { calendar: JsonObject; taken: readonly JsonObject[] };
    expect(before.taken).toMatchObject([{ revision: 1 }]);
    const years = before.calendar['years'] as readonly JsonObject[];
    const year = years.find((one) => one['year'] === 2026);
    const calendar = {
      ...before.calendar,
      years: years.map((one) =>
        one === year
          ? {
              ...one,
              makeupDays: [...(one['makeupDays'] as readonly JsonObject[]), { date: '2026-03-07', for: '测试' }],
            }
          : one,
      ),
    };
    expect((await clerk.put('/api/calendar', { calendar, note: 'x' })).status).toBe(403);
    const admin = await web.as('admin');
    const wrong = { ...calendar, years: [{ ...year, makeupDays: [{ date: '2026-02-30', for: 'x' }] }] };
    expect((await admin.put('/api/calendar', { calendar: wrong, note: 'x' })).status).toBe(400);
    expect((await admin.put('/api/calendar', { calendar, note: '调休' })).body).toEqual({ changed: true });
    expect((await admin.put('/api/calendar', { calendar, note: '调休' })).body).toEqual({ changed: false });
    web.clock.advance(3_000);
    await web.host.calendarWalker.tick();
    const after = (await clerk.get('/api/calendar')).body as { taken: readonly JsonObject[] };
    expect(after.taken).toMatchObject([{ revision: 2, note: '调休', walk: { isOver: true } }, { revision: 1 }]);
  });
});
