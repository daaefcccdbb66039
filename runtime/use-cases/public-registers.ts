import {
  dateOf,
  isObject,
  type CompiledPackage,
  type JsonObject,
  type JsonValue,
  type Text,
} from '../../engine/index.js';
import { maskDocument } from '../access/mask-document.js';
import { verifyUrl } from '../documents/issue-certificate.js';
import type { RegisterRow } from '../seams/registers.js';
import type { Office } from './office.js';
import { RequestProblem } from './request-problem.js';

/** A register that anyone may search. */
export interface PublicRegister {
  readonly key: string;
  readonly title: Text;
  readonly lead: Text;
}

/** A row as the public sees it: names and words, personal data masked. `verifyUrl` leads to the page behind the QR code. */
export interface PublicRow {
  readonly key: string;
  readonly heading: string;
  readonly state: { readonly code: string; readonly text: Text };
  readonly fields: readonly { readonly title: Text; readonly value: Text }[];
  readonly verifyUrl?: string;
}

/** A page of a public register; a search gives its best rows in one page. */
export interface PublicPage extends PublicRegister {
  readonly rows: readonly PublicRow[];
  readonly nextCursor?: string;
}

/** `x-public` of a register: which fields are public, which states are shown, what its codes are called. */
interface Opening {
  readonly lead: Text;
  readonly heading: string;
  readonly fields: readonly string[];
  readonly state: string;
  readonly until: string;
  /** State of a row whose last day is over although nobody has noted it. */
  readonly over: string;
  readonly verify: string;
  readonly labels: Readonly<Record<string, Readonly<Record<string, Text>>>>;
}

interface Opened {
  readonly register: PublicRegister;
  readonly opening: Opening;
  readonly schema: JsonObject;
  readonly english: JsonObject;
}

const PAGE = 20;
const same = (text: string): Text => ({ zh: text, en: text });

/** The registers that are open to everybody. */
export async function listPublicRegisters(office: Office): Promise<readonly PublicRegister[]> {
  return (await openedRegisters(office)).map(({ register }) => register);
}

/** One page of a public register, without a session. `search`: name, address or number. Throws RequestProblem NOT_FOUND. */
export async function readPublicRegister(
  office: Office,
  asked: { readonly key: string; readonly search?: string | undefined; readonly cursor?: string | undefined },
): Promise<PublicPage> {
  const found = (await openedRegisters(office)).find(({ register }) => register.key === asked.key);
  if (found === undefined) throw new RequestProblem('NOT_FOUND');
  const { opening } = found;
  const search = asked.search?.trim() ?? '';
  const states = Object.keys(opening.labels[opening.state] ?? {});
  const page = await office.registers.find(asked.key, {
    where: { [opening.state]: { in: states } },
    limit: PAGE,
    ...(search === '' ? {} : { search }),
    ...(asked.cursor === undefined ? {} : { cursor: asked.cursor }),
  });
  const today = dateOf(office.calendar, office.clock.now());
  return {
    ...found.register,
    rows: page.rows.map((row) => rowOf(office, found, row, today)),
    ...(page.nextCursor === undefined ? {} : { nextCursor: page.nextCursor }),
  };
}

async function openedRegisters(office: Office): Promise<readonly Opened[]> {
  const opened: Opened[] = [];
  for (const key of await office.packages.activeKeys()) {
    const active = await office.packages.activePackage(key);
    if (active !== undefined) opened.push(...openedOf(active));
  }
  return opened;
}

/** What a version of a package opens, read once. */
const byPackage = new WeakMap<CompiledPackage, readonly Opened[]>();

function openedOf(active: CompiledPackage): readonly Opened[] {
  const known = byPackage.get(active) ?? readOpened(active);
  byPackage.set(active, known);
  return known;
}

function readOpened(active: CompiledPackage): readonly Opened[] {
  return [...active.registers.values()].flatMap(({ key, title, schema }) => {
    const file = JSON.parse(active.files[`registers/${key}.json`] ?? 'null') as JsonValue;
    const opening = isObject(file) ? file['x-public'] : undefined;
    if (!isObject(opening)) return [];
    const known = opening as unknown as Opening;
    const texts = active.english['registers'];
    const english = isObject(texts) ? texts[key] : undefined;
    return [
      { register: { key, title, lead: known.lead }, opening: known, schema, english: isObject(english) ? english : {} },
    ];
  });
}

function rowOf(office: Office, { opening, schema, english }: Opened, row: RegisterRow, today: string): PublicRow {
  const { document } = maskDocument(row.values, schema);
  const { state, until, labels } = opening;
  const code = stateOf(opening, row.values, today);
  const token = row.values[opening.verify];
  const fields = [...opening.fields, until].flatMap((name) => {
    const value = wordsOf(labels[name], document[name]);
    return value === undefined ? [] : [{ title: titleOf(schema, english, name), value }];
  });
  return {
    key: row.key,
    heading: wordsOf(undefined, document[opening.heading])?.zh ?? '',
    state: { code, text: labels[state]?.[code] ?? same(code) },
    fields,
    ...(typeof token === 'string' ? { verifyUrl: verifyUrl(office.publicUrl, token) } : {}),
  };
}

/** A row in force whose last day is over is shown as it is, even where nobody has noted it yet. */
function stateOf({ state, until, over, labels }: Opening, values: JsonObject, today: string): string {
  const [code, last] = [values[state], values[until]];
  const first = Object.keys(labels[state] ?? {})[0];
  if (code === first && typeof last === 'string' && last < today) return over;
  return typeof code === 'string' ? code : '';
}

function titleOf(schema: JsonObject, english: JsonObject, name: string): Text {
  const properties = schema['properties'];
  const node = isObject(properties) ? properties[name] : undefined;
  const zh = isObject(node) && typeof node['title'] === 'string' ? node['title'] : name;
  const en = english[`/properties/${name}/title`];
  return { zh, en: typeof en === 'string' ? en : zh };
}

function wordsOf(labels: Readonly<Record<string, Text>> | undefined, value: JsonValue | undefined): Text | undefined {
  if (Array.isArray(value)) {
    const all = (value as readonly JsonValue[]).flatMap((one) => wordsOf(labels, one) ?? []);
    if (all.length === 0) return undefined;
    return { zh: all.map(({ zh }) => zh).join('、'), en: all.map(({ en }) => en).join(', ') };
  }
  if (typeof value !== 'string' || value === '') return undefined;
  return labels?.[value] ?? same(value);
}
