/** A decision table as it is edited; texts are FEEL as it stands in the file. */
export interface DecisionTable {
  readonly id: string;
  readonly name: string;
  readonly hitPolicy: string;
  readonly aggregation: string;
  readonly description: string;
  readonly inputs: readonly TableInput[];
  readonly outputs: readonly TableOutput[];
  readonly rules: readonly TableRule[];
  /** What is known of the inputs of the decision, by name. */
  readonly data: Readonly<Record<string, string>>;
  /** What the table says of itself in our namespace (gaps, overlaps meant so), attribute by attribute. */
  readonly intended: Readonly<Record<string, string>>;
  /** The drawing of the decision graph, as it stands in the file; empty when there is none. */
  readonly diagram: string;
}

/** A column of conditions. */
export interface TableInput {
  readonly label: string;
  readonly expression: string;
  readonly type: string;
}

/** A column of results. */
export interface TableOutput {
  readonly label: string;
  readonly name: string;
  readonly type: string;
}

/** A row: one text for each column. */
export interface TableRule {
  readonly id: string;
  readonly description: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
}

/** Hit policies that are offered (DMN 1.5, 8.2.8). */
export const HIT_POLICIES: readonly string[] = [
  'UNIQUE',
  'FIRST',
  'ANY',
  'PRIORITY',
  'COLLECT',
  'RULE ORDER',
  'OUTPUT ORDER',
];

/** Types that are offered for columns. */
export const COLUMN_TYPES: readonly string[] = ['string', 'number', 'boolean', 'date', 'Any'];

/** A table with nothing in it but one column of each kind and one row. */
export function newTable(id: string, name: string): DecisionTable {
  return {
    id,
    name,
    hitPolicy: 'UNIQUE',
    aggregation: '',
    description: '',
    inputs: [{ label: '条件', expression: 'condition', type: 'boolean' }],
    outputs: [{ label: '结论', name: 'outcome', type: 'string' }],
    rules: [{ id: `${id}_rule1`, description: '', inputs: ['-'], outputs: ['""'] }],
    data: {},
    intended: {},
    diagram: '',
  };
}
