import { isObject, type JsonObject, type JsonValue, pointerOf, valueAt } from '../../../engine/index.js';

/** A field of a form as rows of the access matrix name it. */
export interface FormFieldRow {
  /** JSON Pointer into the document, `*` for the items of a list. */
  readonly path: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly depth: number;
  readonly isList: boolean;
  readonly hasChildren: boolean;
  readonly isRequired: boolean;
}

const MAX_DEPTH = 8;
const BESIDE = ['allOf', 'anyOf', 'oneOf', 'if', 'then', 'else'] as const;

interface Place {
  readonly schema: JsonObject;
  /** Where the schema stands in the file, for its English texts. */
  readonly pointer: readonly string[];
}

/** Every field of a form, parents before their children; the items of a list of objects stand below the list. */
export function formFields(root: JsonObject, english: JsonObject = {}): readonly FormFieldRow[] {
  const rows: FormFieldRow[] = [];
  const visit = (places: readonly Place[], parts: readonly string[], depth: number): void => {
    if (depth > MAX_DEPTH) return;
    const required = new Set(places.flatMap(({ schema }) => strings(schema['required'])));
    for (const name of namesOf(places)) {
      const inner = places.flatMap((place) => propertyOf(root, place, name));
      const items = inner.flatMap((place) => itemPlaces(root, place));
      const below = items.length > 0 ? items : inner;
      const path = [...parts, name];
      rows.push({
        path: pointerOf(path),
        titleZh: titleOf(inner) ?? name,
        titleEn: englishTitle(inner, english) ?? titleOf(inner) ?? name,
        depth,
        isList: items.length > 0 || inner.some(({ schema }) => schema['type'] === 'array'),
        hasChildren: namesOf(below).length > 0,
        isRequired: required.has(name),
      });
      visit(below, items.length > 0 ? [...path, '*'] : path, depth + 1);
    }
  };
  visit(here(root, { schema: root, pointer: [] }, 0), [], 0);
  return rows;
}

function here(root: JsonObject, place: Place, depth: number): readonly Place[] {
  if (depth > MAX_DEPTH) return [];
  const { schema, pointer } = place;
  const found: Place[] = [place];
  const ref = schema['$ref'];
  if (typeof ref === 'string' && ref.startsWith('#/')) {
    const target = valueAt(root, ref.slice(1));
    if (isObject(target)) found.push(...here(root, { schema: target, pointer: ref.slice(2).split('/') }, depth + 1));
  }
  for (const key of BESIDE) {
    const value = schema[key];
    const inner: readonly JsonValue[] = Array.isArray(value) ? (value as readonly JsonValue[]) : [value ?? null];
    inner.forEach((one, index) => {
      const at = Array.isArray(value) ? [...pointer, key, String(index)] : [...pointer, key];
      if (isObject(one)) found.push(...here(root, { schema: one, pointer: at }, depth + 1));
    });
  }
  return found;
}

function propertyOf(root: JsonObject, place: Place, name: string): readonly Place[] {
  const properties = place.schema['properties'];
  const value = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : undefined;
  return isObject(value) ? here(root, { schema: value, pointer: [...place.pointer, 'properties', name] }, 0) : [];
}

function itemPlaces(root: JsonObject, place: Place): readonly Place[] {
  const items = place.schema['items'];
  return isObject(items) ? here(root, { schema: items, pointer: [...place.pointer, 'items'] }, 0) : [];
}

function namesOf(places: readonly Place[]): readonly string[] {
  const names = places.flatMap(({ schema }) =>
    isObject(schema['properties']) ? Object.keys(schema['properties']) : [],
  );
  return [...new Set(names)];
}

function titleOf(places: readonly Place[]): string | undefined {
  for (const { schema } of places) if (typeof schema['title'] === 'string') return schema['title'];
  return undefined;
}

function englishTitle(places: readonly Place[], english: JsonObject): string | undefined {
  for (const { pointer } of places) {
    const text = english[pointerOf([...pointer, 'title'])];
    if (typeof text === 'string') return text;
  }
  return undefined;
}

function strings(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : [];
}
