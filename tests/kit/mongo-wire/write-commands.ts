import { ObjectId } from 'mongodb';
import { copyDoc, isDoc, memberOf, sameValue, setMember, type Doc } from './bson-order.js';
import type { Cluster } from './cluster.js';
import { flagOption, listOption, onlyFields, onlyOptions, textOption, writeConcernOf } from './known-options.js';
import { lookUp, type Sort } from './plan-query.js';
import { checkShardKeyKept, checkTargeted } from './shard-rules.js';
import type { Row } from './table-index.js';
import type { Table } from './table.js';
import { compileUpdate, seedOf, type Update } from './update.js';
import { badValue, unknownHere, WireError } from './wire-error.js';

/** A document with its `_id` first; refuses top-level names that begin with `$`. */
export function storable(document: unknown): Doc {
  if (!isDoc(document)) throw badValue('a document is needed');
  for (const name of Object.keys(document))
    if (name.startsWith('$'))
      throw new WireError(52, 'DollarPrefixedFieldName', `the field name '${name}' begins with $`);
  const stored: Doc = { _id: Object.hasOwn(document, '_id') ? document['_id'] : new ObjectId() };
  for (const name of Object.keys(document)) setMember(stored, name, document[name]);
  return stored;
}

/** Changes of one command, each noted with the write concern of the command. */
export interface Writer {
  insert(table: Table, doc: Doc): void;
  replace(table: Table, row: Row, doc: Doc): void;
  remove(table: Table, row: Row): void;
}

/** A writer for a command. */
export function writerFor(cluster: Cluster, command: Doc): Writer {
  const { majority } = writeConcernOf(command);
  return {
    insert: (table, doc) => cluster.changed(table.insert(doc), majority),
    replace: (table, row, doc) => {
      checkShardKeyKept(table, row.doc, doc);
      cluster.changed(table.replace(row, doc), majority);
    },
    remove: (table, row) => cluster.changed(table.remove(row), majority),
  };
}

/** Carries out one update of one row; false when it leaves the document as it was. */
export function updateRow(writer: Writer, table: Table, row: Row, update: Update): boolean {
  const next = update.apply(row.doc, false);
  if (sameValue(next, row.doc)) return false;
  writer.replace(table, row, storable(next));
  return true;
}

/** Inserts what an upsert makes of its filter; gives the document. */
export function upsert(writer: Writer, table: Table, filter: Doc, update: Update): Doc {
  const seed = seedOf(filter);
  const start = update.kind === 'operators' ? seed : Object.hasOwn(seed, '_id') ? { _id: seed['_id'] } : {};
  const made = update.apply(start, true);
  if (memberOf(made, '_id') === undefined) delete made['_id'];
  const doc = storable(made);
  writer.insert(table, doc);
  return doc;
}

const FIRST: { readonly sort: Sort; readonly skip: number } = { sort: [], skip: 0 };

type Statement = (statement: unknown) => Doc;

/** Runs the statements of a command: those a retry has done already answer as before; an error ends an ordered command. */
function runStatements(cluster: Cluster, command: Doc, statements: readonly unknown[], run: Statement): Doc {
  const done = cluster.statements(command);
  const ids = Array.isArray(command['stmtIds']) ? command['stmtIds'] : [];
  const ordered = flagOption(command, 'ordered', true);
  const writeErrors: Doc[] = [];
  const retriedStmtIds: number[] = [];
  const upserted: Doc[] = [];
  let n = 0;
  let nModified = 0;
  for (const [index, statement] of statements.entries()) {
    const id = Number(ids[index] ?? index);
    try {
      const before = done?.get(id);
      if (before !== undefined) retriedStmtIds.push(id);
      const answer = before ?? run(statement);
      done?.set(id, answer);
      n += Number(answer['n']);
      nModified += Number(answer['nModified'] ?? 0);
      if ('upserted' in answer) upserted.push({ index, _id: answer['upserted'] });
    } catch (error) {
      if (!(error instanceof WireError) || error.code === 9_999_001) throw error;
      writeErrors.push({ index, code: error.code, ...error.facts, errmsg: error.message });
      if (ordered) break;
    }
  }
  return {
    n,
    ...(command['update'] === undefined ? {} : { nModified }),
    ...(upserted.length === 0 ? {} : { upserted }),
    ...(writeErrors.length === 0 ? {} : { writeErrors }),
    ...(retriedStmtIds.length === 0 ? {} : { retriedStmtIds }),
    ok: 1,
  };
}

