import type { Text } from './text.js';

/** `error` refuses the deployment, `warning` is shown and deployed. */
export type Severity = 'error' | 'warning';

/**
 * One finding about a package file. Exactly one place is named: `elementId` for BPMN and DMN, `pointer` (RFC 6901) for JSON.
 * `rule` is a stable key such as `flow-endpoint` or `unknown-element`; `clause` names the source, for example `BPMN 2.0.2 10.5.1`.
 * `ruleNumber` is the number of a static rule of BPMN in the public list of extended rules, for example `EXT.096`.
 */
export interface Problem {
  readonly severity: Severity;
  readonly rule: string;
  readonly text: Text;
  readonly file?: string;
  readonly elementId?: string;
  readonly pointer?: string;
  readonly line?: number;
  readonly clause?: string;
  /** The way to the fault, for one that shows only in a run: the elements passed, the last one saying what is wrong there. */
  readonly steps?: readonly { readonly elementId: string; readonly text: Text }[];
  readonly ruleNumber?: string;
}
