import { isObject, type JsonObject, type JsonValue } from '../../../../engine/index.js';
import { dateText } from '../../shared/time-text.js';
import type { Lang } from '../../shared/lang.js';

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

/** The choices of a property with a closed list of values. */
export function optionsOf(schema: JsonObject, property: string): readonly string[] {
  const list = nodeOf(schema, property)['enum'];
  return Array.isArray(list) ? (list as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];
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
  if (typeof value === 'string' && named?.[value] !== undefined) return named[value];
  if (typeof value === 'string') return node['format'] === 'date' ? dateText(value, lang) : value;
  if (Array.isArray(value)) {
    return (value as readonly JsonValue[])
      .map((one) => (isObject(one) ? Object.values(one).map(String).join(' ') : (named?.[String(one)] ?? String(one))))
      .join('、');
  }
  return Object.values(value).map(String).join(' ');
}
