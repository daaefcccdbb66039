import { BSON } from 'mongodb';
import { isDoc, type Doc } from './bson-order.js';
import { createTable, type Table, type Undo } from './table.js';
import { badValue, WireError } from './wire-error.js';

/** What kind of deployment the server says it is. */
export type Topology = 'standalone' | 'replicaSet' | 'sharded';

/** Statements of a session's last retryable write that were carried out, by their number: a retry gets the same answer. */
interface RetryableWrite {
  readonly txnNumber: number;
  readonly statements: Map<number, Doc>;
}

/** The data of a deployment: what all its nodes share. */
export interface Cluster {
  readonly topology: Topology;
  table(db: string, name: string): Table | undefined;
  ensureTable(db: string, name: string): Table;
  dropTable(db: string, name: string): boolean;
  tablesOf(db: string): readonly (readonly [name: string, table: Table])[];
  databases(): readonly string[];
  dropDatabase(db: string): void;
  /** The statements of this session's transaction number carried out so far. Throws TransactionTooOld. */
  statements(command: Doc): Map<number, Doc> | undefined;
  /** Notes a change; until a majority has it, a step-down may take it back. */
  changed(undo: Undo, majority: boolean): void;
  /** Takes back all changes that no majority has. Gives how many. */
  rollBack(): number;
}

/** An empty deployment. `volatile`: changes with `w: 1` are remembered until a majority write, so that they can be rolled back. */
export function createCluster(topology: Topology, volatile: boolean): Cluster {
  const databases = new Map<string, Map<string, Table>>();
  const sessions = new Map<string, RetryableWrite>();
  let unconfirmed: Undo[] = [];

  const ensureTable = (db: string, name: string): Table => {
    const tables = databases.get(db) ?? new Map<string, Table>();
    databases.set(db, tables);
    const known = tables.get(name);
    if (known !== undefined) return known;
    const table = createTable(`${db}.${name}`);
    tables.set(name, table);
    return table;
  };

  return {
    topology,
    table: (db, name) => databases.get(db)?.get(name),
    ensureTable,
    dropTable: (db, name) => databases.get(db)?.delete(name) ?? false,
    tablesOf: (db) => [...(databases.get(db) ?? [])],
    databases: () => [...databases.keys()],
    dropDatabase: (db) => void databases.delete(db),
    statements: (command) => {
      const txnNumber = command['txnNumber'];
      if (txnNumber === undefined) return undefined;
      if (topology === 'standalone') {
        const message = 'Transaction numbers are only allowed on a replica set member or mongos';
        throw new WireError(20, 'IllegalOperation', message);
      }
      const number = Number(txnNumber);
      const lsid = command['lsid'];
      if (!isDoc(lsid)) throw badValue('a transaction number needs a session');
      const key = BSON.EJSON.stringify(lsid['id']);
      const last = sessions.get(key);
      if (last !== undefined && number < last.txnNumber)
        throw new WireError(225, 'TransactionTooOld', `transaction number ${String(number)} is too old`);
      if (last?.txnNumber === number) return last.statements;
      const statements = new Map<number, Doc>();
      sessions.set(key, { txnNumber: number, statements });
      return statements;
    },
    changed: (undo, majority) => {
      if (!volatile) return;
      if (majority) unconfirmed = [];
      else unconfirmed.push(undo);
    },
    rollBack: () => {
      const count = unconfirmed.length;
      for (const undo of unconfirmed.reverse()) undo();
      unconfirmed = [];
      return count;
    },
  };
}
