import { createHash } from 'node:crypto';
import type { Clock } from '../seams/clock.js';
import type { IdSource } from '../seams/id-source.js';
import type { Store } from '../seams/store.js';
import { SESSIONS } from './access-records.js';
import type { People } from './people.js';
import { CASE_STAFF } from './roles.js';
import type { SignedIn } from './signed-in.js';

const MINUTE = 60_000;
const IDLE_STAFF = 15 * MINUTE;
const IDLE = 30 * MINUTE;
const ABSOLUTE = 12 * 60 * MINUTE;
/** A read moves `seenAt` at most this often, so that reading does not write each time. */
const TOUCH = MINUTE;

/** Server-side sessions: opaque 256-bit ids, kept as hashes, ended by 15 (staff) or 30 idle minutes or 12 hours. */
export interface Sessions {
  /** Opens a session and gives the cookie's id. A former id of the same browser is ended (rotation). */
  open(userId: string, former: string | null): Promise<string>;
  /** The person behind an id, or null. Moves the idle time unless `passive`: a page that polls by itself keeps nobody signed in. */
  find(token: string, passive?: boolean): Promise<SignedIn | null>;
  close(token: string): Promise<void>;
  /** Ends all sessions of a person but one (`except`: its id); gives how many. */
  closeAll(userId: string, except?: string): Promise<number>;
}

const keyOf = (token: string): string => createHash('sha256').update(token).digest('hex');

/** Makes sessions over the store. */
export function createSessions(parts: {
  readonly store: Store;
  readonly clock: Clock;
  readonly ids: IdSource;
  readonly people: People;
}): Sessions {
  const { store, clock, ids, people } = parts;
  return {
    open: async (userId, former) => {
      if (former !== null) await store.remove(SESSIONS, keyOf(former));
      const token = ids.token(32);
      const now = clock.now();
      await store.insert(SESSIONS, {
        _id: keyOf(token),
        userId,
        createdAt: now,
        seenAt: now,
        expiresAt: now + ABSOLUTE,
      });
      return token;
    },
    find: async (token, passive = false) => {
      const record = await store.get(SESSIONS, keyOf(token));
      if (record === undefined) return null;
      const now = clock.now();
      const user = await people.byId(record.userId);
      const idle = user?.roles.some((role) => CASE_STAFF.some((staff) => staff === role)) === true ? IDLE_STAFF : IDLE;
      if (user === undefined || now >= record.expiresAt || now - record.seenAt >= idle) {
        await store.remove(SESSIONS, record._id);
        return null;
      }
      if (!passive && now - record.seenAt >= TOUCH) {
        await store.compareAndSet(SESSIONS, { seenAt: record.seenAt }, { ...record, seenAt: now });
      }
      return user;
    },
    close: async (token) => {
      await store.remove(SESSIONS, keyOf(token));
    },
    closeAll: async (userId, except) => {
      const kept = except === undefined ? undefined : keyOf(except);
      let count = 0;
      for (;;) {
        const { records } = await store.find(SESSIONS, { where: { userId }, limit: 100 });
        const ending = records.filter(({ _id }) => _id !== kept);
        for (const { _id } of ending) if (await store.remove(SESSIONS, _id)) count += 1;
        if (ending.length === 0 || records.length < 100) return count;
      }
    },
  };
}
