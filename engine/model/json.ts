/** A JSON value as the engine passes it around: plain, deep-readonly data, safe to store and to compare. */
export type JsonValue = string | number | boolean | null | readonly JsonValue[] | JsonObject;

/** A JSON object. Keys `__proto__`, `constructor` and `prototype` are refused wherever data enters the house. */
export interface JsonObject {
  readonly [key: string]: JsonValue;
}
