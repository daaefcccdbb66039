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

/**
 * A database of its own on the server that MONGODB_URI names, or on a wire server. `bare`: on a wire server it gets no indexes, which small
 * tests do not need and hundreds of them would wait for.
 */
export async function createMongoPlace({ bare = false }: { readonly bare?: boolean } = {}): Promise<MongoTestPlace> {
  const given = process.env['MONGODB_URI'];
  const server = given === undefined ? await startWireServer({ demandsMajority: true }) : undefined;
  const uri = withDatabase(server?.uri ?? given ?? '', databaseName());
  if (bare && server !== undefined) {
    const { connection } = await connectMongo(uri);
    const notes = connection.collection<{ _id: string; version: number; indexes: string }>('meta');
    await notes.insertOne({ _id: 'layout', version: LAYOUT_VERSION, indexes: indexMark() });
    await connection.close();
  }
  return {
    uri,
    open: async () => (await openMongo(uri)).store,
    dispose: () => (server === undefined ? dropDatabase(uri) : server.stop()),
  };
}
