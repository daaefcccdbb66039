import { isObject, type JsonObject, type JsonValue, type RegisterDefinition } from '../../../engine/index.js';

/** What one column of a sheet holds: a property of the register whose values fit into a cell. */
export interface Column {
  readonly property: string;
  /** Head of the column, as people read it. */
  readonly title: string;
  readonly kind: 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'list';
  /** How many units one shown unit has: 100 for amounts in 分 and areas in 0.01 m², else 1. */
  readonly scale: number;
  readonly required: boolean;
  readonly options?: readonly string[];
  /** The value is personal data of class L3 or L4. */
  readonly isProtected: boolean;
}

const SCALED: ReadonlySet<JsonValue> = new Set(['fen', '0.01m2']);

const textsOf = (value: JsonValue | undefined): readonly string[] =>
  Array.isArray(value) ? (value as readonly JsonValue[]).filter((one) => typeof one === 'string') : [];

const kindOf = (schema: JsonObject): Column['kind'] | undefined => {
  const items = schema['items'];
  switch (schema['type']) {
    case 'string':
      return schema['format'] === 'date' ? 'date' : 'text';
    case 'integer':
      return 'integer';
    case 'number':
      return 'number';
    case 'boolean':
      return 'boolean';
    case 'array':
      return isObject(items) && items['type'] === 'string' ? 'list' : undefined;
    default:
      return undefined;
  }
};

/** The columns of a register's sheets, in the order of its schema. Objects and lists of objects have no place in a sheet. */
export function columnsOf({ schema }: RegisterDefinition): readonly Column[] {
  const properties = schema['properties'];
  const required = new Set(textsOf(schema['required']));
  if (!isObject(properties)) return [];
  return Object.entries(properties).flatMap(([property, node]): readonly Column[] => {
    const kind = isObject(node) ? kindOf(node) : undefined;
    if (!isObject(node) || kind === undefined) return [];
    const title = node['title'];
    const items = node['items'];
    const options = textsOf(isObject(items) ? items['enum'] : node['enum']);
    return [
      {
        property,
        title: typeof title === 'string' ? title : property,
        kind,
        scale: SCALED.has(node['x-unit'] ?? null) ? 100 : 1,
        required: required.has(property),
        isProtected: node['x-class'] === 'L3' || node['x-class'] === 'L4',
        ...(options.length > 0 ? { options } : {}),
      },
    ];
  });
}
