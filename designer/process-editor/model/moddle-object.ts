/** A model element as bpmn-moddle holds it: typed by `$type`, properties read by `get`. Changed only through an `Edit`. */
export interface ModdleObject {
  readonly $type: string;
  readonly $parent?: ModdleObject | undefined;
  readonly $attrs?: Readonly<Record<string, unknown>>;
  get(name: string): unknown;
  $instanceOf(type: string): boolean;
}

/** Makes a new model element; `bpmnFactory.create` in the editor, `moddle.create` in tests. */
export type Create = (type: string, properties?: Readonly<Record<string, unknown>>) => ModdleObject;

/** One change of one model element: the properties to set, `undefined` removing one. Edits are carried out and undone by the editor. */
export interface Edit {
  readonly target: ModdleObject;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** A property that holds text; undefined when it is absent or something else. */
export function textOf(element: ModdleObject | undefined, name: string): string | undefined {
  const value = element?.get(name);
  return typeof value === 'string' ? value : undefined;
}

/** A property that holds a model element. */
export function partOf(element: ModdleObject | undefined, name: string): ModdleObject | undefined {
  const value = element?.get(name);
  return isModdleObject(value) ? value : undefined;
}

/** A property that holds a list of model elements; empty when absent. */
export function partsOf(element: ModdleObject | undefined, name: string): readonly ModdleObject[] {
  const value = element?.get(name);
  return Array.isArray(value) ? value.filter(isModdleObject) : [];
}

/** The id of an element, an empty string where it has none. */
export function idOf(element: ModdleObject | undefined): string {
  return textOf(element, 'id') ?? '';
}

/** The nearest element above (or the element itself) of one of the types. */
export function enclosing(element: ModdleObject | undefined, ...types: readonly string[]): ModdleObject | undefined {
  let at = element;
  while (at && !types.some((type) => at?.$instanceOf(type))) at = at.$parent;
  return at;
}

function isModdleObject(value: unknown): value is ModdleObject {
  return typeof value === 'object' && value !== null && '$type' in value;
}
