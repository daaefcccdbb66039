import type { FormFieldRow } from './form-fields.js';
import { type Create, type Edit, type ModdleObject, partsOf, textOf } from './moddle-object.js';

/** What a node may do with a field. */
export type Access = 'hidden' | 'read' | 'write' | 'append';

/** The accesses in the order in which they are offered. */
export const ACCESSES: readonly Access[] = ['hidden', 'read', 'write', 'append'];

/** One row of the matrix. */
export interface AccessRow extends FormFieldRow {
  /** The access this node gives to exactly this field. */
  readonly own: Access | undefined;
  /** What holds in the end: the own access, else the nearest ancestor's, else the default; undefined is a Problem at deploy. */
  readonly effective: Access | undefined;
  /** Where a field without an own access has it from: a path, or `default`. */
  readonly from: string | undefined;
  readonly required: boolean | undefined;
}

/** An entry whose path the form does not have. */
export interface StrayEntry {
  readonly path: string;
  readonly entry: ModdleObject;
}

/** The matrix of one `yizhan:FormAccess` over the fields of its form. */
export function accessRows(
  fields: readonly FormFieldRow[],
  access: ModdleObject,
): { readonly rows: readonly AccessRow[]; readonly strays: readonly StrayEntry[] } {
  const entries = new Map(partsOf(access, 'fields').map((entry) => [textOf(entry, 'path') ?? '', entry]));
  const fallback = accessOf(textOf(access, 'default'));
  const known = new Set(fields.flatMap(({ path, isList }) => (isList ? [path, `${path}/*`] : [path])));
  const rows = fields.map((field): AccessRow => {
    const entry = entries.get(field.path);
    const own = accessOf(textOf(entry, 'access'));
    const above = own === undefined ? nearest(entries, field.path) : undefined;
    const from = above?.path ?? (own === undefined && fallback !== undefined ? 'default' : undefined);
    const required = entry?.get('required');
    return {
      ...field,
      own,
      effective: own ?? above?.access ?? fallback,
      from,
      required: typeof required === 'boolean' ? required : undefined,
    };
  });
  const strays = [...entries].filter(([path]) => !known.has(path)).map(([path, entry]) => ({ path, entry }));
  return { rows, strays };
}

/** Gives a field an access of its own; undefined lets it inherit again. */
export function setAccess(create: Create, access: ModdleObject, path: string, own: Access | undefined): Edit {
  const entries = partsOf(access, 'fields');
  const entry = entries.find((one) => textOf(one, 'path') === path);
  if (own === undefined) return { target: access, properties: { fields: entries.filter((one) => one !== entry) } };
  const unrequire = own === 'write' || own === 'append' ? {} : { required: undefined };
  if (entry) return { target: entry, properties: { access: own, ...unrequire } };
  return { target: access, properties: { fields: [...entries, create('yizhan:Field', { path, access: own })] } };
}

/** Says whether a field must be filled in here; undefined leaves it to the schema. Needs an access of the field's own. */
export function setRequired(
  create: Create,
  access: ModdleObject,
  row: Pick<AccessRow, 'path' | 'effective'>,
  required: boolean | undefined,
): Edit {
  const entries = partsOf(access, 'fields');
  const entry = entries.find((one) => textOf(one, 'path') === row.path);
  if (entry) return { target: entry, properties: { required } };
  const made = create('yizhan:Field', { path: row.path, access: row.effective ?? 'write', required });
  return { target: access, properties: { fields: [...entries, made] } };
}

/** Gives every outermost field the same access and drops all other entries. */
export function setEverywhere(
  create: Create,
  access: ModdleObject,
  fields: readonly FormFieldRow[],
  own: Access,
): Edit {
  const entries = new Map(partsOf(access, 'fields').map((entry) => [textOf(entry, 'path'), entry]));
  const outer = fields.filter(({ depth }) => depth === 0);
  const made = outer.map(({ path }) => {
    const required = own === 'write' ? entries.get(path)?.get('required') : undefined;
    return create('yizhan:Field', { path, access: own, ...(required === undefined ? {} : { required }) });
  });
  return { target: access, properties: { fields: made } };
}

/** Drops an entry. */
export function removeEntry(access: ModdleObject, entry: ModdleObject): Edit {
  return { target: access, properties: { fields: partsOf(access, 'fields').filter((one) => one !== entry) } };
}

function nearest(
  entries: ReadonlyMap<string, ModdleObject>,
  path: string,
): { readonly path: string; readonly access: Access } | undefined {
  for (let at = path.lastIndexOf('/'); at >= 0; at = path.lastIndexOf('/', at - 1)) {
    const above = path.slice(0, at);
    const access = accessOf(textOf(entries.get(above), 'access'));
    if (access !== undefined) return { path: above, access };
    if (at === 0) break;
  }
  return undefined;
}

function accessOf(raw: string | undefined): Access | undefined {
  return ACCESSES.find((one) => one === raw);
}
