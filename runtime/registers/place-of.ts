import type { JsonObject, RegisterDefinition } from '../../engine/index.js';
import type { Where } from '../seams/store.js';

/** Where a row lies in the org tree: below the office by its place properties, as far as they are filled in. */
export function placeOf({ place = [] }: RegisterDefinition, values: JsonObject, orgRoot: string): string {
  const parts: string[] = [];
  for (const name of place) {
    const value = values[name];
    if (typeof value !== 'string' || !/^[\p{L}\p{N}_-]+$/u.test(value)) break;
    parts.push(value);
  }
  return [orgRoot, ...parts].join('/');
}

/** Conditions under which rows are at or below one of these places; undefined when nothing restricts them. */
export function withinPlaces(places: readonly string[] | undefined): readonly Where[] | undefined {
  return places?.flatMap((orgPath) => [{ orgPath }, { orgPath: { prefix: `${orgPath}/` } }]);
}
