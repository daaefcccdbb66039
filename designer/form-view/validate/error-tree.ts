import type { ErrorSchema, GenericObjectType } from '@rjsf/utils';
import { pointerParts } from '../../../engine/index.js';
import { say } from '../say.js';
import type { FieldError, Lang } from '../types.js';

interface Branch {
  __errors?: string[];
  [key: string]: Branch | string[] | undefined;
}

/** The tree of errors rjsf hands down to the fields, from a flat list by JSON Pointer. */
export function errorTree(errors: readonly FieldError[], lang: Lang): ErrorSchema<GenericObjectType> {
  const root: Branch = {};
  for (const { pointer, text } of errors) {
    let at = root;
    for (const part of pointerParts(pointer)) {
      const next = at[part];
      const branch: Branch = next === undefined || Array.isArray(next) ? {} : next;
      at[part] = branch;
      at = branch;
    }
    at.__errors = [...(at.__errors ?? []), say(text, lang)];
  }
  return root as ErrorSchema<GenericObjectType>;
}
