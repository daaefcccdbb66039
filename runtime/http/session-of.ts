import type { Request } from 'express';
import { readCookie, sessionCookieName } from '../access/cookies.js';
import type { SignedIn } from '../access/signed-in.js';

/** Who sends this request. `token` is the raw session id of the cookie, or null. */
export type FindSession = (
  request: Request,
) => Promise<{ readonly user: SignedIn | null; readonly token: string | null }>;

/** Reads the session cookie and asks `lookUp` for the person behind it; the answer is null for an unknown, idle or expired session (`X-Yizhan-Idle: 1`: the page asks by itself). */
export function sessionFinder(parts: {
  readonly secure: boolean;
  readonly lookUp: (token: string, passive: boolean) => Promise<SignedIn | null>;
}): FindSession {
  const name = sessionCookieName(parts.secure);
  return async (request) => {
    const token = readCookie(request.headers.cookie, name);
    if (token === undefined || !/^[\w-]{43}$/.test(token)) return { user: null, token: null };
    return { user: await parts.lookUp(token, request.get('x-yizhan-idle') === '1'), token };
  };
}
