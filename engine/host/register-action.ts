import { sameJson } from '../form/pointer.js';
import type { JsonObject, JsonValue } from '../model/json.js';

/** The rows of one register. */
export type Rows = readonly JsonObject[];

/** What an action on a register gave: the rows after it and the answer, or the reason why it does not apply. */
export type RegisterResult =
  | { readonly ok: true; readonly rows: Rows; readonly answer: JsonObject }
  | { readonly ok: false; readonly code: 'REGISTER_CONFLICT' | 'ROW_NOT_FOUND'; readonly message: string };

/** Rows whose properties equal those of `where`; all rows for an empty `where`. */
export function findRows(rows: Rows, where: JsonObject): Rows {
  return rows.filter((row) => Object.entries(where).every(([key, value]) => sameJson(row[key] ?? null, value)));
}

/** `register.find`: `{rows, row}`, where `row` is the first match or null. */
export function findInRegister(rows: Rows, where: JsonObject): RegisterResult {
  const found = findRows(rows, where);
  return { ok: true, rows, answer: { rows: found, row: found[0] ?? null } };
}

/** `register.insert`: refuses a row whose key exists. */
export function insertRow(rows: Rows, keyProperty: string, values: JsonObject): RegisterResult {
  const key = values[keyProperty];
  if (key === undefined || key === null) return conflict(`${keyProperty} is missing`);
  if (rows.some((row) => sameJson(row[keyProperty], key))) return conflict(`${keyProperty} ${String(key)} exists`);
  return { ok: true, rows: [...rows, values], answer: { row: values } };
}

/** `register.update`: sets properties of the row with this key; `expect` must hold before, else it is a conflict. */
export function updateRow(input: {
  readonly rows: Rows;
  readonly keyProperty: string;
  readonly key: JsonValue;
  readonly set: JsonObject;
  readonly expect?: JsonObject;
}): RegisterResult {
  const { rows, keyProperty, key } = input;
  const row = rows.find((one) => sameJson(one[keyProperty], key));
  if (row === undefined)
    return { ok: false, code: 'ROW_NOT_FOUND', message: `${keyProperty} ${String(key)} not found` };
  if (input.expect !== undefined && findRows([row], input.expect).length === 0)
    return conflict(`${String(key)} has changed`);
  const next = { ...row, ...input.set };
  return { ok: true, rows: rows.map((one) => (one === row ? next : one)), answer: { row: next } };
}

function conflict(message: string): RegisterResult {
  return { ok: false, code: 'REGISTER_CONFLICT', message };
}
