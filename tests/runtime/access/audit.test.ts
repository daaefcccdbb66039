import { describe, expect, it } from '@jest/globals';
import { AUDIT } from '../../../runtime/access/access-records.js';
import { createAudit } from '../../../runtime/access/audit.js';
import { createMemoryStore } from '../../../runtime/store/memory/memory-store.js';
import { manualClock } from '../kit/manual-clock.js';

async function written(count: number) {
  const store = createMemoryStore();
  const audit = createAudit({ store, clock: manualClock(1_000) });
  await Promise.all(
    Array.from({ length: count }, (_, index) =>
      audit.write({ actorId: 'u-1', action: 'field.revealed', caseId: 'c', facts: { pointer: `/f${index}` } }),
    ),
  );
  return { store, audit };
}

describe('the audit chain', () => {
  it('numbers entries without a gap, also those written at once', async () => {
    const { audit } = await written(20);
    expect(await audit.verify()).toEqual({ ok: true, entries: 20 });
  });

  it('takes entries of two processes without losing one', async () => {
    const { store, audit } = await written(3);
    const other = createAudit({ store, clock: manualClock(2_000) });
    const entry = { actorId: 'u-2', action: 'archive.read', facts: {} };
    await Promise.all([audit.write(entry), other.write(entry), audit.write(entry), other.write(entry)]);
    expect(await other.verify()).toEqual({ ok: true, entries: 7 });
  });

  it('names the entry that was changed', async () => {
    const { store, audit } = await written(5);
    const third = await store.get(AUDIT, 'a000000000003');
    if (third !== undefined) await store.compareAndSet(AUDIT, { _id: third._id }, { ...third, facts: {} });
    expect(await audit.verify()).toEqual({ ok: false, firstBad: 'a000000000003' });
  });

  it('names the entry after one that was taken out', async () => {
    const { store, audit } = await written(5);
    await store.remove(AUDIT, 'a000000000002');
    expect(await audit.verify()).toEqual({ ok: false, firstBad: 'a000000000003' });
  });
});
