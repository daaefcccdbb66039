import { isObject, type JsonObject } from '../../engine/index.js';
import type { SignedIn } from '../access/signed-in.js';
import { registerSource } from '../read/register-choices.js';
import type { Office } from './office.js';

/**
 * Where a new case lies in the org tree: where the row lies that its start form names by a field with `x-register` and `place` (the estate a
 * matter is about, wherever its owner lives), otherwise where the person who starts it belongs.
 */
export async function placeOfCase(
  office: Office,
  user: Pick<SignedIn, 'orgPath'>,
  schema: JsonObject,
  document: JsonObject,
): Promise<string> {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  for (const [name, node] of Object.entries(properties)) {
    const source = registerSource(node);
    const key = document[name];
    if (source?.place !== true || typeof key !== 'string') continue;
    if (!office.registers.definitions().some((one) => one.key === source.register)) continue;
    const row = await office.registers.get(source.register, key);
    if (row !== undefined) return office.registers.placeOf(source.register, row.values);
  }
  return user.orgPath === '' ? office.orgRoot : user.orgPath;
}
