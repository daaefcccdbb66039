import type { Request } from 'express';
import { readCookie, sessionCookieName } from '../access/cookies.js';
import type { SignedIn } from '../access/signed-in.js';

/** Who sends this request. `token` is the raw session id of the cookie, or null. */
export type FindSession = (
  request: Request,
) => Promise<{ readonly user: SignedIn | null; readonly token: string | null }>;

/** The token of a program (`Authorization: Bearer`), or undefined. A request with one is judged by it alone, whatever cookie comes along. */
export function bearerOf(request: Request): string | undefined {
  const header = request.get('authorization');
  return header === undefined ? undefined : (/^Bearer ([\w-]{20,200})$/.exec(header)?.[1] ?? '');
}

/** Reads the token of a program, or the session cookie and asks `lookUp` for the person behind it; the answer is null for an unknown, idle or expired session (`X-Yizhan-Idle: 1`: the page asks by itself). */
export function sessionFinder(parts: {
  readonly secure: boolean;
  readonly lookUp: (token: string, passive: boolean) => Promise<SignedIn | null>;
  /** Which program has this token. */
  readonly machine: (token: string) => Promise<SignedIn | null>;
}): FindSession {
  const name = sessionCookieName(parts.secure);
  return async (request) => {
    const bearer = bearerOf(request);
    if (bearer !== undefined) return { user: await parts.machine(bearer), token: null };
    const token = readCookie(request.headers.cookie, name);
    if (token === undefined || !/^[\w-]{43}$/.test(token)) return { user: null, token: null };
    return { user: await parts.lookUp(token, isPassive(request)), token };
  };
}

/** Whether a page asks by itself: a browser opens its stream of events again and again, and cannot say so in a header. */
function isPassive(request: Request): boolean {
  return request.get('x-yizhan-idle') === '1' || request.path === '/api/events';
}
