import type { JsonObject, JsonValue } from '../../../../engine/index.js';
import type { ApiText } from '../../shared/api-types.js';
import { apiHeaders, problemOf, request } from '../../shared/request.js';

/** A register in the list, and what the person may do with its rows. */
export interface RegisterEntry {
  readonly key: string;
  readonly title: ApiText;
  readonly may: Readonly<Record<'read' | 'write' | 'export' | 'clear', boolean>>;
}

/** A row as the server shows it: masked. */
export interface RegisterRow {
  readonly handle: string;
  readonly revision: number;
  readonly values: JsonObject;
  readonly updatedAt: number;
}

/** `GET /api/registers/{key}`. */
export interface RegisterPageReply extends RegisterEntry {
  readonly keyProperty: string;
  readonly schema: JsonObject;
  /** English texts by JSON Pointer into the schema. */
  readonly english: JsonObject;
  readonly list: {
    readonly columns?: readonly string[];
    readonly filters?: readonly string[];
    readonly sorts?: readonly string[];
  };
  readonly references: Readonly<Record<string, string>>;
  /** Names of the rows that are referred to, by property and key. */
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The same in English, where those rows have English names. */
  readonly englishNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly rows: readonly RegisterRow[];
  readonly total?: number;
  readonly nextCursor?: string;
}

/** `GET /api/registers/{key}/rows/{handle}`. */
export interface RowDetail extends RegisterEntry {
  readonly schema: JsonObject;
  /** English texts by JSON Pointer into the schema. */
  readonly english: JsonObject;
  readonly references: Readonly<Record<string, string>>;
  /** Names of the rows that are referred to, by property and key. */
  readonly names: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** The same in English, where those rows have English names. */
  readonly englishNames: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly row: RegisterRow;
  readonly masked: readonly string[];
  readonly versions: readonly {
    readonly revision: number;
    readonly at: number;
    readonly by: string;
    readonly values: JsonObject;
  }[];
}

/** What became of a sheet that was sent. `sheet` is base64. */
export interface ImportAnswer {
  readonly read: number;
  readonly added: number;
  readonly same: number;
  readonly faulty: number;
  readonly sheet?: string;
}

/** What a list is asked by, as it stands in the address of the page. */
export interface RegisterQuestion {
  readonly q: string;
  readonly sort: string;
  readonly filters: Readonly<Record<string, string>>;
}

const part = encodeURIComponent;

const filterText = (filters: RegisterQuestion['filters']): string | undefined =>
  Object.keys(filters).length === 0 ? undefined : JSON.stringify(filters);

function addressOf(key: string, question: RegisterQuestion, cursor: string | undefined): string {
  const values = { q: question.q, sort: question.sort, filter: filterText(question.filters), cursor };
  const given = Object.entries(values).filter((entry): entry is [string, string] => (entry[1] ?? '') !== '');
  return `/api/registers/${part(key)}?${new URLSearchParams(given).toString()}`;
}

/** The registers that the person may read. */
export const readRegisters = (): Promise<readonly RegisterEntry[]> => request('/api/registers');

/** One page of a register. */
export const readRegister = (
  key: string,
  question: RegisterQuestion,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<RegisterPageReply> => request(addressOf(key, question, cursor), { signal });

/** One row with its story. */
export const readRow = (key: string, handle: string): Promise<RowDetail> =>
  request(`/api/registers/${part(key)}/rows/${part(handle)}`);

/** Adds a row. */
export const addRow = (key: string, values: JsonObject, idempotencyKey: string): Promise<RegisterRow> =>
  request(`/api/registers/${part(key)}/rows`, { method: 'POST', body: { values }, idempotencyKey });

/** Changes a row that nobody else has changed since `revision`. */
export const changeRow = (
  key: string,
  row: { readonly handle: string; readonly revision: number },
  set: JsonObject,
  idempotencyKey: string,
): Promise<RegisterRow> =>
  request(`/api/registers/${part(key)}/rows/${part(row.handle)}`, {
    method: 'PUT',
    body: { revision: row.revision, set },
    idempotencyKey,
  });

/** Shows one masked value in clear; the reason is written to the log. */
export const revealRowValue = (
  key: string,
  handle: string,
  asked: { readonly property: string; readonly reason: string },
): Promise<{ readonly value: JsonValue }> =>
  request(`/api/registers/${part(key)}/rows/${part(handle)}/reveal`, { method: 'POST', body: asked });

/** Sends a sheet. */
export async function sendSheet(key: string, file: File, idempotencyKey: string): Promise<ImportAnswer> {
  const body = new FormData();
  body.append('file', file, file.name);
  return (await (await upload(`/api/registers/${part(key)}/imports`, body, idempotencyKey)).json()) as ImportAnswer;
}

/** Takes the rows of a question out as a sheet. */
export async function takeSheet(key: string, question: RegisterQuestion): Promise<Blob> {
  const { q, sort, filters } = question;
  const filter = filterText(filters);
  const body = {
    ...(q === '' ? {} : { q }),
    ...(sort === '' ? {} : { sort }),
    ...(filter === undefined ? {} : { filter }),
  };
  return (await upload(`/api/registers/${part(key)}/exports`, JSON.stringify(body))).blob();
}

/** Address of the empty sheet to fill in. */
export const templateAddress = (key: string): string => `/api/registers/${part(key)}/template.xlsx`;

async function upload(path: string, body: FormData | string, idempotencyKey?: string): Promise<Response> {
  const json = typeof body === 'string';
  const headers = apiHeaders({
    method: 'POST',
    ...(json ? { body } : {}),
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  });
  const reply = await fetch(path, { method: 'POST', credentials: 'same-origin', headers, body });
  if (!reply.ok) throw problemOf(reply.status, await reply.text());
  return reply;
}
