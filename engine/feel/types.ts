/** A type as FEEL names it (DMN 1.5, 10.3.2.9). `any` conforms to everything; absent knowledge is `any` too. */
export type FeelType =
  | { readonly kind: SimpleTypeName }
  | { readonly kind: 'list'; readonly of: FeelType }
  | { readonly kind: 'range'; readonly of: FeelType }
  | { readonly kind: 'context'; readonly members: Readonly<Record<string, FeelType>> }
  | { readonly kind: 'function'; readonly parameters: readonly FeelType[]; readonly result: FeelType };

/** The types without parts. */
export type SimpleTypeName =
  | 'any'
  | 'null'
  | 'boolean'
  | 'string'
  | 'number'
  | 'date'
  | 'time'
  | 'date and time'
  | 'days and time duration'
  | 'years and months duration';

/** The type that says nothing. */
export const ANY: FeelType = { kind: 'any' };
