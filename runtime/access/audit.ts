import { createHash } from 'node:crypto';
import type { JsonObject } from '../../engine/index.js';
import { canonicalJson } from '../documents/canonical-json.js';
import type { Clock } from '../seams/clock.js';
import { PlatformError } from '../seams/platform-error.js';
import type { Store } from '../seams/store.js';
import { AUDIT, type AuditRecord } from './access-records.js';

/** What is written down. `action` is a stable key such as `field.revealed`; `facts` hold ids, pointers and reasons, never the value seen. */
export interface AuditEntry {
  readonly actorId: string;
  readonly action: string;
  readonly caseId?: string;
  readonly facts: JsonObject;
}

/** The append-only log of who saw or did what. Each entry's hash covers the one before it, so a change, a gap or a swap shows. */
export interface Audit {
  write(entry: AuditEntry): Promise<void>;
  /** Walks the chain; names the first entry that does not fit. */
  verify(): Promise<
    { readonly ok: true; readonly entries: number } | { readonly ok: false; readonly firstBad: string }
  >;
}

const START = '0'.repeat(64);
const idOf = (sequence: number): string => `a${String(sequence).padStart(12, '0')}`;

/** Makes the audit log over the store. Entries of one process queue up; a race between processes is decided by the entry's id. */
export function createAudit({ store, clock }: { readonly store: Store; readonly clock: Clock }): Audit {
  let queue: Promise<void> = Promise.resolve();

  const append = async (entry: AuditEntry): Promise<void> => {
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const last = (await store.find(AUDIT, { sort: [{ field: '_id', descending: true }], limit: 1 })).records[0];
      const body = {
        _id: idOf(last === undefined ? 1 : Number(last._id.slice(1)) + 1),
        at: clock.now(),
        ...entry,
        previous: last?.hash ?? START,
      };
      if (await store.insert(AUDIT, { ...body, hash: hashOf(body) })) return;
    }
    throw new PlatformError('STORE_UNAVAILABLE', 'audit entry could not be appended');
  };

  return {
    write: (entry) => {
      const done = queue.then(() => append(entry));
      queue = done.catch(() => undefined);
      return done;
    },
    verify: async () => {
      let previous = START;
      let entries = 0;
      let cursor: string | undefined;
      do {
        const page = await store.find(AUDIT, {
          sort: [{ field: '_id' }],
          limit: 500,
          ...(cursor === undefined ? {} : { cursor }),
        });
        for (const record of page.records) {
          const { hash, ...body } = record;
          const fits = record._id === idOf(entries + 1) && record.previous === previous && hash === hashOf(body);
          if (!fits) return { ok: false, firstBad: record._id };
          previous = hash;
          entries += 1;
        }
        cursor = page.nextCursor;
      } while (cursor !== undefined);
      return { ok: true, entries };
    },
  };
}

function hashOf(body: Omit<AuditRecord, 'hash'>): string {
  return createHash('sha256')
    .update(canonicalJson({ ...body }))
    .digest('hex');
}
