import type { JsonObject } from '../../engine/index.js';

/** What a field holds, as people choose it. `other`: described by hand in the file (groups, lists of rows); kept as it is. */
export type FieldKind =
  | 'text'
  | 'long'
  | 'number'
  | 'integer'
  | 'date'
  | 'yes-no'
  | 'promise'
  | 'choice'
  | 'choices'
  | 'person-name'
  | 'id-no'
  | 'mobile'
  | 'uscc'
  | 'file'
  | 'other';

/** How well a field is protected: L1 open, L2 internal, L3 sensitive, L4 sealed in the store. */
export type ProtectionClass = 'L1' | 'L2' | 'L3' | 'L4';

/** One of the values that a choice offers. */
export interface FieldOption {
  readonly value: string;
  readonly title: string;
  readonly english: string;
}

/** A field of a form or a column of a register, as it is edited. */
export interface Field {
  readonly name: string;
  readonly title: string;
  readonly english: string;
  readonly kind: FieldKind;
  readonly isRequired: boolean;
  readonly options: readonly FieldOption[];
  readonly protection: ProtectionClass;
  /** One of the masks of the form logic; empty: none. */
  readonly mask: string;
  /** The field as the file has it, with the name it has there; absent for a new one. */
  readonly origin?: { readonly name: string; readonly kind: FieldKind; readonly node: JsonObject };
}

/** An object schema with its English texts by JSON Pointer: a form, a row of a register. */
export interface FieldDocument {
  readonly schema: JsonObject;
  readonly english: Readonly<Record<string, string>>;
}
