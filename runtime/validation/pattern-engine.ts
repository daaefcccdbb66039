import type { RegExpEngine } from 'ajv/dist/types/index.js';
import { RE2JS } from 're2js';

/**
 * Regular expressions for ajv in linear time (RE2): an evil `pattern` cannot hang the server. Look-around and back references are
 * refused when the schema is compiled. ajv never writes code out here, so the `code` member is only a name.
 */
export const patternEngine: RegExpEngine = Object.assign(
  (pattern: string) => {
    const compiled = RE2JS.compile(pattern);
    return { test: (text: string) => compiled.matcher(text).find() };
  },
  { code: 'patternEngine' },
);
