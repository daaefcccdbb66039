import { afterAll, beforeAll, jest } from '@jest/globals';
import { startManyMongoPlaces, type ManyMongoPlaces } from '../kit/mongo-place.js';
import type { StoreKind } from '../kit/stores.js';
import { storeContract } from './store.contract.js';
import { storeModel } from './store.model.js';

// A server is started and indexes are made: seconds on a busy machine.
jest.setTimeout(30_000);

let places: ManyMongoPlaces;
beforeAll(async () => {
  places = await startManyMongoPlaces();
});
afterAll(() => places.stop());

const kind: StoreKind = { name: 'mongo', create: () => places.create() };

storeContract(kind);
storeModel(kind);
