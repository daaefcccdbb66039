import { isObject, type JsonObject, type JsonValue, pointerOf, sameJson } from '../../engine/index.js';
import type { Field, FieldDocument } from './field.js';
import { childrenPlace, choicesPlace, schemaOfKind } from './field-kinds.js';
import { readShow, writeShow } from './show-rule.js';

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
  return {
    schema: inOrder(document.schema, schema),
    english: { ...Object.fromEntries(foreign), ...englishOf(fields) },
  };
}

function nodeOf(field: Field): JsonObject {
  const kept = keptOf(field);
  const { title: _, 'x-class': __, 'x-mask': ___, 'x-show': ____, ...rest } = kept;
  const titled: JsonObject = {
    ...rest,
    ...(field.title === '' ? {} : { title: field.title }),
    ...(field.protection === 'L1' && kept['x-class'] === undefined ? {} : { 'x-class': field.protection }),
    ...(field.mask === '' ? {} : { 'x-mask': field.mask }),
    ...showOf(field, kept['x-show']),
  };
  return inOrder(kept, withChildren(withOptions(titled, field), field));
}

/** What the editor begins with: the field as the file has it, as long as its kind stays. */
function keptOf({ origin, kind }: Field): JsonObject {
  return origin !== undefined && origin.kind === kind ? origin.node : schemaOfKind(kind);
}

/** The condition of a field: the very one of before unless it says something else now. */
function showOf({ show, origin }: Field, before: JsonValue | undefined): JsonObject {
  const kept = before ?? origin?.node['x-show'];
  if (show === undefined) return {};
  if (show === 'kept' || sameJson(toJson(readShow(kept)), toJson(show)))
    return kept === undefined ? {} : { 'x-show': kept };
  return { 'x-show': writeShow(show) };
}

function toJson(show: Field['show']): JsonValue {
  return show === undefined || show === 'kept' ? null : { ...show, values: [...show.values] };
}

function withChildren(node: JsonObject, { kind, children = [] }: Field): JsonObject {
  const place = childrenPlace(kind);
  if (place === undefined) return node;
  const [inner] = place;
  const holder = inner === undefined ? node : node[inner];
  const { schema } = writeFields({ schema: isObject(holder) ? holder : { type: 'object' }, english: {} }, children);
  return inner === undefined ? schema : { ...node, [inner]: schema };
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

/** The choices of a node: a list of values as long as they are called by themselves or as the file has it, values with titles otherwise. */
function choose(node: JsonObject, options: Field['options']): JsonObject {
  const { enum: before, 'x-labels': labels, ...rest } = node;
  const values = options.map(({ value }) => value);
  const titles = options.map(({ title }) => title);
  if (Array.isArray(before)) {
    if (sameJson(before, values) && sameJson(labels ?? before, titles)) return node;
    if (sameJson(values, titles)) return { ...rest, enum: values };
  }
  return { ...rest, oneOf: options.map(({ value, title }) => ({ const: value, title })) };
}

/** The English texts of fields by pointer: those that are edited, and what else the file says about each of them. */
function englishOf(fields: readonly Field[]): Readonly<Record<string, string>> {
  const entries = fields.flatMap((field): readonly (readonly [string, string])[] => {
    const { origin, kind } = field;
    const here = (...parts: readonly string[]): string => pointerOf(['properties', field.name, ...parts]);
    const choices = choicesPlace(kind);
    const place = childrenPlace(kind);
    const own: (readonly [string, string])[] = [
      [here('title'), field.title === '' ? '' : field.english],
      ...field.options.map(
        ({ english }, index) => [here(...(choices ?? []), ...choicePlace(field, index)), english] as const,
      ),
      ...(place === undefined ? [] : Object.entries(englishOf(field.children ?? []))).map(
        ([pointer, text]) => [`${here(...(place ?? []))}${pointer}`, text] as const,
      ),
    ];
    const isEdited = (pointer: string): boolean =>
      pointer === '/title' ||
      (choices !== undefined && /^(?:\/items)?\/(?:oneOf|enum)\//.test(pointer)) ||
      (place !== undefined && pointer.startsWith(`${pointerOf([...place, 'properties'])}/`));
    const kept = Object.entries(origin !== undefined && origin.kind === kind ? origin.english : {}).flatMap(
      ([pointer, text]): (readonly [string, string])[] => (isEdited(pointer) ? [] : [[`${here()}${pointer}`, text]]),
    );
    return [...own.filter(([, text]) => text !== ''), ...kept];
  });
  return Object.fromEntries(entries);
}

/** Where the English name of a choice stands: beside its title, or by its place in a list of values. */
function choicePlace(field: Field, index: number): readonly string[] {
  const node = nodeOf(field);
  const holder = isObject(node['items']) ? node['items'] : node;
  return Array.isArray(holder['enum']) ? ['enum', String(index)] : ['oneOf', String(index), 'title'];
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
