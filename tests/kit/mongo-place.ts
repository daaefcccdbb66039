import { randomBytes } from 'node:crypto';
import type { Store } from '../../runtime/seams/store.js';
import type { StoreTransfer } from '../../runtime/seams/store-transfer.js';
import { connectMongo } from '../../runtime/store/mongo/connection.js';
import { openMongo } from '../../runtime/store/mongo/open-mongo-store.js';
import { indexMark, LAYOUT_VERSION } from '../../runtime/store/mongo/set-up.js';
import { startWireServer } from './mongo-wire/start-wire-server.js';

/** An empty database for tests. `uri` names it. */
export interface MongoTestPlace {
  readonly uri: string;
  open(): Promise<Store & StoreTransfer>;
  dispose(): Promise<void>;
}

/** The URI of a server with the name of a database put into it. */
export function withDatabase(uri: string, name: string): string {
  const parts = /^([^?]*?:\/\/[^/?]+)\/?[^?]*(\?.*)?$/.exec(uri);
  return `${parts?.[1] ?? uri}/${name}${parts?.[2] ?? ''}`;
}

/** A name no other test has. */
export function databaseName(): string {
  return `yizhan-test-${randomBytes(6).toString('hex')}`;
}

/** Drops the database a URI names. */
export async function dropDatabase(uri: string): Promise<void> {
  const { connection } = await connectMongo(uri);
  await connection.dropDatabase();
  await connection.close();
}

const openOn = (uri: string): Promise<Store & StoreTransfer> => openMongo(uri).then(({ store }) => store);

/** A database of its own on the server that MONGODB_URI names, or on a wire server of its own. */
export async function createMongoPlace(): Promise<MongoTestPlace> {
  const given = process.env['MONGODB_URI'];
  const server = given === undefined ? await startWireServer({ demandsMajority: true }) : undefined;
  const uri = withDatabase(server?.uri ?? given ?? '', databaseName());
  return {
    uri,
    open: () => openOn(uri),
    dispose: () => (server === undefined ? dropDatabase(uri) : server.stop()),
  };
}

/** One server for many short tests. */
export interface ManyMongoPlaces {
  create(): Promise<MongoTestPlace>;
  stop(): Promise<void>;
}

/**
 * Databases for hundreds of small tests. On a wire server they get no indexes, which such tests do not need and would wait for; on the server
 * that MONGODB_URI names they do.
 */
export async function startManyMongoPlaces(): Promise<ManyMongoPlaces> {
  if (process.env['MONGODB_URI'] !== undefined) return { create: createMongoPlace, stop: async () => undefined };
  const server = await startWireServer({ demandsMajority: true });
  const { connection } = await connectMongo(server.uri);
  const client = connection.getClient();
  return {
    create: async () => {
      const name = databaseName();
      const notes = client.db(name).collection<{ _id: string; version: number; indexes: string }>('meta');
      await notes.insertOne({ _id: 'layout', version: LAYOUT_VERSION, indexes: indexMark() });
      const uri = withDatabase(server.uri, name);
      return { uri, open: () => openOn(uri), dispose: async () => void (await client.db(name).dropDatabase()) };
    },
    stop: async () => {
      await connection.close();
      await server.stop();
    },
  };
}
