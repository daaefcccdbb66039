import { type Create, type Edit, type ModdleObject, partOf, partsOf } from './moddle-object.js';

type Properties = Readonly<Record<string, unknown>>;

/** Every extension element of an element, those of other tools included. */
export function allExtensions(owner: ModdleObject | undefined): readonly ModdleObject[] {
  return partsOf(partOf(owner, 'extensionElements'), 'values');
}

/** The extension elements of one type, in order. */
export function extensionsOf(owner: ModdleObject | undefined, type: string): readonly ModdleObject[] {
  return allExtensions(owner).filter((one) => one.$type === type);
}

/** The first extension element of one type. */
export function extensionOf(owner: ModdleObject | undefined, type: string): ModdleObject | undefined {
  return extensionsOf(owner, type)[0];
}

/** Adds an extension element behind those that are there. */
export function addExtension(create: Create, owner: ModdleObject, type: string, properties: Properties): Edit {
  return withExtensions(create, owner, [...allExtensions(owner), create(type, given(properties))]);
}

/** Removes one extension element; the holder goes when nothing is left in it. */
export function removeExtension(create: Create, owner: ModdleObject, extension: ModdleObject): Edit {
  return withExtensions(
    create,
    owner,
    allExtensions(owner).filter((one) => one !== extension),
  );
}

/**
 * Sets properties of the one extension element of a type: it is made when absent and removed when nothing is left in it.
 * `needed` keeps an empty one.
 */
export function setExtension(
  create: Create,
  owner: ModdleObject,
  type: string,
  properties: Properties,
  needed = false,
): Edit {
  const existing = extensionOf(owner, type);
  if (!existing) return addExtension(create, owner, type, properties);
  const isLeft = ownNames(existing).some((name) => !(name in properties)) || Object.values(properties).some(isGiven);
  if (needed || isLeft) return { target: existing, properties };
  return removeExtension(create, owner, existing);
}

/** A list inside an extension element: `zeebe:IoMapping` holds `inputParameters` of `zeebe:Input`, and so on. */
export interface ListPlace {
  readonly holder: string;
  readonly list: string;
  readonly item: string;
}

/** The items of such a list. */
export function itemsOf(owner: ModdleObject, place: ListPlace): readonly ModdleObject[] {
  return partsOf(extensionOf(owner, place.holder), place.list);
}

/** Adds an item at the end; the holder is made when absent. */
export function addItem(create: Create, owner: ModdleObject, place: ListPlace, properties: Properties): Edit {
  const item = create(place.item, given(properties));
  const holder = extensionOf(owner, place.holder);
  if (!holder) return addExtension(create, owner, place.holder, { [place.list]: [item] });
  return { target: holder, properties: { [place.list]: [...partsOf(holder, place.list), item] } };
}

/** Removes an item; the holder goes with its last content. */
export function removeItem(create: Create, owner: ModdleObject, place: ListPlace, item: ModdleObject): Edit {
  const holder = extensionOf(owner, place.holder);
  if (!holder) throw new Error(`${place.holder} is not there`);
  const left = partsOf(holder, place.list).filter((one) => one !== item);
  const elsewhere = ownNames(holder).some((name) => name !== place.list);
  if (left.length === 0 && !elsewhere) return removeExtension(create, owner, holder);
  return { target: holder, properties: { [place.list]: left } };
}

/** Names of the properties that hold something, attributes of other tools included. */
function ownNames(element: ModdleObject): readonly string[] {
  const names = Object.keys(element).filter((name) => !name.startsWith('$') && isGiven(element.get(name)));
  return [...names, ...Object.keys(element.$attrs ?? {})];
}

function isGiven(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.length === 0);
}

function given(properties: Properties): Properties {
  return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** Replaces all extension elements of an element by these. */
export function withExtensions(create: Create, owner: ModdleObject, values: readonly ModdleObject[]): Edit {
  const holder = partOf(owner, 'extensionElements');
  if (values.length === 0) return { target: owner, properties: { extensionElements: undefined } };
  if (holder) return { target: holder, properties: { values } };
  return { target: owner, properties: { extensionElements: create('bpmn:ExtensionElements', { values }) } };
}
