import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { isObject, pointerOf, valueAt } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';
import type { Lang } from '../../shared/lang.js';
import { fieldTree, flatFields } from './field-tree.js';

/** A list whose rows each name a field of another form: where a clerk says what the applicant has to correct. */
export interface CorrectionList {
  /** Name of the list in the document, `items`. */
  readonly list: string;
  /** Name of the row's property that holds the pointer, `path`. */
  readonly pointer: string;
  /** Name of the row's property that holds the field's title, `item`; undefined when rows have none. */
  readonly label: string | undefined;
  /** Schema of the list. */
  readonly node: JsonObject;
}

const LABELS = ['item', 'label', 'title'];

/** Finds the list whose rows have a field with `x-widget: form-field` (or `field-picker`), when there is one that may be written. */
export function correctionList(schema: JsonObject): CorrectionList | undefined {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  for (const [list, node] of Object.entries(properties)) {
    if (!isObject(node) || node['readOnly'] === true || !isObject(node['items'])) continue;
    const row = node['items']['properties'];
    if (!isObject(row)) continue;
    const pointer = Object.entries(row).find(([, child]) => isObject(child) && isPicker(child))?.[0];
    if (pointer !== undefined) return { list, pointer, label: LABELS.find((key) => key in row), node };
  }
  return undefined;
}

/**
 * Gives choices to fields whose choices are data: a `form-field` chooses among the titles of the application's fields, `people` (with
 * `x-options`, the pointer of a roster) among the eligible people of that roster. The renderer then draws them like any choice.
 */
export function withChoices(input: {
  readonly form: ApiForm;
  readonly application: ApiForm | undefined;
  readonly lang: Lang;
}): JsonObject {
  const { form, application, lang } = input;
  const choices =
    application === undefined
      ? []
      : flatFields(fieldTree(application, lang)).map(({ node, path }) => ({ const: node.pointer, title: path }));
  return walk(form.schema);

  function walk(node: JsonObject): JsonObject {
    const properties = node['properties'];
    const items = node['items'];
    const people = node['x-widget'] === 'people' ? rosterChoices(valueAt(form.document ?? {}, String(node['x-options'] ?? ''))) : [];
    if (people.length > 0 && isObject(items)) return { ...node, items: { ...items, oneOf: people } };
    if (isPicker(node) && choices.length > 0 && node['readOnly'] !== true) {
      return { ...node, oneOf: choices };
    }
    return {
      ...node,
      ...(isObject(properties)
        ? { properties: Object.fromEntries(Object.entries(properties).map(([key, child]) => [key, isObject(child) ? walk(child) : child])) }
        : {}),
      ...(isObject(items) ? { items: walk(items) } : {}),
    };
  }
}

/**
 * The UI schema without what helps nobody: rosters that `withChoices` has turned into choices, and read-only fields that hold nothing.
 */
export function withoutNoise(form: ApiForm): JsonObject {
  const ui: Record<string, JsonValue> = { ...form.uiSchema };
  const properties = isObject(form.schema['properties']) ? form.schema['properties'] : {};
  const hide = (key: string): void => {
    ui[key] = { ...(isObject(ui[key]) ? ui[key] : {}), 'ui:widget': 'hidden' };
  };
  for (const [name, node] of Object.entries(properties)) {
    if (isObject(node) && node['readOnly'] === true && isEmpty(form.document?.[name])) hide(name);
    if (!isObject(node) || node['x-widget'] !== 'people' || node['readOnly'] === true) continue;
    const key = String(node['x-options'] ?? '').slice(1);
    if (key !== '' && pointerOf([key]) === node['x-options'] && key in properties) hide(key);
  }
  return ui;
}

function isEmpty(value: JsonValue | undefined): boolean {
  return value === undefined || value === null || value === '' || (Array.isArray(value) && value.length === 0);
}

function rosterChoices(roster: JsonValue | undefined): readonly JsonObject[] {
  if (!Array.isArray(roster)) return [];
  return (roster as readonly JsonValue[]).flatMap((row) => {
    if (!isObject(row) || typeof row['userId'] !== 'string' || row['eligible'] === false) return [];
    const parts = [row['name'] ?? row['userId'], row['certNo']].filter((part) => typeof part === 'string');
    return [{ const: row['userId'], title: parts.join(' · ') }];
  });
}

function isPicker(node: JsonObject): boolean {
  return node['x-widget'] === 'form-field' || node['x-widget'] === 'field-picker';
}
