import type { JsonValue } from '../../../engine/index.js';
import type { Section } from '../schema/sections.js';
import type { FormSurroundings } from '../types.js';

/** What rjsf carries to every template (`formContext`). The same object as long as the form is shown. */
export interface FormContext {
  readonly around: FormSurroundings;
  readonly sections: readonly Section[];
  /** Puts a value at a JSON Pointer as if it had been typed there. */
  readonly put: (pointer: string, value: JsonValue) => void;
}
