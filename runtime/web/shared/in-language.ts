import { localise } from '../../../designer/form-view/index.js';
import type { JsonObject } from '../../../engine/index.js';
import type { Lang } from './lang.js';

type Names = Readonly<Record<string, Readonly<Record<string, string>>>>;

/**
 * A register as the reader's language has it: on English pages its columns and choices have their English names, and so has what its rows
 * refer to where it has one.
 */
export function inLanguage<
  T extends {
    readonly schema: JsonObject;
    readonly english: JsonObject;
    readonly names: Names;
    readonly englishNames: Names;
  },
>(reply: T, lang: Lang): T {
  if (lang === 'zh') return reply;
  const properties = [...new Set([...Object.keys(reply.names), ...Object.keys(reply.englishNames)])];
  const names = Object.fromEntries(
    properties.map((property) => [property, { ...reply.names[property], ...reply.englishNames[property] }]),
  );
  return { ...reply, schema: localise(reply.schema, reply.english), names };
}
