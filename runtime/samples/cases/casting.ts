import { isObject, makeLicenceNo, type JsonObject, type JsonValue, type LicenceKind } from '../../../engine/index.js';
import { padded } from '../plan.js';
import type { Applicant, Applicants } from './applicants.js';
import { exchanged, peopleIn, textsIn } from './stand-ins.js';

/** A scenario's own documents: the start, the steps, and the rows it needs. */
export interface ScenarioTexts {
  readonly start: JsonObject;
  readonly rows: Readonly<Record<string, readonly JsonObject[]>>;
  readonly steps: readonly JsonObject[];
  readonly actors: readonly string[];
  /** The row of the applicant in the register of people. */
  readonly starter: JsonObject;
}

/** An estate of the full set, with the parts it has. */
export interface EstateRows {
  readonly estate: JsonObject;
  readonly parts: readonly JsonObject[];
}

/** Rows whose numbers a case may make its own. */
const NUMBERS: readonly (readonly [form: RegExp, make: (found: string, serial: number) => string])[] = [
  [/^JY\d{14}$/, (found, serial) => makeLicenceNo(kindOf(found), '370303', 920_000 + serial)],
  [/^YB\d{14}$/, (found, serial) => makeLicenceNo(kindOf(found), '370303', 920_000 + serial).replace('JY', 'YB')],
  [/^XCY370303\d{6}$/, (_, serial) => `XCY370303${padded(910_000 + serial, 6)}`],
  [/^[A-Z]{3,8}-\d{8}-\d{5}$/, (found, serial) => `${found.slice(0, -5)}${padded(90_000 + serial, 5)}`],
  [/^DB-\d{4}-\d{4}$/, (found, serial) => `${found.slice(0, 8)}${padded(7_000 + serial, 4)}`],
];

const kindOf = (number: string): LicenceKind => {
  const digit = Number(number.charAt(2));
  return digit === 1 || digit === 3 ? digit : 2;
};

const text = (value: JsonValue | undefined): string | undefined => (typeof value === 'string' ? value : undefined);

/** Makes the texts that stand for those of a scenario: another applicant, another shop, other people, numbers of their own. */
export function castOf(
  texts: ScenarioTexts,
  given: {
    readonly applicant: Applicant | undefined;
    readonly applicants: Applicants;
    readonly estate: EstateRows | undefined;
    readonly serial: number;
  },
): ReadonlyMap<string, string> {
  const { applicant, applicants, estate, serial } = given;
  const { start, rows, steps, starter } = texts;
  const found = new Map<string, string>();
  const put = (from: JsonValue | undefined, to: string): void => {
    if (typeof from === 'string' && from.length > 1 && !found.has(from)) found.set(from, to);
  };
  if (estate !== undefined) ownersOf(estate, peopleIn([start, ...steps]), put);
  if (applicant !== undefined) {
    for (const key of ['userId', 'name', 'idNo', 'mobile'] as const) put(starter[key], applicant[key]);
    const { shop } = applicant;
    if (shop !== undefined) {
      put(start['uscc'], shop.uscc);
      put(start['operatorName'], shop.name);
      put(text(placeOf(start)['detail']), shop.address);
      for (const row of Object.values(rows).flat()) {
        if (row['uscc'] !== start['uscc']) continue;
        put(row['bizAddress'], shop.address);
        put(row['address'], shop.address);
      }
    }
  }
  for (const one of Object.values(rows).flatMap((list) => list.flatMap(textsIn))) {
    const [, make] = NUMBERS.find(([form]) => form.test(one)) ?? [];
    if (make !== undefined) put(one, make(one, serial));
  }
  if (estate === undefined)
    for (const person of peopleIn([start, ...steps])) {
      const idNo = text(person['idNo']) ?? '';
      if (found.has(idNo) || !/^\d{17}[\dX]$/.test(idNo)) continue;
      const { name, mobile } = applicants.other();
      put(idNo, applicants.idNoLike(idNo));
      put(person['name'] ?? person['head'], name);
      put(person['mobile'], mobile);
    }
  return found;
}

const placeOf = (start: JsonObject): JsonObject => {
  const place = start['bizAddress'];
  return isObject(place) ? place : {};
};

/** The owners of the same doors in another estate; parts that it lacks keep their names. */
function ownersOf(
  { estate, parts }: EstateRows,
  people: readonly JsonObject[],
  put: (from: JsonValue | undefined, to: string) => void,
): void {
  const estateId = String(estate['estateId']);
  for (const person of people) {
    const [old, rest] = /^(e\d+)(-.+)$/.exec(text(person['partId']) ?? '')?.slice(1) ?? [];
    const part = parts.find((one) => one['partId'] === `${estateId}${rest ?? ''}`);
    const [owner] = (part?.['owners'] ?? []) as readonly JsonObject[];
    if (old === undefined || owner === undefined) continue;
    put(person['partId'], `${estateId}${rest ?? ''}`);
    for (const key of ['name', 'idNo', 'mobile']) put(person[key], String(owner[key]));
  }
}

/** The start document with what else is the estate's: its id, and the figures that an applicant states. */
export function inEstate(document: JsonObject, estate: EstateRows | undefined): JsonObject {
  if (estate === undefined) return document;
  const stated = ['estateId', 'totalArea', 'totalParts', 'deliveredArea', 'deliveredOwners', 'firstDelivery'];
  const own = stated.filter((key) => document[key] !== undefined).map((key) => [key, estate.estate[key] ?? null]);
  return { ...document, ...(Object.fromEntries(own) as JsonObject) };
}

/** The community of the shop, wherever the document says in which one it lies. */
export function inCommunity(document: JsonObject, community: string | undefined): JsonObject {
  const place = document['bizAddress'];
  if (community === undefined) return document;
  if (isObject(place)) return { ...document, bizAddress: { ...place, community } };
  return typeof document['community'] === 'string' ? { ...document, community } : document;
}

/** What a row would have of a certificate that this office has not issued. */
const OF_CERTIFICATES = new Set(['certificateId', 'verifyToken']);

/** A row of a scenario as one of this case. */
export function ownRow(
  row: JsonObject,
  standIns: ReadonlyMap<string, string>,
  community: string | undefined,
): JsonObject {
  const moved = Object.fromEntries(
    Object.entries(row)
      .filter(([key]) => !OF_CERTIFICATES.has(key))
      .map(([key, value]) => [key, typeof value === 'string' ? exchanged(value, standIns) : value]),
  );
  return community === undefined || typeof row['community'] !== 'string' ? moved : { ...moved, community };
}
