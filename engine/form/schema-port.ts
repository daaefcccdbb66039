import type { JsonObject, JsonValue } from '../model/json.js';

/** One violation of a JSON Schema: where (RFC 6901), which keyword, and the keyword's parameters as ajv names them. */
export interface SchemaFault {
  readonly pointer: string;
  readonly keyword: string;
  readonly params: JsonObject;
}

/** Checks a value against a schema; an empty list means valid. Ajv on the server, an interpreter in the browser. */
export type ValidateJson = (schema: JsonObject, value: JsonValue) => readonly SchemaFault[];
