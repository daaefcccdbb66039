import { PlatformError } from '../seams/platform-error.js';

const FIELD = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+){0,7}$/;

/** The parts of a dotted field path; throws BAD_QUERY for anything but letters, digits, `_`, `-` and dots. */
export function fieldParts(field: string): readonly string[] {
  if (field.length > 200 || !FIELD.test(field))
    throw new PlatformError('BAD_QUERY', `field ${JSON.stringify(field.slice(0, 80))}`);
  return field.split('.');
}

const isPlain = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whatever stands at the parts of a path of a record; undefined when nothing does. */
export function valueAt(record: object, parts: readonly string[]): unknown {
  let value: unknown = record;
  for (const part of parts) {
    if (!isPlain(value) || !Object.hasOwn(value, part)) return undefined;
    value = value[part];
  }
  return value;
}
