import type { Doc } from './bson-order.js';
import type { Cluster } from './cluster.js';
import { docOption, flagOption, listOption, onlyFields, onlyOptions, textOption } from './known-options.js';
import { compileFilter } from './match.js';
import type { Cursors } from './read-commands.js';
import { checkUniqueIndex } from './shard-rules.js';
import type { IndexSpec } from './table-index.js';
import type { Table } from './table.js';
import { badValue, unknownHere, WireError } from './wire-error.js';

const specOf = (wish: unknown): IndexSpec => {
  const fields = onlyFields(wish, 'index', ['key', 'name', 'unique', 'v', 'background']);
  const key = Object.entries(docOption(fields, 'key')).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1 && direction !== 'hashed')
      throw unknownHere(`index direction ${JSON.stringify(direction)}`);
    return [field, direction] as const;
  });
  if (key.length === 0) throw badValue('an index needs a key');
  return { name: textOption(fields, 'name'), key: Object.fromEntries(key), unique: flagOption(fields, 'unique') };
};

const shown = ({ spec }: Table['indexes'][number]): Doc => ({
  v: 2,
  key: spec.key,
  name: spec.name,
  ...(spec.unique && spec.name !== '_id_' ? { unique: true } : {}),
});

const existing = (cluster: Cluster, db: string, name: string): Table => {
  const table = cluster.table(db, name);
  if (table === undefined) throw new WireError(26, 'NamespaceNotFound', `ns does not exist: ${db}.${name}`);
  return table;
};

/** createIndexes: ascending, descending, hashed, unique. */
export function createIndexesCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'createIndexes', ['indexes', 'commitQuorum']);
  const name = textOption(command, 'createIndexes');
  const createdCollectionAutomatically = cluster.table(db, name) === undefined;
  const table = cluster.ensureTable(db, name);
  const numIndexesBefore = table.indexes.length;
  for (const wish of listOption(command, 'indexes')) {
    const spec = specOf(wish);
    checkUniqueIndex(table, spec);
    table.createIndex(spec);
  }
  return { numIndexesBefore, numIndexesAfter: table.indexes.length, createdCollectionAutomatically, ok: 1 };
}

/** dropIndexes: one by its name, or `*`. */
export function dropIndexesCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'dropIndexes', ['index']);
  const table = existing(cluster, db, textOption(command, 'dropIndexes'));
  const nIndexesWas = table.indexes.length;
  const name = textOption(command, 'index');
  const names = name === '*' ? table.indexes.slice(1).map(({ spec }) => spec.name) : [name];
  for (const one of names) table.dropIndex(one);
  return { nIndexesWas, ok: 1 };
}

/** listIndexes. */
export function listIndexesCommand(cluster: Cluster, cursors: Cursors, db: string, command: Doc): Doc {
  onlyOptions(command, 'listIndexes', ['cursor']);
  const name = textOption(command, 'listIndexes');
  return cursors.open(`${db}.${name}`, existing(cluster, db, name).indexes.map(shown), 1000, true);
}

/** listCollections. */
export function listCollectionsCommand(cluster: Cluster, cursors: Cursors, db: string, command: Doc): Doc {
  onlyOptions(command, 'listCollections', ['filter', 'nameOnly', 'cursor', 'authorizedCollections']);
  const matches = compileFilter(docOption(command, 'filter'));
  const all = cluster.tablesOf(db).map(([name]): Doc => {
    const brief = { name, type: 'collection' };
    if (flagOption(command, 'nameOnly')) return brief;
    return { ...brief, options: {}, info: { readOnly: false }, idIndex: { v: 2, key: { _id: 1 }, name: '_id_' } };
  });
  return cursors.open(`${db}.$cmd.listCollections`, all.filter(matches), 1000, true);
}

/** create. */
export function createCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'create', []);
  const name = textOption(command, 'create');
  if (cluster.table(db, name) !== undefined)
    throw new WireError(48, 'NamespaceExists', `a collection '${db}.${name}' already exists`);
  cluster.ensureTable(db, name);
  return { ok: 1 };
}

/** drop. */
export function dropCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'drop', []);
  const name = textOption(command, 'drop');
  if (!cluster.dropTable(db, name)) throw new WireError(26, 'NamespaceNotFound', 'ns not found');
  return { ns: `${db}.${name}`, ok: 1 };
}

/** dropDatabase. */
export function dropDatabaseCommand(cluster: Cluster, db: string, command: Doc): Doc {
  onlyOptions(command, 'dropDatabase', []);
  cluster.dropDatabase(db);
  return { dropped: db, ok: 1 };
}

/** listDatabases, names only. */
export function listDatabasesCommand(cluster: Cluster, command: Doc): Doc {
  onlyOptions(command, 'listDatabases', ['nameOnly', 'filter', 'authorizedDatabases']);
  const matches = compileFilter(docOption(command, 'filter'));
  const databases = cluster.databases().map((name) => ({ name, sizeOnDisk: 4096, empty: false }));
  return { databases: databases.filter(matches), ok: 1 };
}

/** shardCollection, of a mongos only: from then on the rules of sharded collections hold. */
export function shardCollectionCommand(cluster: Cluster, command: Doc): Doc {
  if (cluster.topology !== 'sharded') throw new WireError(59, 'CommandNotFound', "no such command: 'shardCollection'");
  onlyOptions(command, 'shardCollection', ['key', 'unique']);
  const namespace = textOption(command, 'shardCollection');
  const dot = namespace.indexOf('.');
  const table = cluster.ensureTable(namespace.slice(0, dot), namespace.slice(dot + 1));
  const fields = Object.keys(docOption(command, 'key'));
  if (table.shardKey !== undefined) throw new WireError(23, 'AlreadyInitialized', `${namespace} is sharded already`);
  table.shardKey = fields;
  for (const { spec } of table.indexes) checkUniqueIndex(table, spec);
  return { collectionsharded: namespace, ok: 1 };
}
