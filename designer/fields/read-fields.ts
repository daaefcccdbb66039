import { isObject, type JsonObject, type JsonValue, pointerOf } from '../../engine/index.js';
import type { Field, FieldDocument, FieldOption, ProtectionClass } from './field.js';
import { choicesPlace, kindOfSchema } from './field-kinds.js';

/** The fields of a schema in their order, with their English texts. */
export function readFields({ schema, english }: FieldDocument): readonly Field[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : [];
  return Object.entries(properties).flatMap(([name, node]): Field[] => {
    if (!isObject(node)) return [];
    const kind = kindOfSchema(node);
    const at = (...parts: readonly string[]): string => english[pointerOf(['properties', name, ...parts])] ?? '';
    return [
      {
        name,
        title: textIn(node, 'title'),
        english: at('title'),
        kind,
        isRequired: required.includes(name),
        options: optionsOf(node, choicesPlace(kind), at),
        protection: protectionOf(node['x-class']),
        mask: textIn(node, 'x-mask'),
        origin: { name, kind, node },
      },
    ];
  });
}

function optionsOf(
  node: JsonObject,
  place: readonly string[] | undefined,
  english: (...parts: readonly string[]) => string,
): readonly FieldOption[] {
  if (place === undefined) return [];
  const holder = place.reduce<JsonValue | undefined>((one, part) => (isObject(one) ? one[part] : undefined), node);
  if (!isObject(holder)) return [];
  const { oneOf, enum: values } = holder;
  if (Array.isArray(oneOf)) {
    return (oneOf as readonly JsonValue[]).flatMap((one, index): FieldOption[] => {
      if (!isObject(one)) return [];
      const value = String(one['const'] ?? '');
      const title = textIn(one, 'title') || value;
      return [{ value, title, english: english(...place, 'oneOf', String(index), 'title') }];
    });
  }
  if (!Array.isArray(values)) return [];
  return (values as readonly JsonValue[]).map((one) => ({ value: String(one), title: String(one), english: '' }));
}

function protectionOf(value: JsonValue | undefined): ProtectionClass {
  return value === 'L2' || value === 'L3' || value === 'L4' ? value : 'L1';
}

function textIn(node: JsonObject, name: string): string {
  const value = node[name];
  return typeof value === 'string' ? value : '';
}
