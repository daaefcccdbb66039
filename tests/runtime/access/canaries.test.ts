import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRequire } from 'node:module';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import type ExcelJS from 'exceljs';
import {
  isObject,
  type JsonObject,
  type JsonValue,
  makeLicenceNo,
  type RegisterDefinition,
  ROLE_KEYS,
} from '../../../engine/index.js';
import { makeUscc } from '../../../engine/form/format-uscc.js';
import { fillTemplate } from '../../../runtime/documents/template-body.js';
import { mayTouch } from '../../../runtime/access/register-access.js';
import { sessionCookieName } from '../../../runtime/access/cookies.js';
import { DEEP } from '../../kit/figures.js';
import { canaryCage } from '../kit/canaries.js';
import { readEvents, type EventReader } from '../kit/event-reader.js';
import { webOffice, type Answer, type WebOffice } from '../kit/web-office.js';

const Excel = createRequire(import.meta.url)('exceljs') as typeof ExcelJS;
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const OWNER = 'u-owner-wang';
/** Addresses that one person asks of one route at most. */
const ADDRESSES = DEEP ? 12 : 1;

const cage = canaryCage();
let web: WebOffice;
let description: JsonObject;
/** What may stand in an address, by the name of the parameter. */
const known = new Map<string, Set<string>>();
const streams: EventReader[] = [];
/** Registers that could not be given a row of their own, and cases that could not be started: a gap of this test, not of the office. */
const gaps: string[] = [];
let rows = 0;
let cases = 0;

beforeAll(async () => {
  const all = readdirSync(path.join(process.cwd(), 'definitions'), { withFileTypes: true });
  const shipped = all.flatMap((one) => (one.isDirectory() && one.name !== 'schema' ? [one.name] : []));
  web = await webOffice('2026-03-02T10:00:00+08:00', undefined, undefined, { shipped });
  await appointEverybody();
  watchRenderer();
  for (const role of ['supervisor', 'resident', 'sysadmin'])
    streams.push(await readEvents(web.base, await cookieOf(role)));
  for (const definition of web.office.registers.definitions()) await plantRow(definition);
  await plantCases();
  description = (await web.anonymous().get('/openapi.json')).body as JsonObject;
}, 400_000);
afterAll(async () => {
  for (const stream of streams) stream.close();
  await web.close();
});

/** What is printed on documents, as it stands before it is drawn: the letters of a PDF cannot be read back. */
const drawn: string[] = [];

function watchRenderer(): void {
  const { renderer } = web.office;
  const render = renderer.render.bind(renderer);
  Object.assign(renderer, {
    render: (...given: Parameters<typeof render>) => {
      const [{ template, data, issuedAt, documentNo, qr = '' }] = given;
      const filled = fillTemplate(template, { context: data, now: issuedAt, calendar: web.office.calendar });
      drawn.push(JSON.stringify([filled, documentNo, qr]));
      return render(...given);
    },
  });
}

/** One account for each role, standing at the root of the office: nobody has more reach. */
async function appointEverybody(): Promise<void> {
  const people = ROLE_KEYS.map((role) => ({
    userId: `u-canary-${role}`,
    login: `canary-${role}`,
    name: `试${role}`,
    roles: [role],
    orgPath: '/370303/tyc',
  }));
  await web.office.registers.seed('people', people);
}

async function cookieOf(role: string): Promise<string> {
  const token = await web.office.sessions.open(`u-canary-${role}`, null);
  return `${sessionCookieName(false)}=${token}`;
}

/** A row with a canary in every protected place: a sample row of the register where there is one, else one made from its schema. */
async function plantRow(definition: RegisterDefinition): Promise<void> {
  const { key, schema, keyProperty } = definition;
  const [sample] = (await web.office.registers.find(key, { limit: 1 })).rows;
  const place = `register ${key}`;
  const planted =
    sample === undefined ? cage.make(schema, place) : cage.plant(schema, unlike(definition, sample.values), place);
  const name = String(planted[keyProperty] ?? '');
  const values = {
    ...planted,
    ...(cage.foundIn(name).length > 0 ? {} : { [keyProperty]: otherKey(planted[keyProperty]) }),
  };
  try {
    if ((await web.office.registers.seed(key, [values])) === 1) rows += 1;
    else gaps.push(`${place}: the row was not taken`);
  } catch (error) {
    gaps.push(`${place}: ${String(error)}`);
  }
}

/** Unprotected columns without repetition are left out where the schema allows it. */
function unlike(definition: RegisterDefinition, values: JsonObject): JsonObject {
  const required = (definition.schema['required'] ?? []) as readonly string[];
  const alone = new Set(definition.unique.flatMap((set) => set.slice(0, 1)));
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      alone.has(name) ? (required.includes(name) ? [[name, otherKey(value)]] : []) : [[name, value]],
    ),
  );
}

