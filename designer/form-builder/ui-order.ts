import { isObject, type JsonObject, type JsonValue } from '../../engine/index.js';
import type { Field } from '../fields/field.js';

/** The fields in the order in which the form shows them: section by section, otherwise by `ui:order`, otherwise as the schema has them. */
export function inShownOrder(fields: readonly Field[], uiSchema: JsonObject): readonly Field[] {
  const sections = sectionsIn(uiSchema).flatMap((section) => namesIn(section['fields']));
  const order = sections.length > 0 ? sections : namesIn(uiSchema['ui:order']);
  const rank = (name: string): number => {
    const at = order.indexOf(name);
    const rest = order.indexOf('*');
    return at >= 0 ? at : rest >= 0 ? rest : order.length;
  };
  const nested = fields.map((field) => withChildren(field, uiSchema));
  return order.length === 0 ? nested : [...nested].sort((a, b) => rank(a.name) - rank(b.name));
}

function withChildren(field: Field, uiSchema: JsonObject): Field {
  if (field.children === undefined) return field;
  const ui = partIn(uiSchema[field.name]);
  return { ...field, children: inShownOrder(field.children, field.kind === 'list' ? partIn(ui['items']) : ui) };
}

/** The fields in the order in which the schema has them; new ones stand at the end. Only a UI schema that says no order needs the other one. */
export function inFileOrder(
  fields: readonly Field[],
  uiSchema: JsonObject,
  before: readonly string[],
): readonly Field[] {
  const place = ({ origin }: Field): number =>
    origin === undefined ? before.length : before.indexOf(origin.name) >>> 0;
  const nested = fields.map((field): Field => {
    if (field.children === undefined || field.origin === undefined) return field;
    const isList = field.kind === 'list';
    const node = isList ? partIn(field.origin.node['items']) : field.origin.node;
    const ui = partIn(uiSchema[field.origin.name]);
    const known = Object.keys(partIn(node['properties']));
    return { ...field, children: inFileOrder(field.children, isList ? partIn(ui['items']) : ui, known) };
  });
  const saysOrder = sectionsIn(uiSchema).length > 0 || 'ui:order' in uiSchema;
  return saysOrder ? [...nested].sort((a, b) => place(a) - place(b)) : nested;
}

/**
 * The UI schema for these fields in this order: hints follow a field that is renamed and go with it, sections keep their fields, and a
 * field that was moved belongs to the section it stands in now.
 */
export function uiSchemaOf(uiSchema: JsonObject, fields: readonly Field[]): JsonObject {
  const byOrigin = new Map(fields.flatMap((field) => (field.origin === undefined ? [] : [[field.origin.name, field]])));
  const sections = placesInSections(uiSchema, fields);
  const kept = Object.entries(uiSchema).flatMap(([key, value]): [string, JsonValue][] => {
    if (key === 'ui:order') return [[key, fields.map(({ name }) => name)]];
    if (key === 'ui:sections' && Array.isArray(value))
      return [[key, withFields(value as readonly JsonValue[], fields, sections)]];
    if (key.startsWith('ui:')) return [[key, value]];
    const field = byOrigin.get(key);
    return field === undefined ? [] : [[field.name, hintsOf(value, field)]];
  });
  return Object.fromEntries(kept);
}

function hintsOf(value: JsonValue, field: Field): JsonValue {
  if (!isObject(value) || field.children === undefined) return value;
  if (field.kind === 'group') return uiSchemaOf(value, field.children);
  return isObject(value['items']) ? { ...value, items: uiSchemaOf(value['items'], field.children) } : value;
}

function withFields(list: readonly JsonValue[], fields: readonly Field[], places: readonly number[]): JsonValue {
  return list.map((section, index) =>
    isObject(section)
      ? { ...section, fields: fields.filter((_, at) => places[at] === index).map(({ name }) => name) }
      : section,
  );
}

/** The section each field belongs to, by index; one behind the last section: to none. */
function placesInSections(uiSchema: JsonObject, fields: readonly Field[]): readonly number[] {
  const sections = sectionsIn(uiSchema).map((section) => namesIn(section['fields']));
  const order = sections.flat();
  const before = fields.map(({ origin }) => (origin === undefined ? -1 : order.indexOf(origin.name)));
  const stays = longestRise(before.map((place) => (place < 0 ? undefined : place)));
  const ended = sections.map((_, index) => sections.slice(0, index + 1).flat().length);
  let now = 0;
  return before.map((place, at) => {
    if (stays.has(at)) now = ended.findIndex((end) => place < end);
    else if (place < 0 && fields[at]?.origin !== undefined) return sections.length;
    return now;
  });
}

/** Which of the numbers make the longest row that rises: the fields that were not moved. */
function longestRise(numbers: readonly (number | undefined)[]): ReadonlySet<number> {
  const best: (readonly number[])[] = [];
  numbers.forEach((number, at) => {
    if (number === undefined) return;
    const before = best
      .filter((row) => (numbers[row.at(-1) ?? 0] ?? 0) <= number)
      .sort((a, b) => b.length - a.length)[0];
    best.push([...(before ?? []), at]);
  });
  return new Set(best.sort((a, b) => b.length - a.length)[0] ?? []);
}

function sectionsIn(uiSchema: JsonObject): readonly JsonObject[] {
  const list = uiSchema['ui:sections'];
  return Array.isArray(list) ? (list as readonly JsonValue[]).filter(isObject) : [];
}

function namesIn(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
}

function partIn(value: JsonValue | undefined): JsonObject {
  return isObject(value) ? value : {};
}
