import { describe, expect, test } from '@jest/globals';
import { SYSTEM_CLOCK } from '../../runtime/system/system-clock.js';
import { createIdSource } from '../../runtime/system/system-ids.js';
import { killFaults, NO_FAULTS, parseFault } from '../../runtime/system/kill-faults.js';

describe('ids', () => {
  const ids = createIdSource(SYSTEM_CLOCK);
  test('ULIDs grow and differ', () => {
    const made = Array.from({ length: 1000 }, () => ids.ulid());
    expect(new Set(made).size).toBe(1000);
    expect([...made].sort()).toEqual(made);
    expect(made[0]).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  });
  test('codes are easy to read and of the length asked for', () => {
    for (let i = 0; i < 50; i += 1) expect(ids.code(6)).toMatch(/^[2-9A-HJKMNP-Z]{6}$/);
  });
  test('tokens are URL-safe, fractions below one', () => {
    expect(ids.token(32)).toMatch(/^[\w-]{43}$/);
    expect(ids.fraction()).toBeLessThan(1);
  });
});

describe('faults', () => {
  test('reads a plan and refuses nonsense', () => {
    expect(parseFault('commit:after:3')).toEqual({ point: 'commit:after', nth: 3 });
    expect(parseFault('job:done@notice.send:1')).toEqual({ point: 'job:done', subject: 'notice.send', nth: 1 });
    for (const text of [
      '',
      'commit:after',
      'commit:after:0',
      'commit:after:x',
      'nowhere:1',
      'job:done@:1',
      'job:done@a@b:1',
    ])
      expect(parseFault(text)).toBeUndefined();
    NO_FAULTS.hit('commit:after', 'startInstance');
  });
  test('the process is killed at the planned hit of the point and not before', () => {
    const kills: unknown[] = [];
    const faults = killFaults({ point: 'commit:after', nth: 2 }, (signal) => kills.push(signal));
    faults.hit('commit:after', 'startInstance');
    faults.hit('relay:after', 'startInstance');
    expect(kills).toEqual([]);
    faults.hit('commit:after', 'startInstance');
    faults.hit('commit:after', 'startInstance');
    expect(kills).toEqual(['SIGKILL']);
  });
  test('a plan with a subject counts only hits on it', () => {
    const kills: unknown[] = [];
    const faults = killFaults({ point: 'job:done', subject: 'notice.send', nth: 1 }, (signal) => kills.push(signal));
    faults.hit('job:done', 'document.issue');
    expect(kills).toEqual([]);
    faults.hit('job:done', 'notice.send');
    expect(kills).toEqual(['SIGKILL']);
  });
});

test('the clock runs callbacks and forgets cancelled ones', async () => {
  const ran: string[] = [];
  const cancel = SYSTEM_CLOCK.after(1, () => ran.push('cancelled'));
  cancel();
  await new Promise<void>((resolve) => {
    const keep = setTimeout(resolve, 1000);
    SYSTEM_CLOCK.after(5, () => {
      ran.push('ran');
      clearTimeout(keep);
      resolve();
    });
  });
  expect(ran).toEqual(['ran']);
  expect(Math.abs(SYSTEM_CLOCK.now() - Date.now())).toBeLessThan(1000);
});
