import { isObject, type JsonObject, type JsonValue, type RegisterDefinition } from '../../engine/index.js';
import type { Registers } from '../seams/registers.js';
import type { FormView } from './form-view.js';

/** More rows than people would look through in a list: such a field stays one to type into. */
const MOST = 500;

/**
 * What `x-register` of a field says: whose rows are its choices, and which properties name them in Chinese and English. `place`: the case
 * lies where the row lies.
 */
export interface RegisterSource {
  readonly register: string;
  readonly label: string;
  readonly english?: string;
  readonly place: boolean;
}

/** `x-register` of a field of a form; undefined without one. */
export function registerSource(node: JsonValue | undefined): RegisterSource | undefined {
  const source = isObject(node) ? node['x-register'] : undefined;
  if (!isObject(source)) return undefined;
  const { register, label, english, place } = source;
  if (typeof register !== 'string' || typeof label !== 'string') return undefined;
  return { register, label, place: place === true, ...(typeof english === 'string' ? { english } : {}) };
}

/** True for a property that anybody may read: it is of no class and under no mask. */
function isOpen({ schema }: RegisterDefinition, name: string): boolean {
  const properties = isObject(schema['properties']) ? schema['properties'] : {};
  const property = properties[name];
  return isObject(property) && property['x-class'] === undefined && property['x-mask'] === undefined;
}

interface Choices {
  readonly oneOf: readonly JsonObject[];
  readonly english: JsonObject;
}

async function choicesFrom(
  registers: Registers,
  source: RegisterSource,
  pointer: string,
): Promise<Choices | undefined> {
  const { register, label, english = label } = source;
  const definition = registers.definitions().find(({ key }) => key === register);
  if (definition === undefined) return undefined;
  if (![definition.keyProperty, label, english].every((name) => isOpen(definition, name))) return undefined;
  const { rows, nextCursor } = await registers.find(register, { limit: MOST });
  if (rows.length === 0 || nextCursor !== undefined) return undefined;
  const sorted = rows.toSorted((a, b) => (a.key < b.key ? -1 : 1));
  return {
    oneOf: sorted.map(({ key, values }) => ({ const: key, title: String(values[label] ?? key) })),
    english: Object.fromEntries(
      sorted.map(({ values }, at) => [`${pointer}/oneOf/${String(at)}/title`, values[english] ?? values[label] ?? '']),
    ),
  };
}

/**
 * The form with a list of choices at each field of the top level that says `x-register: {register, label, english?}`: the rows of that
 * register by name, so that nobody has to know a key. What is sent is checked against the form as it is written, without the list.
 */
export async function withRegisterChoices<View extends FormView>(registers: Registers, view: View): Promise<View> {
  const properties = isObject(view.schema['properties']) ? view.schema['properties'] : {};
  const fields: Record<string, JsonValue> = { ...properties };
  let english = view.english;
  for (const [name, node] of Object.entries(properties)) {
    const source = registerSource(node);
    if (source === undefined || !isObject(node) || node['readOnly'] === true) continue;
    const choices = await choicesFrom(registers, source, `/properties/${name}`);
    if (choices === undefined) continue;
    fields[name] = { ...node, oneOf: choices.oneOf };
    english = { ...english, ...choices.english };
  }
  return { ...view, schema: { ...view.schema, properties: fields }, english };
}
