import type { JsonObject, JsonValue, RegisterDefinition, Text } from '../../engine/index.js';
import { isObject } from '../../engine/index.js';
import { isSensitive, maskDocument } from '../access/mask-document.js';
import { mayTouch, placesOf, seesRow, type RegisterAct } from '../access/register-access.js';
import type { SignedIn } from '../access/signed-in.js';
import type { RegisterQuery, RegisterRow } from '../seams/registers.js';
import type { Office } from './office.js';
import { type ReferenceNames, referenceNames } from '../read/reference-names.js';
import { registerEnglish } from '../read/register-english.js';
import { RequestProblem } from './request-problem.js';

/** What the person may do with the rows, so that a page shows no button that would be refused. */
export type AllowedActs = Readonly<Record<RegisterAct, boolean>>;

/** A register in the list of registers. */
export interface RegisterEntry {
  readonly key: string;
  readonly title: Text;
  readonly may: AllowedActs;
}

/** A row as it is shown: personal data masked. `handle` names it in addresses. */
export interface RowView {
  readonly handle: string;
  readonly revision: number;
  readonly values: JsonObject;
  readonly updatedAt: number;
}

/** A page of a register. `total` counts what the filters leave; a search gives its best rows in one page, without a total. */
export interface RegisterPage extends RegisterEntry {
  readonly keyProperty: string;
  readonly schema: JsonObject;
  /** English texts by JSON Pointer into the schema. */
  readonly english: JsonObject;
  readonly list: NonNullable<RegisterDefinition['list']>;
  readonly references: Readonly<Record<string, string>>;
  /** Names of the rows that these rows refer to, by property and key. */
  readonly names: ReferenceNames;
  /** The same in English, where the rows referred to have English names. */
  readonly englishNames: ReferenceNames;
  readonly rows: readonly RowView[];
  readonly total?: number;
  readonly nextCursor?: string;
}

/** One row with its story. */
export interface RowDetail extends RegisterEntry {
  readonly schema: JsonObject;
  /** English texts by JSON Pointer into the schema. */
  readonly english: JsonObject;
  readonly references: Readonly<Record<string, string>>;
  readonly names: ReferenceNames;
  readonly englishNames: ReferenceNames;
  readonly row: RowView;
  readonly masked: readonly string[];
  readonly versions: readonly {
    readonly revision: number;
    readonly at: number;
    readonly by: string;
    readonly values: JsonObject;
  }[];
}

/** How a page is asked for; `filters` are texts as an address carries them. */
export interface PageRequest {
  readonly key: string;
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly sort?: string | undefined;
  readonly filters?: Readonly<Record<string, string>>;
  readonly limit: number;
}

const ACTS: readonly RegisterAct[] = ['read', 'write', 'export', 'clear'];

const entryOf = (user: SignedIn, definition: RegisterDefinition): RegisterEntry => ({
  key: definition.key,
  title: definition.title,
  may: Object.fromEntries(ACTS.map((act) => [act, mayTouch(user, definition, act)])) as Record<RegisterAct, boolean>,
});

/** The definition of a register that the person may touch so. Throws RequestProblem NOT_FOUND when it may not be read, else FORBIDDEN. */
export function openRegister(office: Office, user: SignedIn, key: string, act: RegisterAct): RegisterDefinition {
  const definition = office.registers.definitions().find((one) => one.key === key);
  if (definition === undefined || !mayTouch(user, definition, 'read')) throw new RequestProblem('NOT_FOUND');
  if (!mayTouch(user, definition, act)) throw new RequestProblem('FORBIDDEN');
  return definition;
}

/** A row within the person's reach. Throws RequestProblem NOT_FOUND. */
export async function openRow(
  office: Office,
  user: SignedIn,
  definition: RegisterDefinition,
  handle: string,
): Promise<RegisterRow> {
  const row = await office.registers.byHandle(definition.key, handle);
  if (row === undefined || !seesRow(user, definition, row)) throw new RequestProblem('NOT_FOUND');
  return row;
}

/** A row with its personal data masked. */
export function viewOf(definition: RegisterDefinition, row: RegisterRow): RowView {
  const { handle, revision, updatedAt, values } = row;
  return { handle, revision, updatedAt, values: maskDocument(values, definition.schema).document };
}

/** The registers that the person may read. */
export function listRegisters(office: Office, user: SignedIn): readonly RegisterEntry[] {
  return office.registers
    .definitions()
    .filter((definition) => mayTouch(user, definition, 'read'))
    .map((definition) => entryOf(user, definition));
}

