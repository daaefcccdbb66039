import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject, pointerOf } from '../../../engine/index.js';
import { isAttachment } from './widget-name.js';

/** A field that can be pointed at: its JSON Pointer and its title. */
export interface FieldPlace {
  readonly pointer: string;
  readonly title: string;
}

/** The fields of a form in the order of its properties; groups are opened, rows and attachments are one field. */
export function fieldList(schema: JsonObject, pointer = '', prefix = ''): readonly FieldPlace[] {
  const properties = schema['properties'];
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([key, child]) => {
    if (!isObject(child)) return [];
    const place = pointer + pointerOf([key]);
    const title = prefix + titleOf(child['title'], key);
    const own = { pointer: place, title };
    return isObject(child['properties']) && !isAttachment(child)
      ? [own, ...fieldList(child, place, `${title} · `)]
      : [own];
  });
}

function titleOf(title: JsonValue | undefined, key: string): string {
  return typeof title === 'string' ? title : key;
}