/** Another key of the same kind: its last digit or letter differs from those of the samples. */
function otherKey(value: JsonValue | undefined): JsonValue {
  if (typeof value === 'number') return value + 7000;
  if (typeof value !== 'string' || value === '') return value ?? 'JSQ';
  if (/^JY\d{14}$/.test(value)) return makeLicenceNo(2, '370303', 990_001);
  if (/^\d{2}370303[\dA-Z]{10}$/.test(value)) return makeUscc('92', '370303', 'MA3C9900');
  if (/^YB\d{14}$/.test(value)) return 'YB23703030000015';
  if (/^\d{4}-\d\d-\d\d$/.test(value)) return '2031-05-06';
  return /\d{2,}$/.test(value) ? value.replace(/\d+$/, (digits) => '9'.repeat(digits.length)) : `${value}9`;
}

/** A case of every service, begun with a canary in every protected place of every form that its package knows. */
async function plantCases(): Promise<void> {
  const { office } = web;
  for (const key of await office.packages.activeKeys()) {
    const pkg = await office.packages.activePackage(key);
    const service = pkg?.manifest.service;
    if (pkg === undefined || service === undefined) continue;
    const closure = await office.packages.closure(pkg.hash);
    const forms = new Map(closure.flatMap((one) => [...one.forms]));
    const documents = [...forms].map(([id, form]) => [id, cage.make(form.schema, `form ${id}`)] as const);
    const sample = Object.entries(pkg.files).find(([file]) => file.startsWith('samples/documents/'))?.[1];
    const form = forms.get(service.formId);
    if (form !== undefined && sample !== undefined) {
      const document = cage.plant(form.schema, JSON.parse(sample) as JsonObject, `application ${key}`);
      documents.push([service.formId, document]);
    }
    const caseId = office.ids.ulid();
    const number = `${service.itemCode}-20260302-90001`;
    const result = await office.commands.start({
      instanceId: caseId,
      commandId: `canary-${key}`,
      actor: { kind: 'user', userId: OWNER, roles: ['resident'] },
      packageHash: pkg.hash,
      processId: service.processId,
      rootId: caseId,
      startEventId: service.startEventId,
      businessKey: number,
      variables: {
        ...Object.fromEntries(documents),
        caseForm: service.formId,
        case: {
          number,
          receivedAt: '2026-03-02T10:00:00+08:00',
          submittedAt: '2026-03-02T10:00:00+08:00',
          applicantId: OWNER,
          applicantName: '王小满',
          channel: 'online',
          service: key,
          orgPath: '/370303/tyc/c01',
          queryCode: 'ABCDEF',
        },
      },
      config: await office.configuration.configFor(closure, office.clock.now()),
    });
    if (result.ok) cases += 1;
    else gaps.push(`case ${key}: ${result.rejection.code}`);
    await office.commands.drain(caseId, 150);
  }
}

interface Described {
  readonly method: string;
  readonly path: string;
  readonly params: readonly string[];
  /** Roles that may ask it; null: everybody. */
  readonly roles: readonly string[] | null;
}

/** Every declared route, as the description of the interface has it. */
function routes(): readonly Described[] {
  return Object.entries(description['paths'] as JsonObject).flatMap(([place, item]) =>
    Object.entries(item as JsonObject).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path: place,
      params: [...place.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''),
      roles: ((operation as JsonObject)['x-roles'] ?? null) as readonly string[] | null,
    })),
  );
}

/** Notes every id in an answer under the name of its member, so that routes that take such an id can be asked. */
function learn(value: JsonValue, at = ''): void {
  if (Array.isArray(value)) for (const one of value as readonly JsonValue[]) learn(one, at);
  else if (isObject(value)) for (const [name, child] of Object.entries(value)) learn(child, name);
  else if (typeof value === 'string' && value.length > 0 && value.length <= 200) {
    const ids = known.get(at) ?? new Set<string>();
    if (ids.size < 400) ids.add(value);
    known.set(at, ids);
  }
}

/** Addresses of a route: every register, every package; of other things those that answers have named. */
function addressesOf({ path: place, params }: Described): readonly string[] {
  return params.reduce<readonly string[]>(
    (places, name) =>
      places.flatMap((one) => candidates(one, name).map((id) => one.replace(`{${name}}`, encodeURIComponent(id)))),
    [place],
  );
}

function candidates(place: string, name: string): readonly string[] {
  if (name === 'path') return ['manifest.json'];
  if (place.startsWith('/api/registers/{key}')) return web.office.registers.definitions().map(({ key }) => key);
  if (name === 'handle') {
    const register = decodeURIComponent(place.split('/')[3] ?? '');
    return [...(known.get(`handle of ${register}`) ?? [])].slice(-2);
  }
  const prefix = place.slice(0, place.indexOf('{'));
  const own = [...(known.get(name) ?? known.get('id') ?? [])];
  const fitting =
    prefix.startsWith('/api/packages') || prefix.startsWith('/api/services')
      ? own.filter((id) => /^[a-z][a-z-]+$/.test(id))
      : own;
  return fitting.length === 0 ? ['nothing'] : fitting.slice(-ADDRESSES);
}

