import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject } from '../../../engine/index.js';
import { choicesOf } from './options.js';

/** The widgets of the form renderer; `widgets/registry.ts` has one component for each. */
export type WidgetName =
  | 'text'
  | 'textarea'
  | 'number'
  | 'select'
  | 'radios'
  | 'checkboxes'
  | 'promise'
  | 'date'
  | 'date-parts'
  | 'time'
  | 'month'
  | 'file'
  | 'signature'
  | 'id-no'
  | 'rating'
  | 'people'
  | 'form-field'
  | 'display';

const ALIASES: Readonly<Record<string, WidgetName>> = {
  text: 'text',
  email: 'text',
  mobile: 'text',
  tel: 'text',
  uri: 'text',
  textarea: 'textarea',
  number: 'number',
  updown: 'number',
  money: 'number',
  area: 'number',
  select: 'select',
  radio: 'radios',
  radios: 'radios',
  checkbox: 'promise',
  promise: 'promise',
  checkboxes: 'checkboxes',
  'multi-select': 'checkboxes',
  date: 'date',
  time: 'time',
  month: 'month',
  file: 'file',
  files: 'file',
  photo: 'file',
  signature: 'signature',
  'id-no': 'id-no',
  rating: 'rating',
  people: 'people',
  'form-field': 'form-field',
};

const RADIOS_AT_MOST = 5;
const LONG_TEXT = 200;

/** How a node is drawn: by one widget, or as a container whose properties or rows are drawn one by one. */
export type Shape = { readonly kind: 'leaf'; readonly widget: WidgetName } | { readonly kind: 'object' | 'rows' };

/**
 * Chooses by `ui:widget`, `x-widget`, then by the type. A field that may not be written is shown as text, not as a dead input.
 * A wish that does not fit the type (an `address` that is an object of fields, say) leaves the choice to the type.
 */
export function shapeOf(node: JsonObject, ui: JsonObject): Shape {
  if (node['readOnly'] === true) return { kind: 'leaf', widget: 'display' };
  const wish = ALIASES[nameIn(ui['ui:widget']) ?? nameIn(node['x-widget']) ?? ''];
  if (wish !== undefined && fits(wish, node)) return { kind: 'leaf', widget: wish };
  const type = typeOf(node);
  if (type === 'object') return isAttachment(node) ? { kind: 'leaf', widget: 'file' } : { kind: 'object' };
  if (type === 'array') return arrayShape(node);
  if (choicesOf(node) !== undefined) return { kind: 'leaf', widget: choiceWidget(node) };
  if (type === 'boolean') return { kind: 'leaf', widget: node['const'] === true ? 'promise' : 'radios' };
  if (type === 'integer' || type === 'number') return { kind: 'leaf', widget: 'number' };
  if (node['format'] === 'date') return { kind: 'leaf', widget: 'date' };
  if (node['format'] === 'id-no') return { kind: 'leaf', widget: 'id-no' };
  return { kind: 'leaf', widget: Number(node['maxLength'] ?? 0) >= LONG_TEXT ? 'textarea' : 'text' };
}

/** The JSON type of a node; the first one that is not null where several are allowed. */
export function typeOf(node: JsonObject): string {
  const type = node['type'];
  if (typeof type === 'string') return type;
  if (Array.isArray(type)) return String((type as readonly JsonValue[]).find((one) => one !== 'null') ?? 'string');
  if (isObject(node['properties'])) return 'object';
  if (isObject(node['items'])) return 'array';
  const constant = node['const'];
  return constant === undefined || constant === null ? 'string' : typeof constant;
}

/** Whether a node is an attachment `{fileId, name, size, type}`. */
export function isAttachment(node: JsonObject): boolean {
  return isObject(node['properties']) && isObject(node['properties']['fileId']);
}

function arrayShape(node: JsonObject): Shape {
  const items = node['items'];
  if (!isObject(items)) return { kind: 'rows' };
  if (choicesOf(items) !== undefined) return { kind: 'leaf', widget: 'checkboxes' };
  return isAttachment(items) ? { kind: 'leaf', widget: 'file' } : { kind: 'rows' };
}

function choiceWidget(node: JsonObject): WidgetName {
  return (choicesOf(node)?.length ?? 0) <= RADIOS_AT_MOST ? 'radios' : 'select';
}

function fits(widget: WidgetName, node: JsonObject): boolean {
  const type = typeOf(node);
  const items = node['items'];
  switch (widget) {
    case 'file':
      return type === 'object' ? isAttachment(node) : type === 'array' && isObject(items) && isAttachment(items);
    case 'signature':
      return type === 'string' || (type === 'object' && isAttachment(node));
    case 'checkboxes':
      return type === 'array' && isObject(items) && choicesOf(items) !== undefined;
    case 'people':
      return type === 'array' && typeof node['x-options'] === 'string';
    case 'select':
    case 'radios':
      return type === 'boolean' || choicesOf(node) !== undefined;
    case 'promise':
      return type === 'boolean';
    case 'number':
    case 'rating':
      return type === 'integer' || type === 'number' || (widget === 'rating' && choicesOf(node) !== undefined);
    default:
      return type === 'string' && choicesOf(node) === undefined;
  }
}

function nameIn(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
