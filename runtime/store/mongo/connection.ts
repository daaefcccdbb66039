import { randomBytes } from 'node:crypto';
import { Mongoose, type Collection, type Connection, type ConnectOptions, type Model } from 'mongoose';
import { declared } from '../check-record.js';
import type { StoredDocument } from './document.js';
import { modelOf } from './schemas.js';
import { watchServer, type ServerWatch } from './watch-server.js';

/** An open database with its models: what every verb of this folder works on. */
export interface MongoPlace {
  /** As it is now: a connection that is of no use any more is replaced. */
  readonly connection: Connection;
  /** The model of a declared collection. Throws BAD_QUERY. */
  model(name: string): Model<StoredDocument>;
  /** The documents of a declared collection, for writes: without the detour over a mongoose document. Throws BAD_QUERY. */
  documents(name: string): Collection<StoredDocument>;
  /** A stamp no other write of any process has. */
  stamp(): string;
  /** No server has answered for some seconds. */
  isAway(): boolean;
  close(): Promise<void>;
  /** The concern for reading what a majority has: only replica sets and sharded clusters know it. */
  readonly confirmed: { readonly level: 'majority' | 'local' };
}

/** One connection of the driver and what hangs on it. */
interface Opened {
  readonly connection: Connection;
  readonly models: Map<string, Model<StoredDocument>>;
  readonly watch: ServerWatch;
}

/** Written by a majority, in its journals: an acknowledged write outlives any single machine. */
export const WRITE_CONCERN = Object.freeze({ w: 'majority', j: true, wtimeoutMS: 5000 } as const);

/** Everything that is not left to the URI. Retryable writes: the driver leaves them out by itself on a single node, which has none. */
export const CONNECT_OPTIONS = Object.freeze({
  appName: 'yizhan',
  autoIndex: false,
  autoCreate: false,
  bufferCommands: false,
  writeConcern: WRITE_CONCERN,
  readPreference: 'primary',
  retryWrites: true,
  retryReads: true,
  maxPoolSize: 20,
  serverSelectionTimeoutMS: 5000,
  connectTimeoutMS: 5000,
  socketTimeoutMS: 20_000,
  heartbeatFrequencyMS: 2000,
} as const satisfies ConnectOptions);

const DEFAULT_DATABASE = 'yizhan';

/** The database a URI names; `yizhan` when it names none. */
export function databaseOf(uri: string): string {
  const named = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
  return named === undefined ? DEFAULT_DATABASE : decodeURIComponent(named);
}

const strictMongoose = (): Mongoose => {
  const mongoose = new Mongoose();
  mongoose.set({
    autoIndex: false,
    autoCreate: false,
    bufferCommands: false,
    strict: 'throw',
    strictQuery: 'throw',
    sanitizeFilter: true,
    runValidators: false,
  });
  return mongoose;
};

const RENEW_AGAIN_MS = 250;

/** Connects, and finds out what the server is. Throws the driver's errors. */
export async function connectMongo(uri: string): Promise<MongoPlace> {
  const mongoose = strictMongoose();
  const open = async (): Promise<Opened> => {
    const connection = mongoose.createConnection(uri, { ...CONNECT_OPTIONS, dbName: databaseOf(uri) });
    // A lost server is an error of the call that needed it; without a listener it would be an unhandled event.
    connection.on('error', () => undefined);
    try {
      await connection.asPromise();
    } catch (error) {
      await connection.destroy(true).catch(() => undefined);
      throw error;
    }
    return { connection, models: new Map(), watch: watchServer(connection.getClient(), () => void renew()) };
  };
  let isClosed = false;
  const renew = async (): Promise<void> => {
    const old = current.connection;
    while (!isClosed) {
      const fresh = await open().catch(() => undefined);
      if (fresh === undefined) {
        await new Promise((resolve) => setTimeout(resolve, RENEW_AGAIN_MS));
        continue;
      }
      if (isClosed) await fresh.connection.destroy(true);
      else current = fresh;
      break;
    }
    await old.destroy(true).catch(() => undefined);
  };
  let current = await open();
  const { connection } = current;
  const hello = await connection.getClient().db('admin').command({ hello: 1 });
  const isCluster = typeof hello['setName'] === 'string' || hello['msg'] === 'isdbgrid';
  const process = randomBytes(6).toString('base64url');
  let writes = 0;
  return {
    get connection() {
      return current.connection;
    },
    isAway: () => current.watch.isAway(),
    close: async () => {
      isClosed = true;
      await current.connection.close();
    },
    model: (name) => {
      const { models } = current;
      const model = models.get(name) ?? modelOf(mongoose, current.connection, { name, spec: declared(name) });
      models.set(name, model);
      return model;
    },
    documents: (name) => {
      declared(name);
      return current.connection.collection<StoredDocument>(name);
    },
    stamp: () => `${process}.${(writes += 1).toString(36)}`,
    confirmed: { level: isCluster ? 'majority' : 'local' },
  };
}
