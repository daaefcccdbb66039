import { describe, expect, it } from '@jest/globals';
import { hashPassword, verifyNothing, verifyPassword } from '../../../runtime/access/password.js';
import { readCookie, sessionCookie } from '../../../runtime/access/cookies.js';

describe('a password', () => {
  it('is kept as argon2id with the agreed cost', async () => {
    const phc = await hashPassword('yizhan-demo');
    expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(await verifyPassword(phc, 'yizhan-demo')).toBe(true);
    expect(await verifyPassword(phc, 'yizhan-demp')).toBe(false);
  });

  it('never fits a broken hash or nobody', async () => {
    expect(await verifyPassword('not a hash', 'x')).toBe(false);
    expect(await verifyNothing('x')).toBe(false);
  });

  it('is computed for many at once without losing one', async () => {
    const phc = await hashPassword('same');
    const answers = await Promise.all(
      Array.from({ length: 9 }, (_, index) => verifyPassword(phc, index % 2 ? 'same' : 'other')),
    );
    expect(answers).toEqual([false, true, false, true, false, true, false, true, false]);
  });
});

describe('the session cookie', () => {
  it('promises host and TLS where there is TLS', () => {
    expect(sessionCookie({ id: 'abc', secure: true })).toBe('__Host-sid=abc; Path=/; HttpOnly; SameSite=Lax; Secure');
    expect(sessionCookie({ id: '', secure: false })).toMatch(/Max-Age=0$/);
  });

  it('is not read when it comes twice', () => {
    expect(readCookie('a=1; sid=x', 'sid')).toBe('x');
    expect(readCookie('sid=x; sid=y', 'sid')).toBeUndefined();
    expect(readCookie(undefined, 'sid')).toBeUndefined();
  });
});
