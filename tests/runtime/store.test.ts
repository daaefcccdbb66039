import { STORES } from '../kit/stores.js';
import { storeContract } from './store.contract.js';
import { storeModel } from './store.model.js';

// The one that needs a server has a file of its own: mongo-store.test.ts.
for (const kind of STORES.filter(({ name }) => name !== 'mongo')) {
  storeContract(kind);
  storeModel(kind);
}
