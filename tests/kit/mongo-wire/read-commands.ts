import { Long } from 'mongodb';
import { copyDoc, isDoc, memberOf, pathParts, setMember, type Doc } from './bson-order.js';
import type { Cluster } from './cluster.js';
import {
  countOption,
  docOption,
  flagOption,
  listOption,
  onlyFields,
  onlyOptions,
  sortOption,
  textOption,
} from './known-options.js';
import { lookUp } from './plan-query.js';
import { createTable, type Table } from './table.js';
import { badValue, unknownHere, WireError } from './wire-error.js';

interface Cursor {
  readonly namespace: string;
  readonly documents: readonly Doc[];
  next: number;
}

/** Open cursors of a node. */
export interface Cursors {
  /** The first answer of a cursor over these documents; a remainder is kept for getMore. */
  open(namespace: string, documents: readonly Doc[], batchSize: number, single: boolean): Doc;
  more(id: unknown, namespace: string, batchSize: number): Doc;
  kill(ids: readonly unknown[]): Doc;
}

const LONG_ZERO = Long.fromNumber(0);

/** No cursors yet. */
export function createCursors(): Cursors {
  const cursors = new Map<string, Cursor>();
  let last = 1000;
  const keyOfId = (id: unknown): string => String(id);
  return {
    open: (namespace, documents, batchSize, single) => {
      const firstBatch = documents.slice(0, batchSize);
      if (single || firstBatch.length === documents.length)
        return { cursor: { firstBatch, id: LONG_ZERO, ns: namespace }, ok: 1 };
      last += 1;
      cursors.set(String(last), { namespace, documents, next: firstBatch.length });
      return { cursor: { firstBatch, id: Long.fromNumber(last), ns: namespace }, ok: 1 };
    },
    more: (id, namespace, batchSize) => {
      const cursor = cursors.get(keyOfId(id));
      if (cursor === undefined || cursor.namespace !== namespace)
        throw new WireError(43, 'CursorNotFound', `cursor id ${String(id)} not found`);
      const nextBatch = cursor.documents.slice(cursor.next, cursor.next + batchSize);
      cursor.next += nextBatch.length;
      const over = cursor.next >= cursor.documents.length;
      if (over) cursors.delete(keyOfId(id));
      return { cursor: { nextBatch, id: over ? LONG_ZERO : Long.fromNumber(Number(id)), ns: namespace }, ok: 1 };
    },
    kill: (ids) => {
      const killed = ids.filter((id) => cursors.delete(keyOfId(id)));
      const cursorsNotFound = ids.filter((id) => !killed.includes(id));
      return { cursorsKilled: killed, cursorsNotFound, cursorsAlive: [], cursorsUnknown: [], ok: 1 };
    },
  };
}

const FIRST_BATCH = 101;
const EVERYTHING = 1_000_000;

type Project = (doc: Doc) => Doc;

const include = (doc: Doc, paths: readonly (readonly string[])[], at: number): Doc => {
  const kept: Doc = {};
  for (const name of Object.keys(doc)) {
    const mine = paths.filter((parts) => parts[at] === name);
    if (mine.length === 0) continue;
    const value = memberOf(doc, name);
    if (mine.some((parts) => parts.length === at + 1)) setMember(kept, name, value);
    else if (isDoc(value)) setMember(kept, name, include(value, mine, at + 1));
    else if (Array.isArray(value)) throw unknownHere('a projection through an array');
  }
  return kept;
};

const exclude = (doc: Doc, parts: readonly string[], at: number): Doc => {
  const name = parts[at] ?? '';
  const value = memberOf(doc, name);
  const copy = copyDoc(doc);
  if (at === parts.length - 1) delete copy[name];
  else if (isDoc(value)) setMember(copy, name, exclude(value, parts, at + 1));
  else if (Array.isArray(value)) throw unknownHere('a projection through an array');
  return copy;
};

