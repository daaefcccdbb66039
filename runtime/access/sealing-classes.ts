import type { CompiledPackage, JsonObject, JsonValue } from '../../engine/index.js';

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const L4: ReadonlySet<JsonValue> = new Set(['L4']);
const PROTECTED: ReadonlySet<JsonValue> = new Set(['L3', 'L4']);

const collect = (schema: JsonValue | undefined, into: Set<string>, classes: ReadonlySet<JsonValue> = L4): void => {
  if (Array.isArray(schema)) {
    for (const part of schema) collect(part as JsonValue, into, classes);
    return;
  }
  if (!isObject(schema)) return;
  const properties = schema['properties'];
  if (isObject(properties)) {
    for (const [name, property] of Object.entries(properties))
      if (isObject(property) && classes.has(property['x-class'] ?? null)) into.add(name);
  }
  for (const part of Object.values(schema)) collect(part, into, classes);
};

/** Property names of class L4 in a JSON Schema, at any depth. */
export function l4NamesOf(schema: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  collect(schema, names);
  return names;
}

/** Property names of class L3 or L4 in a JSON Schema, at any depth. */
export function protectedNamesOf(schema: JsonObject): ReadonlySet<string> {
  const names = new Set<string>();
  collect(schema, names, PROTECTED);
  return names;
}

/** Property names of class L4 in all forms and registers of these packages. */
export function l4NamesOfPackages(packages: readonly CompiledPackage[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const one of packages) {
    for (const form of one.forms.values()) collect(form.schema, names);
    for (const register of one.registers.values()) collect(register.schema, names);
  }
  return names;
}