/** insert. */
export function insertCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'insert', ['documents', 'ordered', 'stmtIds']);
  const table = cluster.ensureTable(db, textOption(command, 'insert'));
  const writer = writerFor(cluster, command);
  return runStatements(cluster, command, listOption(command, 'documents'), (document) => {
    writer.insert(table, storable(document));
    return { n: 1 };
  });
}

/** update: of one document or many, with upsert. */
export function updateCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'update', ['updates', 'ordered', 'stmtIds']);
  const table = cluster.ensureTable(db, textOption(command, 'update'));
  const writer = writerFor(cluster, command);
  return runStatements(cluster, command, listOption(command, 'updates'), (statement) => {
    const fields = onlyFields(statement, 'update', ['q', 'u', 'multi', 'upsert']);
    const filter = fields['q'];
    if (!isDoc(filter)) throw badValue('an update needs a filter');
    const multi = flagOption(fields, 'multi');
    const mayInsert = flagOption(fields, 'upsert');
    if (multi && command['txnNumber'] !== undefined) throw badValue('a retryable write changes one document');
    const update = compileUpdate(fields['u']);
    if (multi && update.kind === 'replace') throw new WireError(9, 'FailedToParse', 'multi update needs operators');
    if (!multi) checkTargeted(table, filter, !mayInsert);
    const rows = lookUp(table, { ...FIRST, filter, limit: multi ? 0 : 1 });
    if (rows.length === 0 && mayInsert) {
      const made = upsert(writer, table, filter, update);
      return { n: 1, upserted: made['_id'] };
    }
    const nModified = rows.filter((row) => updateRow(writer, table, row, update)).length;
    return { n: rows.length, nModified };
  });
}

/** delete: of one document (`limit: 1`) or all. */
export function deleteCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'delete', ['deletes', 'ordered', 'stmtIds']);
  const table = cluster.ensureTable(db, textOption(command, 'delete'));
  const writer = writerFor(cluster, command);
  return runStatements(cluster, command, listOption(command, 'deletes'), (statement) => {
    const fields = onlyFields(statement, 'delete', ['q', 'limit']);
    const { q: filter, limit } = fields;
    if (!isDoc(filter)) throw badValue('a delete needs a filter');
    if (limit !== 0 && limit !== 1) throw badValue('the limit of a delete is 0 or 1');
    if (limit === 0 && command['txnNumber'] !== undefined) throw badValue('a retryable write changes one document');
    if (limit === 1) checkTargeted(table, filter, true);
    const rows = lookUp(table, { ...FIRST, filter, limit });
    for (const row of rows) writer.remove(table, row);
    return { n: rows.length };
  });
}

/** findAndModify: one document, by a replacement, by operators or by removal, old or new returned whole. */
export function findAndModifyCommand(cluster: Cluster, db: string, command: Doc, sort: Sort): Doc {
  const table = cluster.ensureTable(db, textOption(command, 'findAndModify'));
  const filter = command['query'] ?? {};
  if (!isDoc(filter)) throw badValue('query must be a document');
  if (command['fields'] !== undefined) throw unknownHere('a projection in findAndModify');
  const remove = flagOption(command, 'remove');
  const returnNew = flagOption(command, 'new');
  const mayInsert = flagOption(command, 'upsert');
  const done = cluster.statements(command);
  const before = done?.get(0);
  if (before !== undefined) return { ...copyDoc(before), retriedStmtId: 0 };
  const writer = writerFor(cluster, command);
  const update = remove ? undefined : compileUpdate(command['update']);
  checkTargeted(table, filter, false);
  const [row] = lookUp(table, { filter, sort, skip: 0, limit: 1 });
  const answer = ((): Doc => {
    if (row === undefined) {
      if (!mayInsert || update === undefined)
        return { lastErrorObject: { n: 0, ...(remove ? {} : { updatedExisting: false }) }, value: null, ok: 1 };
      const made = upsert(writer, table, filter, update);
      return {
        lastErrorObject: { n: 1, updatedExisting: false, upserted: made['_id'] },
        value: returnNew ? made : null,
        ok: 1,
      };
    }
    const old = row.doc;
    if (update === undefined) {
      writer.remove(table, row);
      return { lastErrorObject: { n: 1 }, value: old, ok: 1 };
    }
    updateRow(writer, table, row, update);
    return { lastErrorObject: { n: 1, updatedExisting: true }, value: returnNew ? row.doc : old, ok: 1 };
  })();
  done?.set(0, answer);
  return answer;
}
