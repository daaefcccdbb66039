import type { CalendarData } from '../calendar/calendar-data.js';
import type { CompiledDecisionModel } from '../decision/compile-decision.js';
import type { JsonObject, JsonValue } from './json.js';
import type { ProcessPlan } from './plan.js';
import type { Text } from './text.js';

/** `manifest.json` of a package. Unknown keys are refused, except those that start with `x-`. */
export interface Manifest {
  readonly key: string;
  /** Major and minor, for example `1.0`. */
  readonly version: string;
  readonly title: Text;
  readonly description?: Text;
  /** Other packages by key and major version; resolved to exact hashes at publish. */
  readonly requires?: Readonly<Record<string, string>>;
  readonly requireSound?: boolean;
  /** Names of statuses its cases can have, by key: of its own ones, and of common ones that are called otherwise here. */
  readonly statuses?: Readonly<Record<string, Text>>;
  /** Present when people can start a case of this package. */
  readonly service?: ServiceDescription;
}

/** The service as residents see it. */
export interface ServiceDescription {
  readonly processId: string;
  readonly startEventId: string;
  /** Form id of the application; also the variable that holds the document. */
  readonly formId: string;
  readonly itemCode: string;
  readonly audience: readonly string[];
  readonly startRoles: readonly string[];
  readonly topics: readonly string[];
  readonly synonyms?: readonly string[];
  readonly who: Text;
  readonly bring: readonly Text[];
  readonly limits: Text;
  readonly steps: readonly Text[];
  readonly contact: Text;
  readonly fee?: Text;
  readonly basis?: readonly Text[];
  /** Messages the applicant may send to the running case, by message name. */
  readonly messages?: Readonly<Record<string, ApplicantMessage>>;
}

/** A message of the applicant: label of its button, and the form it carries. */
export interface ApplicantMessage {
  readonly label: Text;
  readonly formId?: string;
  readonly roles: readonly string[];
}

/** A form: JSON Schema (draft 2020-12 subset) with `x-` keywords, and the UI schema. Its id is the file name without `.json`. */
export interface FormDefinition {
  readonly id: string;
  readonly title: Text;
  readonly schema: JsonObject;
  readonly uiSchema: JsonObject;
  /** Cross-field rules in FEEL over the document; `true` means fulfilled. */
  readonly rules: readonly FormRule[];
}

export interface FormRule {
  readonly id: string;
  readonly feel: string;
  /** JSON Pointers of the fields the message belongs to. */
  readonly paths: readonly string[];
  readonly text: Text;
}

/** A register: rows described by a JSON Schema. */
export interface RegisterDefinition {
  readonly key: string;
  readonly title: Text;
  readonly schema: JsonObject;
  /** Property that is the row's key. */
  readonly keyProperty: string;
  readonly unique: readonly (readonly string[])[];
  /**
   * Properties that say where a row lies in the org tree, outermost first (the key of a community, then of a grid): people see the rows at
   * or below their own place. Absent: rows belong to the whole office.
   */
  readonly place?: readonly string[];
  /** Property → register whose key it holds; a property that is a list holds several keys. */
  readonly references?: Readonly<Record<string, string>>;
  readonly access?: RegisterAccess;
  readonly list?: RegisterList;
  /** Properties that hold the first and the last day of a row's life; an open row has no last day. */
  readonly period?: { readonly from: string; readonly to: string };
}

/** Role keys that may read (masked), write, take out and see in clear. An absent list: nobody beyond what the permission gives. */
export interface RegisterAccess {
  readonly read?: readonly string[];
  readonly write?: readonly string[];
  readonly export?: readonly string[];
  readonly clear?: readonly string[];
}

/** How the rows are listed: property names. At most four filters and four sort keys, none of class L3 or L4. */
export interface RegisterList {
  readonly columns?: readonly string[];
  readonly filters?: readonly string[];
  readonly sorts?: readonly string[];
}

/** A document template; drawn by `runtime/documents`. */
export interface DocumentTemplate {
  readonly key: string;
  readonly title: Text;
  readonly body: JsonObject;
}

/** One configuration key. */
export interface ConfigEntry {
  readonly key: string;
  readonly unit: string;
  readonly default: JsonValue;
  readonly floor?: number;
  readonly ceiling?: number;
  readonly law?: string;
  readonly title: Text;
}

/** A package read, checked and compiled; what the host runs. Text files stay available by path for the designer. */
export interface CompiledPackage {
  readonly key: string;
  readonly version: string;
  readonly hash: string;
  readonly manifest: Manifest;
  readonly files: Readonly<Record<string, string>>;
  readonly plans: ReadonlyMap<string, ProcessPlan>;
  /** BPMN file path by process id. */
  readonly processFiles: ReadonlyMap<string, string>;
  readonly decisions: ReadonlyMap<string, CompiledDecisionModel>;
  readonly forms: ReadonlyMap<string, FormDefinition>;
  readonly registers: ReadonlyMap<string, RegisterDefinition>;
  readonly documents: ReadonlyMap<string, DocumentTemplate>;
  readonly calendars: readonly CalendarData[];
  readonly config: readonly ConfigEntry[];
  readonly scenarios: ReadonlyMap<string, JsonObject>;
  /** Sample rows by register key. */
  readonly samples: ReadonlyMap<string, readonly JsonObject[]>;
  /** English texts by element id and JSON Pointer. */
  readonly english: JsonObject;
}
