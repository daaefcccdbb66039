import type { CellValue } from 'exceljs';
import { dateOf, isObject, type JsonObject, type JsonValue, type RegisterDefinition } from '../../engine/index.js';
import { maskDocument } from '../access/mask-document.js';
import { seesRow } from '../access/register-access.js';
import type { SignedIn } from '../access/signed-in.js';
import { cellText, readCell, shownText } from '../registers/excel/cell-values.js';
import { columnsOf, type Column } from '../registers/excel/columns.js';
import { MOST_ROWS, readSheet, type SheetRow } from '../registers/excel/read-sheet.js';
import { writeSheet, type WrittenRow } from '../registers/excel/write-sheet.js';
import type { RegisterRow } from '../seams/registers.js';
import type { Office } from './office.js';
import { openRegister, queryOf, type PageRequest } from './register-rows.js';
import { faultsOf } from './register-writes.js';
import { requestKey } from './request-key.js';

/** What became of a sheet: rows added, rows that were there already in the same words, rows refused; `sheet` holds the refused ones. */
export interface ImportAnswer {
  readonly read: number;
  readonly added: number;
  readonly same: number;
  readonly faulty: number;
  /** The refused rows as .xlsx in base64, each reason beside its cell; absent when all rows were taken. */
  readonly sheet?: string;
}

const AT_ONCE = 32;
const PAGE = 500;

interface Judged {
  readonly kind: 'added' | 'same' | 'faulty';
  readonly reasons: ReadonlyMap<string, string>;
}

const refusedBecause = (reasons: Iterable<readonly [string, string]>): Judged => ({
  kind: 'faulty',
  reasons: new Map(reasons),
});

/** An empty sheet with the heads of a register and its choices. Throws RequestProblem NOT_FOUND, FORBIDDEN. */
export async function templateSheet(office: Office, user: SignedIn, key: string): Promise<Uint8Array> {
  const definition = openRegister(office, user, key, 'write');
  return writeSheet({ title: definition.title.zh, columns: columnsOf(definition), rows: [] });
}

/**
 * Takes the rows of a sheet: every row on its own, good ones at once, the others come back in a sheet of their own that can be corrected and
 * sent again. A row that is there already in the same words counts as `same` and is never added twice. Throws RequestProblem NOT_FOUND,
 * FORBIDDEN, SHEET_UNREADABLE, TOO_LARGE.
 */
export async function importSheet(
  office: Office,
  user: SignedIn,
  request: { readonly key: string; readonly bytes: Uint8Array; readonly idempotencyKey: string | null },
): Promise<ImportAnswer> {
  const definition = openRegister(office, user, request.key, 'write');
  const columns = columnsOf(definition);
  const rows = await readSheet(request.bytes, columns);
  const command = requestKey(office, `import:${request.key}`, user.userId, request.idempotencyKey);
  const judged: Judged[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const batch = rows.slice(from, from + AT_ONCE);
    judged.push(
      ...(await Promise.all(batch.map((row) => takeRow(office, user, { definition, columns, row, command })))),
    );
  }
  const count = (kind: Judged['kind']): number => judged.filter((one) => one.kind === kind).length;
  const refused = rows.flatMap((row, index): readonly WrittenRow[] => {
    const { kind, reasons } = judged[index] ?? refusedBecause([]);
    return kind === 'faulty' ? [{ cells: shownCells(row), reasons }] : [];
  });
  await office.audit.write({
    actorId: user.userId,
    action: 'register.imported',
    facts: { register: request.key, read: rows.length, added: count('added'), faulty: refused.length },
  });
  const sheet =
    refused.length === 0 ? undefined : await writeSheet({ title: definition.title.zh, columns, rows: refused });
  return {
    read: rows.length,
    added: count('added'),
    same: count('same'),
    faulty: refused.length,
    ...(sheet === undefined ? {} : { sheet: Buffer.from(sheet).toString('base64') }),
  };
}

