import { isObject, type JsonObject, type JsonValue } from '../../../engine/index.js';
import { dateText } from './time-text.js';
import type { Lang } from './lang.js';

const MOST_COLUMNS = 7;
const HUNDREDTHS: ReadonlySet<JsonValue> = new Set(['fen', '0.01m2']);

/** The schema of one property; empty for an unknown one. */
export function nodeOf(schema: JsonObject, property: string): JsonObject {
  const properties = schema['properties'];
  const node = isObject(properties) ? properties[property] : undefined;
  return isObject(node) ? node : {};
}

/** The title of a property as the register names it. */
export function titleOf(schema: JsonObject, property: string): string {
  const { title } = nodeOf(schema, property) as { readonly title?: JsonValue };
  return typeof title === 'string' ? title : property;
}

/** Names of all properties, in the order of the schema. */
export function propertiesOf(schema: JsonObject): readonly string[] {
  const properties = schema['properties'];
  return isObject(properties) ? Object.keys(properties) : [];
}

/** The columns of the list: those the register names, else its first ones. */
export function columnsOf(schema: JsonObject, columns: readonly string[] | undefined): readonly string[] {
  return columns ?? propertiesOf(schema).slice(0, MOST_COLUMNS);
}

/** A value of a closed list with its name for people. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** The choices of a property with a closed list of values, of one or of several. */
export function optionsOf(schema: JsonObject, property: string): readonly Choice[] {
  const node = nodeOf(schema, property);
  return choicesIn(isObject(node['items']) ? node['items'] : node);
}

function choicesIn(node: JsonObject): readonly Choice[] {
  const { enum: list, oneOf } = node;
  const labels = node['x-labels'];
  if (Array.isArray(list)) {
    return (list as readonly JsonValue[]).flatMap((value, index) => {
      const label = Array.isArray(labels) ? (labels as readonly JsonValue[])[index] : undefined;
      return typeof value === 'string' ? [{ value, label: typeof label === 'string' ? label : value }] : [];
    });
  }
  if (!Array.isArray(oneOf)) return [];
  return (oneOf as readonly JsonValue[]).flatMap((one) => {
    if (!isObject(one) || typeof one['const'] !== 'string') return [];
    const { title } = one;
    return [{ value: one['const'], label: typeof title === 'string' ? title : one['const'] }];
  });
}

/** Names by key, of the rows a property refers to. */
export type NamesByKey = Readonly<Record<string, string>> | undefined;

/** A value as people read it; amounts and areas with two decimals, dates in words, references by the name of their row. */
export function valueText(
  { schema, names }: { readonly schema: JsonObject; readonly names: Readonly<Record<string, NamesByKey>> },
  property: string,
  value: JsonValue | undefined,
  lang: Lang,
): string {
  if (value === undefined || value === null) return '';
  const node = nodeOf(schema, property);
  const named = names[property];
  if (typeof value === 'boolean') return value ? (lang === 'zh' ? '是' : 'yes') : lang === 'zh' ? '否' : 'no';
  if (typeof value === 'number')
    return HUNDREDTHS.has(node['x-unit'] ?? null) ? (value / 100).toFixed(2) : String(value);
  const choices = optionsOf(schema, property);
  const nameOf = (one: string): string => named?.[one] ?? choices.find((choice) => choice.value === one)?.label ?? one;
  if (typeof value === 'string') return node['format'] === 'date' ? dateText(value, lang) : nameOf(value);
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[])
      .map((one) => (isObject(one) ? partsText(one) : nameOf(String(one))))
      .join(lang === 'zh' ? '、' : ', ');
  }
  return partsText(value as JsonObject);
}

/** The parts of a group one behind the other; lists and groups within it are left to the page of what they belong to. */
function partsText(value: JsonObject): string {
  return Object.values(value)
    .filter((one) => typeof one !== 'object')
    .map(String)
    .join(' · ');
}
