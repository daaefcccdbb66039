import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from '@jest/globals';
import type { SignedIn } from '../../../runtime/access/signed-in.js';
import { createFeedHub } from '../../../runtime/events/feed-hub.js';
import { createFeedStamps } from '../../../runtime/events/feed-stamps.js';
import { createEventStreams } from '../../../runtime/http/event-streams.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { manualClock } from '../kit/manual-clock.js';

const USER: SignedIn = { userId: 'u', login: 'u', name: 'u', roles: ['sysadmin'], orgPath: '/a', communities: [] };
const LOG = { info: () => undefined, warn: () => undefined, error: () => undefined };

/** A response whose reader takes nothing any more when `stuck` is set. */
function response() {
  const text: string[] = [];
  const one = Object.assign(new EventEmitter(), {
    stuck: false,
    destroyed: false,
    writableLength: 0,
    writeHead: () => one,
    flushHeaders: () => undefined,
    write: (part: string) => {
      text.push(part);
      if (one.stuck) one.writableLength += part.length;
      return !one.stuck;
    },
    destroy: () => {
      one.destroyed = true;
      one.emit('close');
    },
    end: () => one.emit('close'),
    text,
  });
  return one;
}

describe('a stream of events', () => {
  it('is cut off when its reader takes nothing, and the others go on', async () => {
    const clock = manualClock(Date.parse('2026-03-02T10:00:00+08:00'));
    const store = createMemoryStore();
    const feed = createFeedHub({ store, clock, log: LOG, stamps: createFeedStamps({ writer: 'w1', clock }) });
    await feed.join();
    const limits = { waitingBytes: 2_000, heartbeatMs: 60_000 };
    const streams = createEventStreams({ feed, clock, log: LOG, findSession: async () => USER, limits });
    const [slow, quick] = [response(), response()];
    const request = { user: USER, sessionToken: 't', lastEventId: null };
    await streams.open(slow as unknown as ServerResponse, request);
    await streams.open(quick as unknown as ServerResponse, request);
    expect(streams.count()).toBe(2);
    slow.stuck = true;
    for (let index = 0; index < 60; index += 1) {
      await feed.tell({
        _id: `b${String(index)}`,
        kinds: ['batch'],
        subject: `b${String(index)}`,
        users: [],
        groups: [],
      });
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    for (let waited = 0; waited < 200 && !quick.text.join('').includes('"b59"'); waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 5));
    expect(slow.destroyed).toBe(true);
    expect([streams.count(), streams.dropped()]).toEqual([1, 1]);
    const told = quick.text.join('');
    for (let index = 0; index < 60; index += 1) expect(told.split(`"b${String(index)}"`)).toHaveLength(2);
    streams.close();
    expect(streams.count()).toBe(0);
    await feed.stop();
    await store.close();
  });
});
