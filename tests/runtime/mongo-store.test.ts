import { createMongoPlace } from '../kit/mongo-place.js';
import { storeContract } from './store.contract.js';
import { storeModel } from './store.model.js';

const kind = { name: 'mongo', create: () => createMongoPlace({ bare: true }) } as const;

storeContract(kind);
storeModel(kind);
