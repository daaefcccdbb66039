import type { FieldAccess, FieldEntryPlan } from '../model/plan.js';
import { pointerParts } from './pointer.js';

/** What one node may do with one form, with its expressions already evaluated. */
export interface NodeAccess {
  readonly formId: string;
  /** Access of a field that has no entry of its own or of an ancestor. */
  readonly fallback: FieldAccess;
  readonly fields: readonly FieldEntryPlan[];
  /** Pointers that are writable in addition (fields a correction notice names). */
  readonly writable: readonly string[];
  /** The whole document is checked against the full schema. */
  readonly complete: boolean;
  /** Pointer of the signature list of a joint form. */
  readonly joint?: string;
}

/** Everything may be written and everything is checked: the access of a start form without entries. */
export const FULL_ACCESS: Omit<NodeAccess, 'formId'> = { fallback: 'write', fields: [], writable: [], complete: true };

/**
 * The access of the place `pointer` (concrete indexes or `*`): the entry of the place itself, else of its nearest ancestor, else
 * the fallback. A pointer of `writable` opens the place and everything below it.
 * @see decisions 8
 */
export function accessAt(access: NodeAccess, pointer: string): FieldAccess {
  const parts = pointerParts(pointer);
  if (access.writable.some((open) => isPrefix(pointerParts(open), parts))) return 'write';
  let best: { readonly length: number; readonly access: FieldAccess } | undefined;
  for (const entry of access.fields) {
    const own = pointerParts(entry.path);
    if (own.length > (best?.length ?? -1) && isPrefix(own, parts)) best = { length: own.length, access: entry.access };
  }
  return best?.access ?? access.fallback;
}

/** True when some place at or below `pointer` may be written or appended to. */
export function anyWritableBelow(access: NodeAccess, pointer: string): boolean {
  const here = accessAt(access, pointer);
  if (here === 'write' || here === 'append') return true;
  const parts = pointerParts(pointer);
  return (
    access.writable.some((open) => isPrefix(parts, pointerParts(open))) ||
    access.fields.some(
      (entry) => (entry.access === 'write' || entry.access === 'append') && isPrefix(parts, pointerParts(entry.path)),
    )
  );
}

/** True when nothing at or below `pointer` may be seen. */
export function hiddenThroughout(access: NodeAccess, pointer: string): boolean {
  if (accessAt(access, pointer) !== 'hidden') return false;
  const parts = pointerParts(pointer);
  return (
    !access.writable.some((open) => isPrefix(parts, pointerParts(open))) &&
    !access.fields.some((entry) => entry.access !== 'hidden' && isPrefix(parts, pointerParts(entry.path)))
  );
}

/** Whether the node itself makes the place required or optional; undefined: the schema decides. */
export function requiredAt(access: NodeAccess, pointer: string): boolean | undefined {
  const parts = pointerParts(pointer);
  return access.fields.find((entry) => {
    const own = pointerParts(entry.path);
    return own.length === parts.length && isPrefix(own, parts);
  })?.required;
}

function isPrefix(prefix: readonly string[], parts: readonly string[]): boolean {
  return (
    prefix.length <= parts.length &&
    prefix.every((part, index) => part === parts[index] || part === '*' || parts[index] === '*')
  );
}
