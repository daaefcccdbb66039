import { compareValues, isDoc, keyOf, memberOf, pathParts, prefixKey, rankOf, type Doc } from './bson-order.js';
import { compileFilter, isOperators } from './match.js';
import { ABOVE, type Row, type TableIndex } from './table-index.js';
import type { Table } from './table.js';
import { unknownHere } from './wire-error.js';

/** Fields and directions. */
export type Sort = readonly (readonly [field: string, direction: 1 | -1])[];

/** What is to be found. `limit` 0: all. */
export interface Lookup {
  readonly filter: Doc;
  readonly sort: Sort;
  readonly skip: number;
  readonly limit: number;
}

interface Range {
  readonly from: string;
  readonly to: string;
}

/** What the filter says about one field, as far as an index can use it. */
interface Bounds {
  readonly equal?: readonly unknown[];
  readonly ranges?: readonly Range[];
}

interface Access {
  readonly score: number;
  readonly sorted: boolean;
  rows(): Iterable<Row>;
}

const plain = (value: unknown): boolean =>
  value !== undefined && !Array.isArray(value) && !isDoc(value) && !(value instanceof RegExp);

const rangeOf = (operator: string, operand: unknown): Range | undefined => {
  if (operator === '$regex' || operand instanceof RegExp) {
    const source = operand instanceof RegExp ? (operand.flags.includes('i') ? '' : operand.source) : String(operand);
    const text = /^\^((?:[^\\^$.*+?()[\]{}|]|\\[^a-zA-Z0-9])+)/.exec(source)?.[1];
    if (text === undefined || /^[?*{|]/.test(source.slice(text.length + 1)) || source.includes('|')) return undefined;
    const prefix = prefixKey(text.replace(/\\(.)/g, '$1'));
    return { from: prefix, to: prefix + ABOVE };
  }
  if (!plain(operand)) return undefined;
  const key = keyOf(operand);
  const rank = rankOf(operand);
  const first = String.fromCharCode(rank);
  const last = String.fromCharCode(rank + 1);
  if (operator === '$gt') return { from: key + ABOVE, to: last };
  if (operator === '$gte') return { from: key, to: last };
  if (operator === '$lt') return { from: first, to: key };
  return { from: first, to: key + ABOVE };
};

function boundsOf(operand: unknown): Bounds {
  if (operand instanceof RegExp) return { ranges: [rangeOf('$regex', operand)].filter((one) => one !== undefined) };
  if (!isOperators(operand)) return plain(operand) ? { equal: [operand] } : {};
  if (plain(operand['$eq'])) return { equal: [operand['$eq']] };
  const list = operand['$in'];
  if (Array.isArray(list) && list.every(plain) && list.length <= 1000) return { equal: list };
  const each = operand['$elemMatch'];
  if (isOperators(each)) {
    const inner = boundsOf(each);
    return inner.equal === undefined ? {} : inner;
  }
  if ('$options' in operand) return {};
  const ranges = Object.entries(operand).flatMap(([operator, one]) => {
    if (!['$gt', '$gte', '$lt', '$lte', '$regex'].includes(operator)) return [];
    const range = rangeOf(operator, one);
    return range === undefined ? [] : [range];
  });
  return { ranges };
}

function allBounds(filter: Doc, into = new Map<string, Bounds>()): Map<string, Bounds> {
  for (const [name, operand] of Object.entries(filter)) {
    if (name === '$and' && Array.isArray(operand)) for (const one of operand) if (isDoc(one)) allBounds(one, into);
    if (name.startsWith('$')) continue;
    const bounds = boundsOf(operand);
    const known = into.get(name);
    if (known?.equal !== undefined) continue;
    if (bounds.equal !== undefined) into.set(name, bounds);
    else into.set(name, { ranges: [...(known?.ranges ?? []), ...(bounds.ranges ?? [])] });
  }
  return into;
}

const merged = (ranges: readonly Range[], multikey: boolean): Range | undefined => {
  const [first] = ranges;
  if (first === undefined || multikey) return first;
  return ranges.reduce((a, b) => ({ from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to }));
};

function accessBy(index: TableIndex, bounds: ReadonlyMap<string, Bounds>, sort: Sort): Access {
  const { fields, multikey, spec } = index;
  let prefixes = [''];
  let used = 0;
  for (const field of fields) {
    const equal = bounds.get(field)?.equal;
    if (equal === undefined || prefixes.length * equal.length > 2000) break;
    const keys = [...new Set(equal.map(keyOf))].sort();
    prefixes = prefixes.flatMap((prefix) => keys.map((key) => prefix + key));
    used += 1;
  }
  const next = fields[used];
  const hashed = next !== undefined && spec.key[next] === 'hashed';
  const range = next === undefined || hashed ? undefined : merged(bounds.get(next)?.ranges ?? [], multikey);
  const rest = [...fields.slice(used), ...(fields.includes('_id') ? [] : ['_id'])];
  const wanted = sort.filter(([field]) => !fields.slice(0, used).includes(field));
  const direction = wanted[0]?.[1] ?? 1;
  const sorted =
    prefixes.length === 1 &&
    !multikey &&
    wanted.every(([field, way], at) => rest[at] === field && way === direction && spec.key[field] !== 'hashed');
  const score = used * 4 + (range === undefined ? 0 : 2) + (sorted && wanted.length > 0 ? 1 : 0);
  return {
    score,
    sorted,
    *rows() {
      const seen = multikey ? new Set<Row>() : undefined;
      for (const prefix of prefixes) {
        const from = prefix + (range?.from ?? '');
        const to = prefix + (range?.to ?? ABOVE);
        for (const row of index.entries.walk(from, to, direction === -1)) {
          if (seen?.has(row) === true) continue;
          seen?.add(row);
          yield row;
        }
      }
    },
  };
}

const best = (table: Table, filter: Doc, sort: Sort): Access | undefined => {
  const bounds = allBounds(filter);
  const ids = bounds.get('_id')?.equal;
  if (ids !== undefined) {
    const rows = ids.map((id) => table.byId(id)).filter((row) => row !== undefined);
    return { score: 100, sorted: rows.length < 2, rows: () => new Set(rows) };
  }
  return table.indexes
    .map((index) => accessBy(index, bounds, sort))
    .filter(({ score }) => score > 0)
    .reduce<Access | undefined>((a, b) => (a !== undefined && a.score >= b.score ? a : b), undefined);
};

const disjunctions = (filter: Doc): readonly (readonly Doc[])[] =>
  Object.entries(filter).flatMap(([name, operand]) => {
    if (!Array.isArray(operand)) return [];
    const branches = operand.filter(isDoc);
    if (name === '$or') return [branches];
    return name === '$and' ? branches.flatMap(disjunctions) : [];
  });

// A disjunction is answered by one index for each of its branches, when each has one.
function accessFor(table: Table, filter: Doc, sort: Sort): Access {
  const whole = best(table, filter, sort);
  if (whole !== undefined && whole.score >= 2) return whole;
  for (const either of disjunctions(filter)) {
    const parts = either.map((branch) => best(table, branch, []));
    if (parts.length > 0 && parts.every((part) => part !== undefined && part.score >= 2)) {
      const rows = new Set(parts.flatMap((part) => [...(part?.rows() ?? [])]));
      return { score: 2, sorted: false, rows: () => rows };
    }
  }
  return whole ?? { score: 0, sorted: sort.length === 0, rows: () => table.rows.values() };
}

function sortValue(doc: Doc, parts: readonly string[], direction: 1 | -1): unknown {
  let value: unknown = doc;
  for (const part of parts) {
    if (Array.isArray(value)) throw unknownHere('sorting through an array');
    value = isDoc(value) ? memberOf(value, part) : undefined;
  }
  if (!Array.isArray(value)) return value;
  return value.reduce<unknown>(
    (a, b, at) => (at === 0 || compareValues(b, a) * direction < 0 ? b : a),
    value.length === 0 ? undefined : value[0],
  );
}

/** The rows that match, in order, as they stand now. */
export function lookUp(table: Table, lookup: Lookup): readonly Row[] {
  const { filter, sort, skip, limit } = lookup;
  const matches = compileFilter(filter);
  const access = accessFor(table, filter, sort);
  const enough = limit > 0 && (access.sorted || sort.length === 0) ? skip + limit : Infinity;
  const found: Row[] = [];
  for (const row of access.rows()) {
    if (found.length >= enough) break;
    if (matches(row.doc)) found.push(row);
  }
  if (sort.length > 0 && !access.sorted) {
    const paths = sort.map(([field, direction]) => [pathParts(field), direction] as const);
    const keyed = found.map((row) => ({
      row,
      keys: paths.map(([parts, direction]) => keyOf(sortValue(row.doc, parts, direction))),
    }));
    keyed.sort((a, b) => {
      for (const [at, [, direction]] of paths.entries()) {
        const left = a.keys[at] ?? '';
        const right = b.keys[at] ?? '';
        if (left !== right) return left < right ? -direction : direction;
      }
      return 0;
    });
    found.splice(0, found.length, ...keyed.map(({ row }) => row));
  }
  return found.slice(skip, limit > 0 ? skip + limit : undefined);
}