/** The query a page request means. Throws RequestProblem BAD_REQUEST for a filter or an order that the register does not offer. */
export function queryOf(user: SignedIn, definition: RegisterDefinition, request: PageRequest): RegisterQuery {
  const { search, cursor, sort, filters = {}, limit } = request;
  const where = Object.entries(filters).map(([property, text]): readonly [string, string | number | boolean] => {
    if (definition.list?.filters?.includes(property) !== true) throw new RequestProblem('BAD_REQUEST');
    return [property, scalarOf(definition, property, text)];
  });
  const property = sort?.replace(/^-/, '');
  if (property !== undefined && definition.list?.sorts?.includes(property) !== true)
    throw new RequestProblem('BAD_REQUEST');
  const within = placesOf(user, definition);
  return {
    limit,
    where: Object.fromEntries(where),
    ...(within === undefined ? {} : { within }),
    ...(property === undefined ? {} : { sort: { property, descending: sort?.startsWith('-') === true } }),
    ...(search === undefined || search.trim() === '' ? {} : { search }),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

/** One page of a register. Throws RequestProblem NOT_FOUND, BAD_REQUEST. */
export async function readRegister(office: Office, user: SignedIn, request: PageRequest): Promise<RegisterPage> {
  const definition = openRegister(office, user, request.key, 'read');
  const query = queryOf(user, definition, request);
  const page = await office.registers.find(definition.key, query);
  const counted = query.search === undefined ? { total: await office.registers.count(definition.key, query) } : {};
  return {
    ...entryOf(user, definition),
    ...counted,
    keyProperty: definition.keyProperty,
    schema: definition.schema,
    english: await registerEnglish(office.packages, definition.key),
    list: definition.list ?? {},
    references: definition.references ?? {},
    ...(await referenceNames(
      office.registers,
      definition,
      page.rows.map(({ values }) => values),
    )),
    rows: page.rows.map((row) => viewOf(definition, row)),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
  };
}

/** One row with the history of its changes, everything masked. Throws RequestProblem NOT_FOUND. */
export async function readRow(office: Office, user: SignedIn, key: string, handle: string): Promise<RowDetail> {
  const definition = openRegister(office, user, key, 'read');
  const row = await openRow(office, user, definition, handle);
  const versions = await office.registers.history(key, handle);
  const names = new Map<string, string>();
  for (const by of new Set(versions.map((version) => version.by))) names.set(by, await office.people.nameOf(by));
  const { document, masked } = maskDocument(row.values, definition.schema);
  return {
    ...entryOf(user, definition),
    schema: definition.schema,
    english: await registerEnglish(office.packages, definition.key),
    references: definition.references ?? {},
    ...(await referenceNames(office.registers, definition, [row.values])),
    row: { ...viewOf(definition, row), values: document },
    masked,
    versions: versions.map(({ revision, at, by, values }) => ({
      revision,
      at,
      by: names.get(by) ?? by,
      values: maskDocument(values, definition.schema).document,
    })),
  };
}

/**
 * Shows one masked value of a row in clear, with a reason; the audit entry is written before the value leaves. Throws RequestProblem
 * NOT_FOUND, FORBIDDEN, REASON_REQUIRED.
 */
export async function revealValue(
  office: Office,
  user: SignedIn,
  request: { readonly key: string; readonly handle: string; readonly property: string; readonly reason: string },
): Promise<{ readonly value: JsonValue }> {
  const { key, handle, property } = request;
  const reason = request.reason.trim();
  if (reason.length < 2) throw new RequestProblem('REASON_REQUIRED');
  const definition = openRegister(office, user, key, 'clear');
  const { values } = await openRow(office, user, definition, handle);
  if (!isSensitive(values, definition.schema, `/${property}`)) throw new RequestProblem('NOT_FOUND');
  await office.audit.write({
    actorId: user.userId,
    action: 'register.revealed',
    facts: { register: key, handle, property, reason },
  });
  return { value: values[property] ?? null };
}

function scalarOf(definition: RegisterDefinition, property: string, text: string): string | number | boolean {
  const properties = definition.schema['properties'];
  const node = isObject(properties) ? properties[property] : undefined;
  const type = isObject(node) ? node['type'] : undefined;
  if (type === 'boolean') return text === 'true';
  return type === 'integer' || type === 'number' ? Number(text) : text;
}
