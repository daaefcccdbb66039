import type { JsonValue } from '../../engine/index.js';

/**
 * One text for one JSON value: keys sorted by code unit, no blanks, numbers and strings as JSON.stringify writes them (RFC 8785 for the
 * values this house stores). Signatures and hashes are taken over it.
 */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${(value as readonly JsonValue[]).map(canonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const object = value as Readonly<Record<string, JsonValue>>;
    const members = Object.keys(object)
      .sort()
      .filter((key) => object[key] !== undefined)
      .map((key) => `${JSON.stringify(key)}:${canonicalJson(object[key] ?? null)}`);
    return `{${members.join(',')}}`;
  }
  return JSON.stringify(value);
}
