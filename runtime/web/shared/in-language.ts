import { localise } from '../../../designer/form-view/index.js';
import type { JsonObject } from '../../../engine/index.js';
import type { Lang } from './lang.js';

/** A register as the reader's language has it: on English pages its columns and choices have their English names. */
export function inLanguage<T extends { readonly schema: JsonObject; readonly english: JsonObject }>(
  reply: T,
  lang: Lang,
): T {
  return lang === 'zh' ? reply : { ...reply, schema: localise(reply.schema, reply.english) };
}
