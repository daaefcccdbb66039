import type { JsonObject } from '../../engine/index.js';

/**
 * What a field holds, as people choose it. `group`: fields under one heading; `list`: rows of fields. `other`: described by hand in the
 * file; kept as it is.
 */
export type FieldKind =
  | 'text'
  | 'long'
  | 'number'
  | 'integer'
  | 'money'
  | 'area'
  | 'date'
  | 'month'
  | 'time'
  | 'yes-no'
  | 'promise'
  | 'choice'
  | 'choices'
  | 'person-name'
  | 'id-no'
  | 'mobile'
  | 'landline'
  | 'email'
  | 'postcode'
  | 'uscc'
  | 'bank-account'
  | 'file'
  | 'files'
  | 'signature'
  | 'group'
  | 'list'
  | 'other';

/** How well a field is protected: L1 open, L2 internal, L3 sensitive, L4 sealed in the store. */
export type ProtectionClass = 'L1' | 'L2' | 'L3' | 'L4';

/** One of the values that a choice offers. */
export interface FieldOption {
  readonly value: string;
  readonly title: string;
  readonly english: string;
}

/** A field is shown when another field of the form (at its top level) has one of these values, or holds one of them among its own. */
export interface ShowRule {
  readonly field: string;
  readonly values: readonly (string | number | boolean)[];
  /** The other field holds several values. */
  readonly isAmong: boolean;
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
  /** The fields of a group, or of each row of a list. */
  readonly children?: readonly Field[];
  /** When it is shown; absent: always. `kept`: a condition that only the file can say. */
  readonly show?: ShowRule | 'kept';
  /** The field as the file has it, with the name it has there and its English texts by pointer into it; absent for a new one. */
  readonly origin?: {
    readonly name: string;
    readonly kind: FieldKind;
    readonly node: JsonObject;
    readonly english: Readonly<Record<string, string>>;
  };
}

/** An object schema with its English texts by JSON Pointer: a form, a row of a register. */
export interface FieldDocument {
  readonly schema: JsonObject;
  readonly english: Readonly<Record<string, string>>;
}
