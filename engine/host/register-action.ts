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

/** What makes rows of a register different from each other: its key, and sets of properties that no two rows share when all are filled in. */
export interface RowIdentity {
  readonly keyProperty: string;
  readonly unique: readonly (readonly string[])[];
}

/** `register.insert`: refuses a row whose key or one of whose unique values exists. */
export function insertRow(rows: Rows, { keyProperty, unique }: RowIdentity, values: JsonObject): RegisterResult {
  const key = values[keyProperty];
  if (key === undefined || key === null) return conflict(`${keyProperty} is missing`);
  if (rows.some((row) => sameJson(row[keyProperty], key))) return conflict(`${keyProperty} ${String(key)} exists`);
  if (isTaken(rows, unique, values)) return conflict('a unique value is taken');
  return { ok: true, rows: [...rows, values], answer: { row: values } };
}

/** `register.update`: sets properties of the row with this key; `expect` must hold before, else it is a conflict. */
export function updateRow(input: {
  readonly rows: Rows;
  readonly identity: RowIdentity;
  readonly key: JsonValue;
  readonly set: JsonObject;
  readonly expect?: JsonObject;
}): RegisterResult {
  const { rows, key } = input;
  const { keyProperty, unique } = input.identity;
  const row = rows.find((one) => sameJson(one[keyProperty], key));
  if (row === undefined)
    return { ok: false, code: 'ROW_NOT_FOUND', message: `${keyProperty} ${String(key)} not found` };
  if (input.expect !== undefined && findRows([row], input.expect).length === 0)
    return conflict(`${String(key)} has changed`);
  const next = Object.fromEntries(Object.entries({ ...row, ...input.set }).filter(([, value]) => value !== null));
  const others = rows.filter((one) => one !== row);
  if (isTaken(others, unique, next)) return conflict('a unique value is taken');
  return { ok: true, rows: rows.map((one) => (one === row ? next : one)), answer: { row: next } };
}

/** Whether one of the sets of unique properties, filled in completely, has the same values in another row. */
function isTaken(rows: Rows, unique: RowIdentity['unique'], values: JsonObject): boolean {
  return unique.some((names) => {
    const mine = names.map((name) => values[name] ?? null);
    return (
      !mine.includes(null) &&
      rows.some((row) => names.every((name, at) => sameJson(row[name] ?? null, mine[at] ?? null)))
    );
  });
}

function conflict(message: string): RegisterResult {
  return { ok: false, code: 'REGISTER_CONFLICT', message };
}
