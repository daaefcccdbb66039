import type { Doc } from './bson-order.js';
import type { Cluster } from './cluster.js';
import {
  createCommand,
  createIndexesCommand,
  dropCommand,
  dropDatabaseCommand,
  dropIndexesCommand,
  listCollectionsCommand,
  listDatabasesCommand,
  listIndexesCommand,
  shardCollectionCommand,
} from './collection-commands.js';
import { onlyOptions, sortOption, writeConcernOf } from './known-options.js';
import {
  aggregateCommand,
  countCommand,
  findCommand,
  getMoreCommand,
  killCursorsCommand,
  type Cursors,
} from './read-commands.js';
import { deleteCommand, findAndModifyCommand, insertCommand, updateCommand } from './write-commands.js';
import { unknownHere, WireError } from './wire-error.js';

/** The node that a command came to. */
export interface NodeView {
  readonly cluster: Cluster;
  readonly cursors: Cursors;
  readonly writable: boolean;
  /** Writes without `w: 'majority'` and `j: true` are refused. */
  readonly demandsMajority: boolean;
  /** The answer to hello. */
  hello(): Doc;
}

type Run = (node: NodeView, db: string, command: Doc) => Doc;

const WRITES: Readonly<Record<string, Run>> = {
  insert: ({ cluster }, db, command) => insertCommand(cluster, db, command),
  update: ({ cluster }, db, command) => updateCommand(cluster, db, command),
  delete: ({ cluster }, db, command) => deleteCommand(cluster, db, command),
  findAndModify: ({ cluster }, db, command) => {
    onlyOptions(command, 'findAndModify', ['query', 'sort', 'remove', 'update', 'new', 'fields', 'upsert']);
    return findAndModifyCommand(cluster, db, command, sortOption(command, 'sort'));
  },
};

const ADMINISTRATION: Readonly<Record<string, Run>> = {
  createIndexes: ({ cluster }, db, command) => createIndexesCommand(cluster, db, command),
  dropIndexes: ({ cluster }, db, command) => dropIndexesCommand(cluster, db, command),
  create: ({ cluster }, db, command) => createCommand(cluster, db, command),
  drop: ({ cluster }, db, command) => dropCommand(cluster, db, command),
  dropDatabase: ({ cluster }, db, command) => dropDatabaseCommand(cluster, db, command),
  shardCollection: ({ cluster }, _db, command) => shardCollectionCommand(cluster, command),
};

const READS: Readonly<Record<string, Run>> = {
  find: ({ cluster, cursors }, db, command) => findCommand(cluster, cursors, db, command),
  getMore: ({ cursors }, db, command) => getMoreCommand(cursors, db, command),
  killCursors: ({ cursors }, _db, command) => killCursorsCommand(cursors, command),
  count: ({ cluster }, db, command) => countCommand(cluster, db, command),
  aggregate: ({ cluster, cursors }, db, command) => aggregateCommand(cluster, cursors, db, command),
  listIndexes: ({ cluster, cursors }, db, command) => listIndexesCommand(cluster, cursors, db, command),
  listCollections: ({ cluster, cursors }, db, command) => listCollectionsCommand(cluster, cursors, db, command),
  listDatabases: ({ cluster }, _db, command) => listDatabasesCommand(cluster, command),
};

const ok: Run = () => ({ ok: 1 });

// Of hello the driver sends its own description besides; that is none of ours.
const SERVICE: Readonly<Record<string, Run>> = {
  hello: (node) => node.hello(),
  isMaster: (node) => node.hello(),
  ismaster: (node) => node.hello(),
  ping: ok,
  endSessions: ok,
  buildInfo: () => ({ version: '7.0.0', versionArray: [7, 0, 0, 0], maxBsonObjectSize: 16 * 1024 * 1024, ok: 1 }),
};

/** Commands that keep a connection going; planted faults leave them alone unless they name them. */
export function isService(name: string): boolean {
  return Object.hasOwn(SERVICE, name);
}

const lookup = (table: Readonly<Record<string, Run>>, name: string): Run | undefined =>
  Object.hasOwn(table, name) ? table[name] : undefined;

/** Whether the command writes documents. */
export function isWrite(name: string): boolean {
  return Object.hasOwn(WRITES, name);
}

const notPrimary = (command: Doc): WireError =>
  new WireError(10107, 'NotWritablePrimary', 'not primary', {
    labels: command['txnNumber'] === undefined ? [] : ['RetryableWriteError'],
  });

function run(node: NodeView, db: string, name: string, command: Doc): Doc {
  for (const option of ['startTransaction', 'autocommit', 'apiVersion'])
    if (Object.hasOwn(command, option)) throw unknownHere(`option ${option}`);
  const service = lookup(SERVICE, name);
  if (service !== undefined) return service(node, db, command);
  const write = lookup(WRITES, name) ?? lookup(ADMINISTRATION, name);
  const read = lookup(READS, name);
  if (write === undefined && read === undefined) throw unknownHere(`command ${name}`);
  if (!node.writable) {
    const preference = command['$readPreference'] as { readonly mode?: string } | undefined;
    if (write !== undefined || (preference?.mode ?? 'primary') === 'primary') throw notPrimary(command);
  }
  if (write !== undefined && isWrite(name)) {
    const { majority, journal } = writeConcernOf(command);
    if (node.demandsMajority && !(majority && journal))
      throw unknownHere(
        `a ${name} on ${db}.${String(command[name])} that is not acknowledged by a majority with journal`,
      );
  }
  return (write ?? read ?? ok)(node, db, command);
}

/** Carries out one command at once; errors become answers. */
export function execute(node: NodeView, command: Doc): Doc {
  const name = Object.keys(command)[0] ?? '';
  const db = typeof command['$db'] === 'string' ? command['$db'] : 'admin';
  try {
    return run(node, db, name, command);
  } catch (error) {
    if (!(error instanceof WireError)) throw error;
    const { code, codeName, labels, facts, message } = error;
    return {
      ok: 0,
      errmsg: message,
      code,
      codeName,
      ...facts,
      ...(labels.length === 0 ? {} : { errorLabels: [...labels] }),
    };
  }
}

/** The answer of a node that is not the primary any more. */
export function notPrimaryAnswer(command: Doc): Doc {
  const { code, codeName, labels, message } = notPrimary(command);
  return { ok: 0, errmsg: message, code, codeName, ...(labels.length === 0 ? {} : { errorLabels: [...labels] }) };
}