/** Everything that an answer says, sheets unpacked. */
async function wordsOf(answer: Answer): Promise<string> {
  const headers = [...answer.headers].map(([name, value]) => `${name}: ${decodeURIComponent(value)}`).join('\n');
  const plain = Buffer.from(answer.bytes).toString('utf8');
  if (answer.headers.get('content-type') !== XLSX) return `${headers}\n${plain}`;
  const book = new Excel.Workbook();
  await book.xlsx.load(Buffer.from(answer.bytes) as never);
  return [headers, ...book.worksheets.map((sheet) => JSON.stringify(sheet.getSheetValues()))].join('\n');
}

/** Somebody who asks for things, and what got out to them that should not. */
interface Walker {
  readonly ask: (method: string, place: string, body?: JsonValue) => Promise<void>;
  readonly leaks: ReadonlySet<string>;
}

let asked = 0;

function walker(cookie: string): Walker {
  const leaks = new Set<string>();
  const ask: Walker['ask'] = async (method, place, body) => {
    const headers: Record<string, string> = cookie === '' ? {} : { Cookie: cookie };
    const answer = await web.anonymous().request(method, place, { headers, ...(body === undefined ? {} : { body }) });
    asked += 1;
    if (answer.body !== null) {
      learn(answer.body);
      const [, register] = /^\/api\/registers\/([^/?]+)/.exec(place) ?? [];
      const listed = isObject(answer.body) ? answer.body['rows'] : undefined;
      if (register !== undefined && Array.isArray(listed))
        for (const row of listed as readonly JsonObject[]) learn(row['handle'] ?? '', `handle of ${register}`);
    }
    for (const canary of cage.foundIn(await wordsOf(answer)))
      leaks.add(`${method} ${place.replace(/[0-9A-Z]{26}\S*/g, '…')}: ${canary.place}`);
  };
  return { ask, leaks };
}

/** What says nothing of people, or is walked register by register. */
const ELSEWHERE = /^\/(?:openapi\.json|api-docs|api\/events|api\/packages|api\/registers)/;
/** Documents are drawn anew each time they are asked for. */
const DRAWN = /\.pdf$|^\/api\/documents\//;

/** How many people have asked a route. What is shown depends on the permission and on the place of a person, and all stand at the root. */
const askers = new Map<string, number>();
const ASKERS = DEEP ? Infinity : 2;

/** Routes that read and that this role may ask (null: nobody is signed in), with ids that answers have named. */
async function walkRoutes({ ask }: Walker, role: string | null): Promise<void> {
  const readable = routes().filter(
    ({ method, path: place, roles }) =>
      method === 'GET' && !ELSEWHERE.test(place) && (roles === null || (role !== null && roles.includes(role))),
  );
  for (const route of [...readable].sort((a, b) => a.params.length - b.params.length)) {
    const before = askers.get(route.path) ?? 0;
    if (role !== null && before >= (DRAWN.test(route.path) ? 1 : ASKERS)) continue;
    askers.set(route.path, before + 1);
    for (const place of addressesOf(route)) await ask('GET', place);
  }
}

/** Registers whose sheet has been taken out and searched once: masks do not ask who it is for. */
const taken = new Set<string>();

/** The registers that this role may read: the list, the row, and once for each register the sheet and a search for what is hidden. */
async function walkRegisters({ ask }: Walker, role: string): Promise<void> {
  const user = {
    userId: `u-canary-${role}`,
    login: '',
    name: '',
    roles: [role],
    orgPath: '/370303/tyc',
    communities: [],
  };
  for (const definition of web.office.registers.definitions()) {
    const { key } = definition;
    if (!mayTouch(user, definition, 'read')) continue;
    await ask('GET', `/api/registers/${key}?limit=100`);
    if (!DEEP && taken.has(key)) continue;
    for (const handle of [...(known.get(`handle of ${key}`) ?? [])].slice(-1))
      await ask('GET', `/api/registers/${key}/rows/${encodeURIComponent(handle)}`);
    const [wanted] = cage.all.filter(({ place }) => place.startsWith(`register ${key}/`));
    if (wanted !== undefined) await ask('GET', `/api/registers/${key}?q=${encodeURIComponent(wanted.value)}`);
    const isLast = (definition.access?.export ?? []).length === 0;
    if (isLast) taken.add(key);
    if (!mayTouch(user, definition, 'export')) continue;
    await ask('POST', `/api/registers/${key}/exports`, {});
    taken.add(key);
  }
}

