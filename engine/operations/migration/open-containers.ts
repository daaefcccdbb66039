import type { Run } from '../../core/run.js';
import { enterInside } from '../enter-inside.js';
import type { Opening } from './survey.js';

/**
 * Opens the sub-processes that come to lie around tokens, each with its boundary events and event sub-processes as if it had been entered;
 * answers the innermost scope for each of the tokens.
 */
export function openContainers(run: Run, { scopeId, path, tokenIds }: Opening): Readonly<Record<string, string>> {
  const innermost = enterInside(run, scopeId, path, { empty: true }).opened.at(-1)?.scopeId;
  return innermost === undefined ? {} : Object.fromEntries(tokenIds.map((id) => [id, innermost]));
}
