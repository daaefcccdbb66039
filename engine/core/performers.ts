import type { Performers } from './history-data.js';

/** Both lists of people, by path. */
export function mergePerformers(one: Performers = {}, other: Performers = {}): Performers {
  const merged: Record<string, readonly string[]> = { ...one };
  for (const [path, users] of Object.entries(other)) merged[path] = [...new Set([...(merged[path] ?? []), ...users])];
  return merged;
}