/** What this role sees of cases: lists, and the tasks that are offered to it. */
async function walkWork({ ask }: Walker): Promise<void> {
  await ask('GET', '/api/work-items?view=all');
  await ask('GET', '/api/cases?scope=office');
  await ask('GET', '/api/notices');
  const items = [...(known.get('workItemId') ?? [])];
  for (const id of DEEP ? items : items.slice(-1)) await ask('GET', `/api/work-items/${encodeURIComponent(id)}`);
}

describe('personal data under 4.10', () => {
  it('stand in every register and every case of this office', () => {
    const registers = web.office.registers.definitions();
    expect(gaps).toEqual([]);
    expect(rows).toBe(registers.length);
    expect(cases).toBeGreaterThan(3);
    const planted = new Set(cage.all.map(({ place }) => place.split('/')[0]));
    // Where all that is protected is a day, a choice or a yes, no value can be told from others.
    const guarded = registers.filter(({ schema }) => {
      const other = canaryCage();
      other.make(schema, '');
      return other.all.length > 0;
    });
    expect(guarded.filter(({ key }) => !planted.has(`register ${key}`)).map(({ key }) => key)).toEqual([]);
    console.log(`${cage.all.length} canaries in ${rows} rows and ${cases} cases`);
  });

  it('never leave in clear, whoever asks for whatever can be read', async () => {
    const told: Record<string, readonly string[]> = {};
    const note = (who: string, { leaks }: Walker): void => {
      if (leaks.size > 0) told[who] = [...leaks];
    };
    // First somebody who sees much: what that person learns of ids, the others ask for.
    const first = walker(await cookieOf('supervisor'));
    await walkRegisters(first, 'supervisor');
    await walkWork(first);
    await walkRoutes(first, 'supervisor');
    note('supervisor', first);
    for (const role of ROLE_KEYS) {
      const one = walker(await cookieOf(role));
      await walkRoutes(one, role);
      await walkRegisters(one, role);
      await walkWork(one);
      note(role, one);
    }
    const outside = walker('');
    await walkRoutes(outside, null);
    note('nobody', outside);
    console.log(`${asked} answers to ${ROLE_KEYS.length + 1} kinds of people read`);
    expect(told).toEqual({});
  }, 400_000);

  it('is seen by whoever has claimed a task, so that this scan finds what it looks for', async () => {
    const found: string[] = [];
    for (const role of ['window-clerk', 'community-secretary', 'reviewer', 'civil-officer', 'property-officer']) {
      const headers = { Cookie: await cookieOf(role) };
      const browser = web.anonymous();
      const list = (await browser.request('GET', '/api/work-items?view=groups', { headers })).body;
      const items = isObject(list) && Array.isArray(list['items']) ? (list['items'] as readonly JsonObject[]) : [];
      for (const { workItemId } of items.slice(0, 2)) {
        const place = `/api/work-items/${encodeURIComponent(String(workItemId))}`;
        if ((await browser.request('POST', `${place}/claim`, { headers, body: {} })).status !== 200) continue;
        const own = await browser.request('GET', place, { headers });
        found.push(...cage.foundIn(Buffer.from(own.bytes).toString('utf8')).map(({ place: at }) => at));
        if (found.length > 0) return;
      }
    }
    expect(found).not.toEqual([]);
  }, 120_000);

  it('stand in no document, and a refused application is not written down', async () => {
    const resident = { Cookie: await cookieOf('resident') };
    let refused = 0;
    for (const key of await web.office.packages.activeKeys()) {
      const pkg = await web.office.packages.activePackage(key);
      const service = pkg?.manifest.service;
      const form = service === undefined ? undefined : pkg?.forms.get(service.formId);
      if (form === undefined) continue;
      const document = { ...cage.make(form.schema, `refused ${key}`), notInTheForm: cage.all[0]?.value ?? '' };
      const answer = await web.anonymous().request('POST', '/api/cases', {
        headers: resident,
        body: { service: key, document },
      });
      if (answer.status >= 400 && answer.status < 500) refused += 1;
      expect([key, cage.foundIn(Buffer.from(answer.bytes).toString('utf8'))]).toEqual([key, []]);
    }
    expect(refused).toBeGreaterThan(5);
    expect(drawn.length).toBeGreaterThan(0);
    expect(cage.foundIn(drawn.join('\n')).map(({ place }) => place)).toEqual([]);
  }, 120_000);

  it('stand in no event, no line of the log, no figure', async () => {
    const heard = streams.map(({ heard: events }) => JSON.stringify(events)).join('\n');
    const metrics = Buffer.from((await web.anonymous().get('/metrics')).bytes).toString('utf8');
    expect(heard.length).toBeGreaterThan(100);
    for (const text of [heard, web.log.join('\n'), metrics]) expect(cage.foundIn(text)).toEqual([]);
  });
});
