import type { JsonObject, JsonValue, Text } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { textIn } from '../say.js';

/** A part of a form with a heading of its own. */
export interface Section {
  readonly title: Text | string;
  readonly description: Text | string | undefined;
  readonly fields: readonly string[];
}

/**
 * The sections of a form by its UI schema (`ui:sections: [{title, description?, fields}]`). Fields no section names follow the
 * last section; without sections there is one list.
 */
export function sectionsOf(uiSchema: JsonObject): readonly Section[] {
  const list = uiSchema['ui:sections'];
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonValue[]).flatMap((entry) => {
    if (!isObject(entry)) return [];
    const title = textIn(entry['title']);
    const fields = entry['fields'];
    if (title === undefined || !Array.isArray(fields)) return [];
    return [
      {
        title,
        description: textIn(entry['description']),
        fields: (fields as readonly JsonValue[]).filter((field) => typeof field === 'string'),
      },
    ];
  });
}
