import { PlatformError } from '../seams/platform-error.js';

const FIELD = /^[A-Za-z_][A-Za-z0-9_-]*(\.[A-Za-z0-9_-]+){0,7}$/;

/** The parts of a dotted field path; throws BAD_QUERY for anything but letters, digits, `_`, `-` and dots. */
export function fieldParts(field: string): readonly string[] {
  if (field.length > 200 || !FIELD.test(field))
    throw new PlatformError('BAD_QUERY', `field ${JSON.stringify(field.slice(0, 80))}`);
  return field.split('.');
}
