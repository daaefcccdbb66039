import type { JsonObject, JsonValue } from '../../../engine/index.js';
import { isObject, pointerOf } from '../../../engine/index.js';
import { say, textIn } from '../say.js';
import type { Lang } from '../types.js';
import { shapeOf } from './widget-name.js';

/** The two schemas rjsf draws from: only what is shown, and for every leaf the name of its widget. */
export interface FormPlan {
  readonly schema: JsonObject;
  readonly uiSchema: JsonObject;
}

/** What the plan of a form depends on; equal values give an equal plan. */
export interface PlanInput {
  /** Localised schema of the node. */
  readonly schema: JsonObject;
  readonly uiSchema: JsonObject;
  readonly lang: Lang;
  readonly hidden: ReadonlySet<string>;
  readonly required: ReadonlySet<string>;
  /** Only fields that can be written, for answering a correction. */
  readonly onlyWritable: boolean;
  /** Dates by year, month and day: for a browser whose own calendar speaks another language than the page. */
  readonly dateParts?: boolean;
}

/**
 * Prepares a form for rjsf. Conditions are gone: visibility and conditional requireds have been worked out by us, because rjsf
 * resolves `if`/`then` again and again on every key (measured 27 ms for 20 of them at 150 fields).
 */
export function planForm(input: PlanInput): FormPlan {
  const { schema, ui } = planNode(input, input.schema, input.uiSchema, '');
  return { schema, uiSchema: ui };
}

interface Planned {
  readonly schema: JsonObject;
  readonly ui: JsonObject;
}

function planNode(input: PlanInput, node: JsonObject, ui: JsonObject, pointer: string): Planned {
  const shape = shapeOf(node, ui);
  const texts = textsOf(node, ui, input.lang);
  if (shape.kind === 'leaf') {
    const widget = shape.widget === 'date' && input.dateParts === true ? 'date-parts' : shape.widget;
    return {
      schema: leafSchema(node),
      ui: { 'ui:field': 'leaf', 'ui:widget': widget, ...texts, 'ui:options': optionsOf(ui) },
    };
  }
  if (shape.kind === 'object')
    return planObject(input, node, { ...texts, 'ui:options': variantOf(node, ui) }, ui, pointer);
  const items = isObject(node['items']) ? node['items'] : { type: 'string' };
  const itemUi = isObject(ui['items']) ? ui['items'] : {};
  const planned = planNode(input, items, itemUi, `${pointer}/*`);
  return {
    schema: { ...pick(node, ['title', 'maxItems', 'minItems']), type: 'array', items: planned.schema },
    ui: {
      ...texts,
      'ui:options': { ...variantOf(node, ui), ...(hasFixedRows(items) ? FIXED_ROWS : {}) },
      items: planned.ui,
    },
  };
}

function planObject(input: PlanInput, node: JsonObject, head: JsonObject, ui: JsonObject, pointer: string): Planned {
  const properties: Record<string, JsonValue> = {};
  const uis: Record<string, JsonValue> = { ...head };
  const required: string[] = [];
  const own = new Set(Array.isArray(node['required']) ? (node['required'] as readonly JsonValue[]) : []);
  for (const [key, child] of Object.entries(isObject(node['properties']) ? node['properties'] : {})) {
    const place = pointer + pointerOf([key]);
    if (!isObject(child) || input.hidden.has(place)) continue;
    if (input.onlyWritable && child['readOnly'] === true && !pointer.includes('/*')) continue;
    const childUi = isObject(ui[key]) ? ui[key] : {};
    if (childUi['ui:widget'] === 'hidden' || isFixed(child)) continue;
    const planned = planNode(input, child, childUi, place);
    properties[key] = planned.schema;
    uis[key] = planned.ui;
    if (pointer.includes('/*') ? own.has(key) : input.required.has(place)) required.push(key);
  }
  const order = orderOf(ui['ui:order'], Object.keys(properties));
  if (order !== undefined) uis['ui:order'] = order;
  return { schema: { ...pick(node, ['title']), type: 'object', properties, required }, ui: uis };
}

/** A value that can only be one thing is not asked for; `withDefaults` fills it in. A promise is: it has to be given. */
export function isFixed(node: JsonObject): boolean {
  return 'const' in node && typeof node['const'] !== 'boolean';
}

/** A leaf keeps what its widget needs and nothing rjsf would act upon by itself. */
function leafSchema(node: JsonObject): JsonObject {
  const { if: _if, then: _then, else: _else, allOf: _allOf, default: _default, 'x-show': _show, ...rest } = node;
  return rest;
}

function textsOf(node: JsonObject, ui: JsonObject, lang: Lang): JsonObject {
  const description = say(textIn(ui['ui:description']) ?? textIn(node['description']), lang);
  const help = say(textIn(ui['ui:help']), lang);
  const placeholder = say(textIn(ui['ui:placeholder']), lang);
  return {
    ...(description === '' ? {} : { 'ui:description': description }),
    ...(help === '' ? {} : { 'ui:help': help }),
    ...(placeholder === '' ? {} : { 'ui:placeholder': placeholder }),
  };
}

/** `x-widget` of a container (`address`, `slot`, `check-list`, `table`) says how its parts are laid out. */
function variantOf(node: JsonObject, ui: JsonObject): JsonObject {
  const wish = ui['ui:widget'] ?? node['x-widget'];
  return typeof wish === 'string' ? { variant: wish } : {};
}

const FIXED_ROWS = { addable: false, removable: false, orderable: false };

/** Rows with fields that may only be read stay as they are and where they are: the server keeps those fields by position. */
function hasFixedRows(items: JsonObject): boolean {
  const properties = items['properties'];
  return (
    isObject(properties) && Object.values(properties).some((child) => isObject(child) && child['readOnly'] === true)
  );
}

function optionsOf(ui: JsonObject): JsonObject {
  return isObject(ui['ui:options']) ? ui['ui:options'] : {};
}

function orderOf(wish: JsonValue | undefined, keys: readonly string[]): readonly string[] | undefined {
  if (!Array.isArray(wish)) return undefined;
  const known = (wish as readonly JsonValue[]).filter(
    (key) => typeof key === 'string' && (key === '*' || keys.includes(key)),
  );
  return [...(known as readonly string[]), ...(known.includes('*') ? [] : ['*'])];
}

function pick(node: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => (key in node ? [[key, node[key] ?? null] as const] : [])));
}
