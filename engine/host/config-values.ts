import type { JsonObject, JsonValue } from '../model/json.js';
import type { ConfigEntry } from '../model/package.js';
import { withValueAt } from '../form/pointer.js';

/** Configuration as FEEL sees it: `food.decide` becomes `config.food.decide`. Overrides win over defaults. */
export function configValues(
  entries: readonly ConfigEntry[],
  overrides: Readonly<Record<string, JsonValue>> = {},
): JsonObject {
  let values: JsonValue = {};
  for (const entry of entries) values = withValueAt(values, pointer(entry.key), overrides[entry.key] ?? entry.default);
  return values as JsonObject;
}

function pointer(key: string): string {
  return `/${key.split('.').join('/')}`;
}
