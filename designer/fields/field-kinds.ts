import type { JsonObject } from '../../engine/index.js';
import { isObject } from '../../engine/index.js';
import type { FieldKind, ProtectionClass } from './field.js';

/** The kinds that can be chosen, in the order in which they are offered. */
export const FIELD_KINDS: readonly FieldKind[] = [
  'text',
  'long',
  'number',
  'integer',
  'date',
  'yes-no',
  'promise',
  'choice',
  'choices',
  'person-name',
  'id-no',
  'mobile',
  'uscc',
  'file',
];

/** The masks of the form logic, in the order in which they are offered. */
export const FIELD_MASKS: readonly string[] = ['id-no', 'mobile', 'name', 'address', 'bank-account', 'hidden'];

const ATTACHMENT: JsonObject = {
  type: 'object',
  additionalProperties: false,
  required: ['fileId', 'name', 'size', 'type'],
  properties: {
    fileId: { type: 'string', pattern: '^[0-9a-f]{64}$' },
    name: { type: 'string', maxLength: 200 },
    size: { type: 'integer', minimum: 1 },
    type: { type: 'string', maxLength: 100 },
  },
  'x-widget': 'file',
};

const SCHEMAS: Readonly<Record<FieldKind, JsonObject>> = {
  text: { type: 'string', minLength: 1, maxLength: 100 },
  long: { type: 'string', minLength: 1, maxLength: 1000, 'x-widget': 'textarea' },
  number: { type: 'number' },
  integer: { type: 'integer' },
  date: { type: 'string', format: 'date' },
  'yes-no': { type: 'boolean' },
  promise: { type: 'boolean', const: true },
  choice: { type: 'string' },
  choices: { type: 'array', uniqueItems: true, items: { type: 'string' } },
  'person-name': { type: 'string', format: 'person-name' },
  'id-no': { type: 'string', format: 'id-no', 'x-widget': 'id-no' },
  mobile: { type: 'string', format: 'mobile', 'x-widget': 'mobile' },
  uscc: { type: 'string', format: 'uscc' },
  file: ATTACHMENT,
  other: { type: 'string' },
};

const PROTECTIONS: Partial<Record<FieldKind, { readonly protection: ProtectionClass; readonly mask: string }>> = {
  'person-name': { protection: 'L2', mask: 'name' },
  'id-no': { protection: 'L4', mask: 'id-no' },
  mobile: { protection: 'L3', mask: 'mobile' },
};

/** The schema a field of this kind begins with, without titles and choices. */
export function schemaOfKind(kind: FieldKind): JsonObject {
  return SCHEMAS[kind];
}

/** How a field of this kind is protected unless somebody says otherwise. */
export function protectionOfKind(kind: FieldKind): { readonly protection: ProtectionClass; readonly mask: string } {
  return PROTECTIONS[kind] ?? { protection: 'L1', mask: '' };
}

/** What a schema holds; `other` for what only the file can say. */
export function kindOfSchema(node: JsonObject): FieldKind {
  const { type, format, items } = node;
  if (type === 'boolean') return node['const'] === true ? 'promise' : 'yes-no';
  if (type === 'integer') return 'integer';
  if (type === 'number') return 'number';
  if (type === 'object') return isAttachment(node) ? 'file' : 'other';
  if (type === 'array') return isObject(items) && hasChoices(items) && items['type'] === 'string' ? 'choices' : 'other';
  if (type !== 'string' || typeof node['x-options'] === 'string') return 'other';
  if (hasChoices(node)) return 'choice';
  if (format === 'date' || format === 'person-name' || format === 'id-no' || format === 'mobile' || format === 'uscc')
    return format;
  if (format !== undefined) return 'other';
  return node['x-widget'] === 'textarea' || Number(node['maxLength'] ?? 0) >= 200 ? 'long' : 'text';
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
