import { isObject, type JsonObject, type JsonValue, pointerOf, sameJson } from '../../engine/index.js';
import type { Field, FieldDocument } from './field.js';
import { choicesPlace, schemaOfKind } from './field-kinds.js';

/**
 * The document with these fields instead of its own. What the editor does not know about a field stays as it was, as long as its kind
 * stays; English texts follow their field when it is renamed and go with it when it goes.
 */
export function writeFields(document: FieldDocument, fields: readonly Field[]): FieldDocument {
  const properties = Object.fromEntries(fields.map((field) => [field.name, nodeOf(field)]));
  const wanted = fields.filter(({ isRequired }) => isRequired);
  const before = document.schema['required'];
  const place = ({ name, origin }: Field): number =>
    Array.isArray(before) ? (before as readonly JsonValue[]).indexOf(origin?.name ?? name) >>> 0 : 0;
  const required = [...wanted].sort((a, b) => place(a) - place(b)).map(({ name }) => name);
  const { required: _, ...rest } = document.schema;
  const schema: JsonObject = {
    ...rest,
    ...(required.length === 0 && before === undefined ? {} : { required }),
    properties: withOldOrder(document.schema, properties),
  };
  const foreign = Object.entries(document.english).filter(([pointer]) => !pointer.startsWith('/properties/'));
  const english = Object.fromEntries([...foreign, ...fields.flatMap((field) => englishOf(document, field))]);
  return { schema: inOrder(document.schema, schema), english };
}

function nodeOf(field: Field): JsonObject {
  const { origin, kind } = field;
  const kept = origin !== undefined && origin.kind === kind ? origin.node : schemaOfKind(kind);
  const { title: _, 'x-class': __, 'x-mask': ___, ...rest } = kept;
  const titled: JsonObject = {
    ...rest,
    ...(field.title === '' ? {} : { title: field.title }),
    ...(field.protection === 'L1' && kept['x-class'] === undefined ? {} : { 'x-class': field.protection }),
    ...(field.mask === '' ? {} : { 'x-mask': field.mask }),
  };
  return inOrder(kept, withOptions(titled, field));
}

function withOptions(node: JsonObject, { kind, options }: Field): JsonObject {
  const place = choicesPlace(kind);
  if (place === undefined) return node;
  const [inner] = place;
  if (inner !== undefined) {
    const items = node[inner];
    return { ...node, [inner]: choose(isObject(items) ? items : { type: 'string' }, options) };
  }
  return choose(node, options);
}

function choose(node: JsonObject, options: Field['options']): JsonObject {
  const isPlain = options.every(({ value, title, english }) => value === title && english === '');
  if (isPlain && Array.isArray(node['enum'])) return { ...node, enum: options.map(({ value }) => value) };
  const { enum: _, ...rest } = node;
  return { ...rest, oneOf: options.map(({ value, title }) => ({ const: value, title })) };
}

function englishOf(document: FieldDocument, field: Field): readonly (readonly [string, string])[] {
  const { origin, kind } = field;
  const here = (...parts: readonly string[]): string => pointerOf(['properties', field.name, ...parts]);
  const place = choicesPlace(kind);
  const own: (readonly [string, string])[] = [
    [here('title'), field.title === '' ? '' : field.english],
    ...field.options.map(
      ({ english }, index) => [here(...(place ?? []), 'oneOf', String(index), 'title'), english] as const,
    ),
  ];
  const before = origin === undefined ? '' : pointerOf(['properties', origin.name]);
  const kept =
    origin === undefined || origin.kind !== kind
      ? []
      : Object.entries(document.english).flatMap(([pointer, text]): (readonly [string, string])[] => {
          if (!pointer.startsWith(`${before}/`)) return [];
          const inner = pointer.slice(before.length);
          const isEdited = inner === '/title' || (place !== undefined && /^(?:\/items)?\/oneOf\//.test(inner));
          return isEdited ? [] : [[`${here()}${inner}`, text]];
        });
  return [...own.filter(([, text]) => text !== ''), ...kept];
}

/** The keys of an object in the order of a former version of it, new ones behind. */
function inOrder(before: JsonObject, now: JsonObject): JsonObject {
  const known = Object.keys(before).filter((key) => Object.hasOwn(now, key));
  const added = Object.keys(now).filter((key) => !Object.hasOwn(before, key));
  return Object.fromEntries([...known, ...added].map((key): [string, JsonValue] => [key, now[key] ?? null]));
}

/** Properties in the order of the fields, unless nothing has changed: then the very object of before. */
function withOldOrder(schema: JsonObject, properties: JsonObject): JsonObject {
  const before = schema['properties'];
  return isObject(before) && sameJson(before, properties) && sameNames(before, properties) ? before : properties;
}

function sameNames(one: JsonObject, other: JsonObject): boolean {
  return Object.keys(one).join() === Object.keys(other).join();
}
