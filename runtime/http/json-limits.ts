import { RequestProblem } from '../use-cases/request-problem.js';

const MAX_DEPTH = 32;
const MAX_KEYS = 5_000;
const REFUSED_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Walks a parsed body and refuses what could hurt later: keys that reach prototypes, more than 32 levels, more than 5,000 keys and
 * list entries together. Throws RequestProblem FORBIDDEN_KEY or TOO_COMPLEX. Does not recurse, so depth cannot overflow it.
 */
export function refuseHostileJson(body: unknown): void {
  const stack: { readonly value: unknown; readonly depth: number }[] = [{ value: body, depth: 1 }];
  let keys = 0;
  for (let item = stack.pop(); item !== undefined; item = stack.pop()) {
    const { value, depth } = item;
    if (typeof value !== 'object' || value === null) continue;
    if (depth > MAX_DEPTH) throw new RequestProblem('TOO_COMPLEX');
    for (const [key, child] of Object.entries(value)) {
      keys += 1;
      if (keys > MAX_KEYS) throw new RequestProblem('TOO_COMPLEX');
      if (!Array.isArray(value) && REFUSED_KEYS.has(key)) throw new RequestProblem('FORBIDDEN_KEY');
      stack.push({ value: child, depth: depth + 1 });
    }
  }
}
