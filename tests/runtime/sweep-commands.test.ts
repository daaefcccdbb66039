import { describe, expect, test } from '@jest/globals';
import { COMMANDS } from '../../runtime/store/collections.js';
import { createMemoryStore } from '../../runtime/store/memory/memory-store.js';
import { createCommandSweeper } from '../../runtime/use-cases/sweep-commands.js';
import { START } from './kit/host-world.js';
import { manualClock } from './kit/manual-clock.js';

const DAY = 86_400_000;

describe('answers kept for repetitions', () => {
  test('are forgotten after thirty days, looked for once an hour', async () => {
    const store = createMemoryStore();
    const clock = manualClock(START);
    const sweep = createCommandSweeper({ store, clock });
    await store.append(
      COMMANDS,
      Array.from({ length: 450 }, (_, i) => ({ _id: `old-${String(i)}`, at: START - 30 * DAY - 1 })),
    );
    await store.insert(COMMANDS, { _id: 'young', at: START - 29 * DAY });
    expect(await sweep()).toBe(450);
    await store.insert(COMMANDS, { _id: 'late', at: START - 31 * DAY });
    expect(await sweep()).toBe(0);
    clock.advance(DAY);
    expect(await sweep()).toBe(1);
    expect((await store.find(COMMANDS)).records.map((one) => one._id)).toEqual(['young']);
    clock.advance(DAY);
    expect(await sweep()).toBe(1);
  });
});
