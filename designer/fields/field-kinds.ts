import type { JsonObject } from '../../engine/index.js';
import { isObject } from '../../engine/index.js';
import type { FieldKind, ProtectionClass } from './field.js';

/** The kinds that can be chosen, in the order in which they are offered. */
export const FIELD_KINDS: readonly FieldKind[] = [
  'text',
  'long',
  'number',
  'integer',
  'money',
  'area',
  'date',
  'month',
  'time',
  'yes-no',
  'promise',
  'choice',
  'choices',
  'person-name',
  'id-no',
  'mobile',
  'landline',
  'email',
  'postcode',
  'uscc',
  'bank-account',
  'file',
  'files',
  'signature',
  'group',
  'list',
];

/** The masks of the form logic, in the order in which they are offered. */
export const FIELD_MASKS: readonly string[] = ['id-no', 'mobile', 'name', 'address', 'bank-account', 'hidden'];

const WITHOUT_WIDGET: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['fileId', 'name', 'size', 'type'],
  properties: {
    fileId: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    name: { type: 'string', maxLength: 200 },
    size: { type: 'integer', minimum: 1 },
    type: { type: 'string', maxLength: 100 },
  },
};
const ATTACHMENT: JsonObject = { ...WITHOUT_WIDGET, 'x-widget': 'file' };

const SCHEMAS: Readonly<Record<FieldKind, JsonObject>> = {
  text: { type: 'string', minLength: 1, maxLength: 100 },
  long: { type: 'string', minLength: 1, maxLength: 1000, 'x-widget': 'textarea' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  money: { type: 'integer', minimum: 0, 'x-unit': 'fen' },
  area: { type: 'integer', minimum: 1, 'x-unit': '0.01m2' },
  date: { type: 'string', format: 'date' },
  month: { type: 'string', pattern: '^[0-9]{4}-(0[1-9]|1[0-2])$', 'x-widget': 'month' },
  time: { type: 'string', pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$', 'x-widget': 'time' },
  'yes-no': { type: 'boolean' },
  promise: { type: 'boolean', const: true },
  choice: { type: 'string' },
  choices: { type: 'array', uniqueItems: true, items: { type: 'string' } },
  'person-name': { type: 'string', format: 'person-name' },
  'id-no': { type: 'string', format: 'id-no', 'x-widget': 'id-no' },
  mobile: { type: 'string', format: 'mobile', 'x-widget': 'mobile' },
  uscc: { type: 'string', format: 'uscc' },
  landline: { type: 'string', format: 'landline' },
  email: { type: 'string', format: 'email' },
  postcode: { type: 'string', format: 'postcode' },
  'bank-account': { type: 'string', format: 'bank-account' },
  file: ATTACHMENT,
  files: { type: 'array', maxItems: 9, items: WITHOUT_WIDGET, 'x-widget': 'file' },
  signature: { ...WITHOUT_WIDGET, 'x-widget': 'signature' },
  group: { type: 'object', additionalProperties: false, properties: {} },
  list: { type: 'array', maxItems: 50, items: { type: 'object', additionalProperties: false, properties: {} } },
  other: { type: 'string' },
};

const PROTECTIONS: Partial<Record<FieldKind, { readonly protection: ProtectionClass; readonly mask: string }>> = {
  'person-name': { protection: 'L2', mask: 'name' },
  'id-no': { protection: 'L4', mask: 'id-no' },
  mobile: { protection: 'L3', mask: 'mobile' },
  landline: { protection: 'L2', mask: '' },
  email: { protection: 'L2', mask: '' },
  'bank-account': { protection: 'L4', mask: 'bank-account' },
};

/** The schema a field of this kind begins with, without titles and choices. */
export function schemaOfKind(kind: FieldKind): JsonObject {
  return SCHEMAS[kind];
}

/** How a field of this kind is protected unless somebody says otherwise. */
export function protectionOfKind(kind: FieldKind): { readonly protection: ProtectionClass; readonly mask: string } {
  return PROTECTIONS[kind] ?? { protection: 'L1', mask: '' };
}

const FORMATS: ReadonlySet<string> = new Set<FieldKind>([
  'date',
  'person-name',
  'id-no',
  'mobile',
  'landline',
  'email',
  'postcode',
  'uscc',
  'bank-account',
]);

/** What a schema holds; `other` for what only the file can say. */
export function kindOfSchema(node: JsonObject): FieldKind {
  const { type, items } = node;
  if (type === 'boolean') return node['const'] === true ? 'promise' : 'yes-no';
  if (type === 'integer') return UNITS[String(node['x-unit'])] ?? 'integer';
  if (type === 'number') return 'number';
  if (type === 'object') {
    if (isAttachment(node)) return node['x-widget'] === 'signature' ? 'signature' : 'file';
    return isGroup(node) ? 'group' : 'other';
  }
  if (type === 'array') return isObject(items) ? kindOfRows(items) : 'other';
  return type === 'string' ? kindOfText(node) : 'other';
}

const UNITS: Readonly<Record<string, FieldKind>> = { fen: 'money', '0.01m2': 'area' };

function kindOfRows(items: JsonObject): FieldKind {
  if (hasChoices(items)) return items['type'] === 'string' ? 'choices' : 'other';
  if (items['type'] !== 'object') return 'other';
  if (isAttachment(items)) return 'files';
  return isGroup(items) ? 'list' : 'other';
}

function kindOfText(node: JsonObject): FieldKind {
  const { format } = node;
  const widget = node['x-widget'];
  if (typeof node['x-options'] === 'string') return 'other';
  if (hasChoices(node)) return 'choice';
  if (typeof format === 'string') return FORMATS.has(format) ? (format as FieldKind) : 'other';
  if (widget === 'time' || widget === 'month') return widget;
  return widget === 'textarea' || Number(node['maxLength'] ?? 0) >= 200 ? 'long' : 'text';
}

/** Where the fields of a group or of the rows of a list stand in its schema; undefined for fields without fields of their own. */
export function childrenPlace(kind: FieldKind): readonly string[] | undefined {
  if (kind === 'group') return [];
  return kind === 'list' ? ['items'] : undefined;
}

function isGroup(node: JsonObject): boolean {
  return isObject(node['properties']) && !['oneOf', 'anyOf', '$ref'].some((key) => key in node);
}

/** Where the choices of a field stand: its own schema, or that of its items. */
export function choicesPlace(kind: FieldKind): readonly string[] | undefined {
  if (kind === 'choice') return [];
  return kind === 'choices' ? ['items'] : undefined;
}

function hasChoices(node: JsonObject): boolean {
  return Array.isArray(node['oneOf']) || Array.isArray(node['enum']);
}

function isAttachment(node: JsonObject): boolean {
  return isObject(node['properties']) && isObject(node['properties']['fileId']);
}
