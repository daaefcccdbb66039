import type { JsonObject } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { RequestProblem } from '../use-cases/request-problem.js';
import type { Call } from './route.js';

/** The person of a call. Throws RequestProblem NOT_SIGNED_IN, which the registrar's permission check has made impossible. */
export function signedIn(call: Pick<Call, 'user'>): SignedIn {
  if (call.user === null) throw new RequestProblem('NOT_SIGNED_IN');
  return call.user;
}

/** A validated object of a JSON body as the engine's JSON type: the body came out of JSON.parse, so it holds nothing else. */
export function jsonObject(value: Readonly<Record<string, unknown>>): JsonObject {
  return value as JsonObject;
}
