import { existsSync } from 'node:fs';
import path from 'node:path';
import { compilePackage, linkPackage } from '../../engine/index.js';
import { createSealing } from '../access/sealing.js';
import { loadKeyRing } from '../access/sealing-keys.js';
import { createPackages } from '../packages/create-packages.js';
import type { Sealing } from '../seams/sealing.js';
import type { Store } from '../seams/store.js';
import { SYSTEM_CLOCK } from '../system/system-clock.js';
import { createSealedNames } from '../use-cases/sealed-names.js';
import { checkFormSchema, createCheckJson } from '../validation/check-json.js';
import type { VerifyParts } from '../verify/verify-store.js';

/** Where an office lies, as its environment says: a database, or the file in its data folder. Keys are always in the folder. */
export interface OfficePlace {
  /** A folder or a MongoDB URI. */
  readonly store: string;
  readonly folder: string;
}

/** Reads `MONGODB_URI` and `YIZHAN_DATA` (.data) as the office does. */
export function officePlace(env: Readonly<Record<string, string | undefined>>, root: string): OfficePlace {
  const folder = path.resolve(root, env['YIZHAN_DATA'] ?? '.data');
  const uri = env['MONGODB_URI'];
  return { store: uri === undefined || uri === '' ? folder : uri, folder };
}

/** The key ring of a data folder. Throws an Error when there is none: a new one would open nothing. */
export function sealingOf(folder: string): Sealing {
  const file = path.join(folder, 'keys', 'sealing.json');
  if (!existsSync(file)) throw new Error(`there are no keys in ${folder}`);
  return createSealing(loadKeyRing(file));
}

/** What the invariant checker needs to look at a store with the packages that lie in it. */
export function verifyParts(store: Store, sealing: Sealing, now: () => number): VerifyParts {
  const packages = createPackages({
    store,
    clock: SYSTEM_CLOCK,
    compile: compilePackage,
    link: linkPackage,
    checkJson: createCheckJson(path.join(process.cwd(), 'definitions', 'schema')),
    checkFormSchema,
  });
  return { store, sealing, packages, names: createSealedNames(packages), now };
}
