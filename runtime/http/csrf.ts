import type { Request, RequestHandler } from 'express';
import { bearerOf } from './session-of.js';
import { RequestProblem } from '../use-cases/request-problem.js';

const READS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses writes that another site could have caused: a write needs the header `X-Yizhan-Request`, which no form and no
 * cross-origin script can set without our consent, and when the browser says where the request comes from, it must be here. GET never writes.
 */
export function csrfGuard({ publicUrl }: { readonly publicUrl: string }): RequestHandler {
  const own = new URL(publicUrl).origin;
  return (request, _response, next) => {
    if (READS.has(request.method)) return next();
    // No browser adds a token or the signature of a hook by itself, and with either of them no cookie counts.
    if (bearerOf(request) !== undefined || request.path.startsWith('/hooks/')) return next();
    if (request.get('x-yizhan-request') !== '1' || !comesFromHere(request, own)) throw new RequestProblem('CSRF');
    next();
  };
}

function comesFromHere(request: Request, own: string): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  const origin = request.get('origin');
  if (origin === undefined || origin === own) return true;
  // The address people typed (127.0.0.1 or localhost) may differ from PUBLIC_URL, but not from the Host of the same request.
  return site === 'same-origin' && URL.canParse(origin) && new URL(origin).host === request.get('host');
}
