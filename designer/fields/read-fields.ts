import { isObject, type JsonObject, type JsonValue, pointerOf } from '../../engine/index.js';
import type { Field, FieldDocument, FieldOption, ProtectionClass } from './field.js';
import { childrenPlace, choicesPlace, kindOfSchema } from './field-kinds.js';
import { readShow } from './show-rule.js';

/** The fields of a schema in their order, with their English texts and with the fields inside groups and lists. */
export function readFields({ schema, english }: FieldDocument): readonly Field[] {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? (schema['required'] as readonly JsonValue[]) : [];
  return Object.entries(properties).flatMap(([name, node]): Field[] => {
    if (!isObject(node)) return [];
    const kind = kindOfSchema(node);
    const own = below(english, pointerOf(['properties', name]));
    const at = (...parts: readonly string[]): string => own[pointerOf(parts)] ?? '';
    const place = childrenPlace(kind);
    const holder = place?.[0] === undefined ? node : node[place[0]];
    const show = readShow(node['x-show']);
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
        ...(place === undefined || !isObject(holder)
          ? {}
          : { children: readFields({ schema: holder, english: below(own, pointerOf(place)) }) }),
        ...(show === undefined ? {} : { show }),
        origin: { name, kind, node, english: own },
      },
    ];
  });
}

/** The texts below a pointer, by the rest of theirs. */
function below(english: Readonly<Record<string, string>>, pointer: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(english).flatMap(([key, text]) =>
      key.startsWith(`${pointer}/`) ? [[key.slice(pointer.length), text]] : [],
    ),
  );
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
  const labels = holder['x-labels'];
  return (values as readonly JsonValue[]).map((one, index) => {
    const label = Array.isArray(labels) ? (labels as readonly JsonValue[])[index] : undefined;
    const value = String(one);
    return {
      value,
      title: typeof label === 'string' ? label : value,
      english: english(...place, 'enum', String(index)),
    };
  });
}

function protectionOf(value: JsonValue | undefined): ProtectionClass {
  return value === 'L2' || value === 'L3' || value === 'L4' ? value : 'L1';
}

function textIn(node: JsonObject, name: string): string {
  const value = node[name];
  return typeof value === 'string' ? value : '';
}
