import type { FeelValue } from '../feel/value.js';

/** Hit policies of decision tables (DMN 1.5, 8.2.10). */
export const HIT_POLICIES = ['UNIQUE', 'ANY', 'PRIORITY', 'FIRST', 'COLLECT', 'RULE ORDER', 'OUTPUT ORDER'] as const;
export type HitPolicy = (typeof HIT_POLICIES)[number];

/** Aggregators of COLLECT (DMN 1.5, 8.2.10). */
export const AGGREGATIONS = ['SUM', 'COUNT', 'MIN', 'MAX'] as const;
export type Aggregation = (typeof AGGREGATIONS)[number];

/** Columns of a table: output names (one unnamed column allowed) and, per column, allowed values in order of priority. */
export interface OutputColumns {
  readonly names: readonly string[];
  readonly priorities: readonly (readonly FeelValue[])[];
}

/** How hits become the value of a table. */
export interface Policy {
  readonly hitPolicy: HitPolicy;
  readonly aggregation: Aggregation | undefined;
  readonly columns: OutputColumns;
}
