import { isObject, type JsonObject } from '../../engine/index.js';
import type { Packages } from '../seams/packages.js';

/** English texts of a register by JSON Pointer into its schema, from the active package that defines it; empty when it has none. */
export async function registerEnglish(packages: Packages, register: string): Promise<JsonObject> {
  for (const key of await packages.activeKeys()) {
    const active = await packages.activePackage(key);
    if (active?.registers.has(register) !== true) continue;
    const texts = active.english['registers'];
    const own = isObject(texts) ? texts[register] : undefined;
    return isObject(own) ? own : {};
  }
  return {};
}
