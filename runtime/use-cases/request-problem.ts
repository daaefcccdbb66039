import type { JsonValue, Text } from '../../engine/index.js';

/** One fault of a request: where it is (JSON Pointer into the body), which rule it breaks, and what to tell the person. */
export interface FieldFault {
  readonly pointer: string;
  readonly code: string;
  readonly text: Text;
}

/**
 * How a use case says no to a request: thrown, caught by the error handler of `runtime/http`, turned into problem+json by its table.
 * `code` is a key of that table; `errors` name fields; `text` replaces the table's general sentence when there is a better one.
 */
export class RequestProblem extends Error {
  readonly code: string;
  readonly errors: readonly FieldFault[];
  readonly text: Text | undefined;
  readonly detail: JsonValue | undefined;

  constructor(
    code: string,
    more: { readonly errors?: readonly FieldFault[]; readonly text?: Text; readonly detail?: JsonValue } = {},
  ) {
    super(code);
    this.name = 'RequestProblem';
    this.code = code;
    this.errors = more.errors ?? [];
    this.text = more.text;
    this.detail = more.detail;
  }
}
