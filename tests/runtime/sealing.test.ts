import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { fc } from '../kit/fast-check.js';
import type { JsonValue } from '../../engine/index.js';
import { l4NamesOf } from '../../runtime/access/sealing-classes.js';
import { loadKeyRing, rotateKeyRing } from '../../runtime/access/sealing-keys.js';
import { createSealing, holdsIdNo } from '../../runtime/access/sealing.js';

const folder = mkdtempSync(join(tmpdir(), 'yizhan-seal-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ID = '370303199001010017';
const NAMES = new Set(['idNo', 'account']);
const file = join(folder, 'keys', 'sealing.json');
const sealing = createSealing(loadKeyRing(file));

describe('sealing', () => {
  test('seals members of class L4 and leaves the rest', () => {
    const sealed = sealing.seal('i1', { idNo: 'anything', name: 'Wang', list: [{ account: 5 }], account: '' }, NAMES);
    expect(sealed).toEqual({
      idNo: { $sealed: expect.any(String) },
      name: 'Wang',
      list: [{ account: { $sealed: expect.any(String) } }],
      account: '',
    });
    expect(sealing.unseal('i1', sealed)).toEqual({
      idNo: 'anything',
      name: 'Wang',
      list: [{ account: 5 }],
      account: '',
    });
  });

  test('seals any text that holds a valid ID number, wherever it stands', () => {
    expect(holdsIdNo(ID)).toBe(true);
    expect(holdsIdNo(`owner ${ID}, shop`)).toBe(true);
    expect(holdsIdNo('370303199001010011')).toBe(false);
    expect(holdsIdNo(`1${ID}`)).toBe(false);
    const sealed = JSON.stringify(sealing.seal('i1', { note: `see ${ID}`, deep: [[ID]] }, new Set()));
    expect(sealed).not.toContain(ID);
  });

  test('gives another text each time', () => {
    expect(sealing.seal('i1', { idNo: 'x' }, NAMES)).not.toEqual(sealing.seal('i1', { idNo: 'x' }, NAMES));
  });

  test('refuses a value moved to another record', () => {
    expect(() => sealing.unseal('i2', sealing.seal('i1', { idNo: 'x' }, NAMES))).toThrow(
      expect.objectContaining({ code: 'SEAL_BROKEN' }),
    );
  });

  test('refuses a changed value, and any shape of nonsense', () => {
    const sealed = sealing.seal('i1', { idNo: 'x' }, NAMES) as { idNo: { $sealed: string } };
    const parts = sealed.idNo.$sealed.split('.');
    for (const index of [1, 2, 3]) {
      const changed = parts
        .map((part, i) => (i === index ? Buffer.from(`?${part}`).toString('base64url') : part))
        .join('.');
      expect(() => sealing.unseal('i1', { $sealed: changed })).toThrow(
        expect.objectContaining({ code: 'SEAL_BROKEN' }),
      );
    }
    expect(() => sealing.unseal('i1', { $sealed: 'a.b' })).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }));
    expect(() => sealing.unseal('i1', { $sealed: 'k0.b.c.d' })).toThrow(
      expect.objectContaining({ code: 'KEY_UNKNOWN' }),
    );
  });

  test('does not let anybody plant a sealed value', () => {
    const planted = { note: { $sealed: 'k0.x.y.z' } };
    expect(sealing.unseal('i1', sealing.seal('i1', planted, NAMES))).toEqual(planted);
  });

  test('gives back any JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as JsonValue;
        expect(sealing.unseal('r', sealing.seal('r', plain, new Set(['a', '', '0'])))).toEqual(plain);
      }),
      { numRuns: 200 },
    );
  });

  test('blind indexes are equal for equal normalised values of one purpose', () => {
    expect(sealing.blindIndex('p', ' 37030319900101001x')).toBe(sealing.blindIndex('p', '37030319900101001X'));
    expect(sealing.blindIndex('p', ID)).not.toBe(sealing.blindIndex('q', ID));
    expect(sealing.blindIndex('p', ID)).not.toContain(ID);
  });

  test('the key file is for its owner only and is read again', () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    chmodSync(file, 0o644);
    const again = createSealing(loadKeyRing(file));
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(again.unseal('i1', sealing.seal('i1', { idNo: 'x' }, NAMES))).toEqual({ idNo: 'x' });
  });

  test('after a rotation old values open, new ones use the new key, indexes stay', () => {
    const other = join(folder, 'rotate.json');
    const before = createSealing(loadKeyRing(other));
    const old = before.seal('i1', { idNo: 'x' }, NAMES);
    const ring = rotateKeyRing(other);
    const after = createSealing(ring);
    expect(after.unseal('i1', old)).toEqual({ idNo: 'x' });
    expect(JSON.stringify(after.seal('i1', { idNo: 'x' }, NAMES))).toContain(`"${ring.active}.`);
    expect(after.blindIndex('p', ID)).toBe(before.blindIndex('p', ID));
    expect(Object.keys((JSON.parse(readFileSync(other, 'utf8')) as { keys: object }).keys)).toHaveLength(2);
  });

  test('derived keys differ by purpose', () => {
    expect(sealing.deriveKey('a')).toHaveLength(32);
    expect(sealing.deriveKey('a')).not.toEqual(sealing.deriveKey('b'));
  });

  test('finds names of class L4 at any depth of a schema', () => {
    const schema = {
      properties: {
        a: { 'x-class': 'L4' },
        b: { items: { properties: { c: { 'x-class': 'L4' }, d: { 'x-class': 'L2' } } } },
      },
      allOf: [{ then: { properties: { e: { 'x-class': 'L4' } } } }],
    };
    expect([...l4NamesOf(schema)].sort()).toEqual(['a', 'c', 'e']);
  });
});