function projection(fields: Doc): Project {
  const entries = Object.entries(fields).map(([path, wish]) => {
    if (wish !== 0 && wish !== 1 && wish !== true && wish !== false)
      throw unknownHere(`projection ${JSON.stringify(wish)}`);
    return { path, parts: pathParts(path), wanted: Boolean(wish) };
  });
  const others = entries.filter(({ path }) => path !== '_id');
  const id = entries.find(({ path }) => path === '_id');
  if (entries.length === 0) return (doc) => doc;
  if (others.length === 0 ? id?.wanted === true : others[0]?.wanted === true) {
    if (others.some(({ wanted }) => !wanted)) throw badValue('a projection cannot mix inclusion and exclusion');
    const paths = [...(id?.wanted === false ? [] : [['_id']]), ...others.map(({ parts }) => parts)];
    return (doc) => include(doc, paths, 0);
  }
  if (others.some(({ wanted }) => wanted)) throw badValue('a projection cannot mix inclusion and exclusion');
  const paths = entries.filter(({ wanted }) => !wanted).map(({ parts }) => parts);
  return (doc) => paths.reduce((now, parts) => exclude(now, parts, 0), doc);
}

// A collection that is not there is empty; the request is judged all the same.
const tableOrNone = (cluster: Cluster, db: string, name: string): Table =>
  cluster.table(db, name) ?? createTable(`${db}.${name}`);

/** find. */
export function findCommand(cluster: Cluster, cursors: Cursors, db: string, command: Doc): Doc {
  onlyOptions(command, 'find', ['filter', 'sort', 'projection', 'skip', 'limit', 'batchSize', 'singleBatch']);
  const name = textOption(command, 'find');
  const table = tableOrNone(cluster, db, name);
  const project = projection(docOption(command, 'projection'));
  const lookup = {
    filter: docOption(command, 'filter'),
    sort: sortOption(command, 'sort'),
    skip: countOption(command, 'skip', 0),
    limit: countOption(command, 'limit', 0),
  };
  const documents = lookUp(table, lookup).map(({ doc }) => project(doc));
  const batchSize = countOption(command, 'batchSize', FIRST_BATCH);
  return cursors.open(`${db}.${name}`, documents, batchSize, flagOption(command, 'singleBatch'));
}

/** getMore. */
export function getMoreCommand(cursors: Cursors, db: string, command: Doc): Doc {
  onlyOptions(command, 'getMore', ['collection', 'batchSize']);
  const batchSize = countOption(command, 'batchSize', EVERYTHING);
  return cursors.more(command['getMore'], `${db}.${textOption(command, 'collection')}`, batchSize);
}

/** killCursors. */
export function killCursorsCommand(cursors: Cursors, command: Doc): Doc {
  onlyOptions(command, 'killCursors', ['cursors']);
  return cursors.kill(listOption(command, 'cursors'));
}

const countOf = (cluster: Cluster, db: string, name: string, filter: Doc, skip: number, limit: number): number => {
  const table = tableOrNone(cluster, db, name);
  if (Object.keys(filter).length === 0 && skip === 0 && limit === 0) return table.rows.size;
  return lookUp(table, { filter, sort: [], skip, limit }).length;
};

/** count. */
export function countCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'count', ['query', 'limit', 'skip']);
  const skip = countOption(command, 'skip', 0);
  const limit = countOption(command, 'limit', 0);
  const n = countOf(cluster, db, textOption(command, 'count'), docOption(command, 'query'), skip, limit);
  return { n, ok: 1 };
}

/** aggregate, as far as countDocuments of the driver goes: $match, $skip, $limit, and one $group that counts. */
export function aggregateCommand(cluster: Cluster, cursors: Cursors, db: string, command: Doc): Doc {
  onlyOptions(command, 'aggregate', ['pipeline', 'cursor']);
  const name = textOption(command, 'aggregate');
  let filter: Doc = {};
  let skip = 0;
  let limit = 0;
  let grouped = false;
  for (const stage of listOption(command, 'pipeline')) {
    if (!isDoc(stage) || grouped) throw unknownHere('such a pipeline');
    const [operator] = Object.keys(stage);
    if (operator === '$match') filter = docOption(stage, '$match');
    else if (operator === '$skip') skip = countOption(stage, '$skip', 0);
    else if (operator === '$limit') limit = countOption(stage, '$limit', 0);
    else if (operator === '$group') {
      const group = onlyFields(stage['$group'], '$group', ['_id', 'n']);
      if (JSON.stringify(group['n']) !== '{"$sum":1}') throw unknownHere('a $group that does not count');
      grouped = true;
    } else throw unknownHere(`pipeline stage ${operator ?? ''}`);
  }
  if (!grouped) throw unknownHere('a pipeline that does not count');
  const n = countOf(cluster, db, name, filter, skip, limit);
  return cursors.open(`${db}.${name}`, n === 0 ? [] : [{ _id: 1, n }], FIRST_BATCH, true);
}
