import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import { isObject, pointerOf } from '../../../../engine/index.js';
import type { ApiForm } from '../../shared/api-types.js';

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
 * The UI schema without what helps nobody: rosters that people are chosen from (the choice shows them), and read-only fields
 * that hold nothing.
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

function isPicker(node: JsonObject): boolean {
  return node['x-widget'] === 'form-field' || node['x-widget'] === 'field-picker';
}