/**
 * The rows a page request finds (all pages, at most 20,000) as a sheet, masked, with a watermark that names who took it out and when; noted
 * in the audit log. Throws RequestProblem NOT_FOUND, FORBIDDEN, BAD_REQUEST.
 */
export async function exportSheet(office: Office, user: SignedIn, request: PageRequest): Promise<Uint8Array> {
  const definition = openRegister(office, user, request.key, 'export');
  const columns = columnsOf(definition);
  const rows: RegisterRow[] = [];
  let cursor: string | undefined;
  do {
    const page = await office.registers.find(
      definition.key,
      queryOf(user, definition, { ...request, limit: PAGE, cursor }),
    );
    rows.push(...page.rows);
    cursor = page.nextCursor;
  } while (cursor !== undefined && rows.length < MOST_ROWS);
  await office.audit.write({
    actorId: user.userId,
    action: 'register.exported',
    facts: { register: definition.key, rows: rows.length, filters: { ...request.filters } },
  });
  const watermark = `${definition.title.zh} · ${user.name}（${user.userId}）· ${dateOf(office.calendar, office.clock.now())} · 内部资料，注意保密`;
  return writeSheet({
    title: definition.title.zh,
    columns,
    watermark,
    rows: rows.map(({ values }) => {
      const { document } = maskDocument(values, definition.schema);
      return {
        cells: new Map(columns.map((column) => [column.property, cellText(column, document[column.property])])),
      };
    }),
  });
}

async function takeRow(
  office: Office,
  user: SignedIn,
  {
    definition,
    columns,
    row,
    command,
  }: {
    readonly definition: RegisterDefinition;
    readonly columns: readonly Column[];
    readonly row: SheetRow;
    readonly command: string;
  },
): Promise<Judged> {
  const values: Record<string, JsonValue> = {};
  const reasons: [string, string][] = [];
  for (const column of columns) {
    const reading = readCell(column, row.cells.get(column.property) ?? null);
    if ('fault' in reading) reasons.push([column.property, reading.fault.zh]);
    else if (reading.value !== undefined) values[column.property] = reading.value;
  }
  if (reasons.length > 0) return refusedBecause(reasons);
  const register = definition.key;
  if (!seesRow(user, definition, { orgPath: office.registers.placeOf(register, values) }))
    return refusedBecause([[definition.place?.[0] ?? definition.keyProperty, '不在您的管理范围内']]);
  const commandId = `${command}:${String(row.number)}`;
  const outcome = await office.registers.insert({ register, values, commandId, by: user.userId });
  if (outcome.ok) return { kind: outcome.repeated ? 'same' : 'added', reasons: new Map() };
  if (outcome.code === 'REGISTER_CONFLICT' && (await isThere(office, definition, values)))
    return { kind: 'same', reasons: new Map() };
  return refusedBecause(
    faultsOf(office, definition, values, outcome).map(({ pointer, text }) => {
      const property = pointer.split('/')[1] ?? definition.keyProperty;
      const named = columns.find((column) => column.property === property);
      const plain = named === undefined ? text.zh : text.zh.replace(`${named.title}：`, '');
      return [named?.property ?? definition.keyProperty, plain] as const;
    }),
  );
}

/** Whether the register holds a row with this key whose values say the same. */
async function isThere(office: Office, definition: RegisterDefinition, values: JsonObject): Promise<boolean> {
  const key = values[definition.keyProperty];
  if (typeof key !== 'string' && typeof key !== 'number') return false;
  const row = await office.registers.get(definition.key, String(key));
  return row !== undefined && Object.entries(values).every(([name, value]) => sameValue(row.values[name], value));
}

function sameValue(a: JsonValue | undefined, b: JsonValue): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return JSON.stringify(a) === JSON.stringify(b);
  return !isObject(a) && a === b;
}

function shownCells(row: SheetRow): ReadonlyMap<string, CellValue> {
  return new Map([...row.cells].map(([property, cell]) => [property, shownText(cell)] as const));
}
